package dev.skerry.format.archive;

import dev.skerry.format.Progress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * Files of a stick that has to give some bytes while it is waited for: one that only trickles is
 * given up.
 */
final class PacedFiles implements MediumFiles {
  private final MediumFiles files;
  private final LongSupplier nanos;
  private final LeastSpeed least = new LeastSpeed();

  /**
   * Looks how fast these files come.
   *
   * @param nanos a clock that only goes on
   */
  PacedFiles(MediumFiles files, LongSupplier nanos) {
    this.files = files;
    this.nanos = nanos;
  }

  @Override
  public MediumFiles sitting(Progress progress) {
    return new PacedFiles(files.sitting(progress), nanos);
  }

  @Override
  public void together(int threads, Runnable work) throws IOException {
    files.together(threads, work);
  }

  @Override
  public boolean isFolder(Path path) {
    return files.isFolder(path);
  }

  @Override
  public boolean isFile(Path path) {
    return files.isFile(path);
  }

  @Override
  public List<String> names(Path folder, int max) throws IOException {
    return files.names(folder, max);
  }

  @Override
  public Opened open(Path file) throws IOException {
    Path folder = Objects.requireNonNullElse(file.getParent(), file);
    least.waited(folder, file, Duration.ZERO, 0);
    return new PacedFile(files.open(file), folder, file);
  }

  private final class PacedFile implements Opened {
    private final Opened file;
    private final Path folder;
    private final Path path;

    PacedFile(Opened file, Path folder, Path path) {
      this.file = file;
      this.folder = folder;
      this.path = path;
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
      long begun = nanos.getAsLong();
      int came = file.read(into, position);
      least.waited(folder, path, Duration.ofNanos(nanos.getAsLong() - begun), came);
      return came;
    }

    @Override
    public void ahead(long position, int count) {
      file.ahead(position, count);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
