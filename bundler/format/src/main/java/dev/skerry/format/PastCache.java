package dev.skerry.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file that is read from the medium itself where the platform can: the page cache would give back
 * what was written, not what has become of it, and would forget for it what others need.
 *
 * @param channel to be read from its beginning in whole {@link #buffer}s
 * @param past whether its reads go past the page cache
 */
public record PastCache(FileChannel channel, boolean past) implements AutoCloseable {
  /** Of a buffer's address in bytes: reading past the page cache asks for it. */
  private static final int ALIGNMENT = 1 << 16;

  /**
   * Opens a file for reading.
   *
   * @throws IOException when it cannot be opened in any way
   */
  public static PastCache open(Path file) throws IOException {
    Optional<OpenOption> direct = direct();
    if (direct.isPresent()) {
      try {
        return new PastCache(FileChannel.open(file, StandardOpenOption.READ, direct.get()), true);
      } catch (UnsupportedOperationException | IOException e) {
        // Not every file system can; whoever has to know asks.
      }
    }
    return not(file);
  }

  /**
   * Opens a file for reading through the page cache.
   *
   * @throws IOException when it cannot be opened
   */
  public static PastCache not(Path file) throws IOException {
    return new PastCache(FileChannel.open(file, StandardOpenOption.READ), false);
  }

  /**
   * A buffer that such reads can fill.
   *
   * @param size bytes, a multiple of 64 KiB
   */
  public static ByteBuffer buffer(int size) {
    return ByteBuffer.allocateDirect(size + ALIGNMENT - 1).alignedSlice(ALIGNMENT);
  }

  /** By name: the compiler warns of the class, and a runtime may come without its module. */
  private static Optional<OpenOption> direct() {
    try {
      Object[] options = Class.forName("com.sun.nio.file.ExtendedOpenOption").getEnumConstants();
      return Stream.of(options)
          .filter(option -> option.toString().equals("DIRECT"))
          .map(OpenOption.class::cast)
          .findFirst();
    } catch (ClassNotFoundException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
