package dev.skerry.format.testing;

import dev.skerry.format.archive.MediumFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** Real files, with hooks that a test can look at, or let fail. */
abstract class PassingFiles implements MediumFiles {
  private final MediumFiles real = MediumFiles.real();

  /** Before a folder is listed. */
  void listed(Path folder) {}

  /** Before a file is opened and before bytes are read. */
  void step() throws IOException {}

  /**
   * After a read.
   *
   * @param end the position after the last byte that came
   */
  void came(Path file, long end, int count) {}

  /** After a file was closed. */
  void closed() {}

  @Override
  public final boolean isFolder(Path path) {
    return real.isFolder(path);
  }

  @Override
  public final boolean isFile(Path path) {
    return real.isFile(path);
  }

  @Override
  public final List<String> names(Path folder, int max) throws IOException {
    listed(folder);
    return real.names(folder, max);
  }

  @Override
  public final Opened open(Path file) throws IOException {
    step();
    Opened opened = real.open(file);
    return new Opened() {
      @Override
      public long size() throws IOException {
        return opened.size();
      }

      @Override
      public int read(ByteBuffer into, long position) throws IOException {
        step();
        int count = opened.read(into, position);
        came(file, position + count, count);
        return count;
      }

      @Override
      public void close() throws IOException {
        opened.close();
        closed();
      }
    };
  }
}
