package dev.skerry.desk.write;

import dev.skerry.format.Digest;
import dev.skerry.format.Progress;
import dev.skerry.format.archive.VolumesFile;
import dev.skerry.format.error.SkerryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads volumes from the stick itself, past the page cache where the platform can. */
final class ReadBack {
  private static final int STEP = 64 * 1024;

  private final Progress progress;
  private final MessageDigest hash = Digest.sha256();
  private final ChunkHash chunks = new ChunkHash();
  private final byte[] step = new byte[STEP];
  private boolean pastCache = true;

  ReadBack(Progress progress) {
    this.progress = progress;
  }

  /** Whether every volume was read past the page cache. */
  boolean pastCache() {
    return pastCache;
  }

  /**
   * Reads one volume.
   *
   * @param written digests of the chunks as they were written
   * @throws SkerryException {@link WriteError#READ_BACK} naming the first bad chunk
   */
  VolumesFile.Volume read(Path file, long size, List<Digest> written) {
    progress.item(String.valueOf(file.getFileName()));
    try (FileChannel channel = open(file)) {
      ByteBuffer buffer = buffer(file);
      long position = 0;
      while (position < size) {
        int n = channel.read(buffer.clear(), position);
        if (n < 0) {
          throw bad(file, "ends at byte " + position + " of " + size);
        }
        take(buffer.flip());
        position += n;
        progress.advance(n);
      }
    } catch (IOException e) {
      throw bad(file, "cannot be read back: " + e.getMessage());
    }
    compare(file, chunks.finish(), written);
    return new VolumesFile.Volume(
        String.valueOf(file.getFileName()), size, Digest.of(hash), written);
  }

  private FileChannel open(Path file) throws IOException {
    Optional<OpenOption> direct = direct();
    if (direct.isPresent()) {
      try {
        return FileChannel.open(file, StandardOpenOption.READ, direct.get());
      } catch (UnsupportedOperationException | IOException e) {
        // Not every file system can; the caller says so.
      }
    }
    pastCache = false;
    return FileChannel.open(file, StandardOpenOption.READ);
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

  private static ByteBuffer buffer(Path file) throws IOException {
    int block = (int) Files.getFileStore(file).getBlockSize();
    return ByteBuffer.allocateDirect(Pipe.BUFFER + block - 1).alignedSlice(block);
  }

  private void take(ByteBuffer bytes) {
    chunks.update(bytes);
    while (bytes.hasRemaining()) {
      int n = Math.min(STEP, bytes.remaining());
      bytes.get(step, 0, n);
      hash.update(step, 0, n);
    }
  }

  private static void compare(Path file, List<Digest> read, List<Digest> written) {
    for (int i = 0; i < written.size(); i++) {
      if (i >= read.size() || !read.get(i).equals(written.get(i))) {
        long begin = (long) i * VolumesFile.CHUNK;
        throw bad(file, "gives back other bytes than were written, from byte " + begin + " on");
      }
    }
  }

  private static SkerryException bad(Path file, String reason) {
    return new SkerryException(WriteError.READ_BACK, file.toString(), reason);
  }
}
