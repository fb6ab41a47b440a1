package dev.skerry.registry;

import dev.skerry.format.Limits;
import dev.skerry.format.error.Reasons;
import dev.skerry.format.error.SkerryException;
import dev.skerry.store.Disk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A manifest on its way in, as a file: many may arrive at once, as slowly as their clients like,
 * and memory is only had by the one that is looked at.
 */
final class StagedManifest implements AutoCloseable {
  private static final int BUFFER = 16 << 10;

  private final Disk disk;
  private final Path file;
  private final Disk.Out out;

  StagedManifest(Disk disk, Path file, Disk.Out out) {
    this.disk = disk;
    this.file = file;
    this.out = out;
  }

  /** Where it lies, for {@code BlobStore.adopt}. */
  Path file() {
    return file;
  }

  /**
   * Takes a body to its end.
   *
   * @param space asked before each write
   * @throws SkerryException {@link RegistryError#TOO_LARGE}, or that the disk failed
   */
  void receive(InputStream body, SpaceGuard space, String item) throws IOException {
    byte[] buffer = new byte[BUFFER];
    int size = 0;
    for (int n = body.readNBytes(buffer, 0, BUFFER);
        n > 0;
        n = body.readNBytes(buffer, 0, BUFFER)) {
      if (size + n > Limits.V1.manifest()) {
        throw tooLarge(item);
      }
      space.take(n);
      write(ByteBuffer.wrap(buffer, 0, n), size);
      size += n;
    }
  }

  static SkerryException tooLarge(String item) {
    return new SkerryException(
        RegistryError.TOO_LARGE, item, "is over " + Limits.V1.manifest() + " bytes");
  }

  private void write(ByteBuffer bytes, long position) {
    try {
      out.write(bytes, position);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** All bytes of it. */
  byte[] bytes() {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Nothing of it stays, unless somebody took the file over. */
  @Override
  public void close() {
    try {
      out.close();
      disk.delete(file);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private SkerryException failed(IOException e) {
    return new SkerryException(
        RegistryError.DISK, file.toString(), "cannot be written: " + Reasons.of(e), e);
  }
}
