package dev.skerry.format.archive;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A thread that reads media for itself, as it is seen from outside: whether a read of its own keeps
 * it, and which. There is no handover for each read then. It may be left behind, so its work must
 * hold nothing that anybody else needs.
 */
final class Watch {
  private static final ScopedValue<Watch> HERE = ScopedValue.newInstance();
  private static final Read NONE = new Read(Path.of(""), Path.of(""));

  private final AtomicReference<Read> out = new AtomicReference<>(NONE);
  private Read seen = NONE;
  private volatile boolean left;

  /** A read that has not come back; equal to nothing but itself. */
  static final class Read {
    private final Path folder;
    private final Path path;

    Read(Path folder, Path path) {
      this.folder = folder;
      this.path = path;
    }

    Path folder() {
      return folder;
    }

    Path path() {
      return path;
    }
  }

  /** The watch that the calling thread is under. */
  static Optional<Watch> here() {
    return HERE.isBound() ? Optional.of(HERE.get()) : Optional.empty();
  }

  /** Does the work under this watch. */
  void over(Runnable work) {
    ScopedValue.where(HERE, this).run(work);
  }

  /**
   * Reads on the calling thread.
   *
   * @throws InterruptedIOException when nobody waits for this thread any more
   */
  <T> T read(Path folder, Path path, MediumCalls.Work<T> work) throws IOException {
    requireWanted();
    out.set(new Read(folder, path));
    try {
      return work.run();
    } finally {
      out.set(NONE);
      requireWanted();
    }
  }

  private void requireWanted() throws InterruptedIOException {
    if (left) {
      throw new InterruptedIOException("nobody waits for this read any more");
    }
  }

  /** The read that is out now and was out already when this was asked before. */
  Optional<Read> stuck() {
    Read before = seen;
    seen = out.get();
    return seen == before && seen != NONE ? Optional.of(seen) : Optional.empty();
  }

  /** From now on each read fails, so that the work ends soon. */
  void leave() {
    left = true;
  }
}
