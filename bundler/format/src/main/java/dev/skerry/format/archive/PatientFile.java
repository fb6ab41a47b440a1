package dev.skerry.format.archive;

import dev.skerry.format.error.SkerryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A file that is read on threads that may be left behind. They read into buffers of this class
 * alone, and an answer is copied by whoever waited for it: one that comes too late goes nowhere. A
 * thread that may itself be left behind reads for itself. The file is closed by the last thread
 * that comes back from it.
 */
final class PatientFile implements MediumFiles.Opened {
  /** Bytes of one call: a medium that needs the whole patience for as many is given up. */
  static final int MOST = 512 * 1024;

  private static final int MOST_AHEAD = 4;

  private final MediumFiles.Opened file;
  private final MediumCalls calls;
  private final Path folder;
  private final Path path;
  private final Map<Long, CompletableFuture<Piece>> ahead = new ConcurrentHashMap<>();
  private final Queue<ByteBuffer> free = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Boolean> gone = new CompletableFuture<>();
  private int running;
  private boolean closed;

  PatientFile(MediumFiles.Opened file, MediumCalls calls, Path folder, Path path) {
    this.file = file;
    this.calls = calls;
    this.folder = folder;
    this.path = path;
  }

  private record Piece(ByteBuffer bytes, int count) {}

  private interface Asked<T> {
    T of(MediumFiles.Opened file) throws IOException;
  }

  @Override
  public long size() throws IOException {
    return calls.answer(folder, path, begin(MediumFiles.Opened::size));
  }

  @Override
  public void ahead(long position, int count) {
    if (Watch.here().isEmpty() && ahead.size() < MOST_AHEAD && !calls.isSilent(folder)) {
      try {
        ahead.put(position, read(position, count));
      } catch (IOException | SkerryException e) {
        // It is said when the bytes are read.
        return;
      }
    }
  }

  @Override
  public int read(ByteBuffer into, long position) throws IOException {
    Optional<Watch> watch = Watch.here();
    return watch.isPresent() ? readHere(watch.get(), into, position) : await(into, position);
  }

  private int readHere(Watch watch, ByteBuffer into, long position) throws IOException {
    enter();
    try {
      int begin = into.position();
      return calls.here(watch, folder, path, () -> file.read(into.position(begin), position));
    } finally {
      exit();
    }
  }

  private int await(ByteBuffer into, long position) throws IOException {
    CompletableFuture<Piece> begun = ahead.remove(position);
    Piece piece =
        calls.answer(folder, path, begun == null ? read(position, into.remaining()) : begun);
    int count = Math.min(piece.count(), into.remaining());
    if (count > 0) {
      into.put(piece.bytes().slice(0, count));
    }
    free.add(piece.bytes());
    return count;
  }

  private CompletableFuture<Piece> read(long position, int wanted) throws IOException {
    int most = Math.min(wanted, MOST);
    ByteBuffer bytes = buffer(most);
    return begin(opened -> new Piece(bytes, opened.read(bytes.clear().limit(most), position)));
  }

  private ByteBuffer buffer(int size) {
    ByteBuffer used = free.poll();
    return used != null && used.capacity() >= size ? used : ByteBuffer.allocateDirect(size);
  }

  private <T> CompletableFuture<T> begin(Asked<T> asked) throws IOException {
    enter();
    try {
      return calls.begin(
          folder,
          path,
          new MediumCalls.Work<T>() {
            @Override
            public T run() throws IOException {
              return asked.of(file);
            }

            @Override
            public void over() {
              exit();
            }
          });
    } catch (SkerryException e) {
      exit();
      throw e;
    }
  }

  private synchronized void enter() throws ClosedChannelException {
    if (closed) {
      throw new ClosedChannelException();
    }
    running++;
  }

  private void exit() {
    synchronized (this) {
      running--;
      if (!closed || running > 0) {
        return;
      }
    }
    end();
  }

  @Override
  public void close() throws IOException {
    boolean idle;
    synchronized (this) {
      idle = !closed && running == 0;
      closed = true;
    }
    if (idle) {
      calls.leave(this::end);
    }
    if (!calls.isSilent(folder)) {
      try {
        // So that the medium can be unmounted when this returns.
        calls.answer(folder, path, gone);
      } catch (SkerryException e) {
        // Left behind; a file that was only read has nothing left to lose.
        return;
      }
    }
  }

  private void end() {
    close(file);
    gone.complete(true);
  }

  static void close(MediumFiles.Opened file) {
    try {
      file.close();
    } catch (IOException e) {
      // A file that was only read has nothing left to lose.
      return;
    }
  }
}
