package dev.skerry.desk;

import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.error.Reasons;
import dev.skerry.format.error.SkerryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;

/** Files of the desk's own disk: what a bundle is made of, and what the desk writes beside it. */
public final class LocalFiles {
  private LocalFiles() {}

  /**
   * A file's digest and length.
   *
   * @param size in bytes
   */
  public record Measured(Digest digest, long size) {}

  /**
   * Reads a small file whole.
   *
   * @param limit how many bytes it may have
   * @throws SkerryException {@link DeskError#UNREADABLE}
   */
  public static byte[] read(Path file, int limit) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(limit + 1);
      if (bytes.length > limit) {
        throw new SkerryException(
            DeskError.UNREADABLE, file.toString(), "is longer than " + limit + " bytes");
      }
      return bytes;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * Hashes a file of any size.
   *
   * @throws SkerryException {@link DeskError#UNREADABLE}
   */
  public static Measured measure(Path file) {
    MessageDigest sha256 = Digest.sha256();
    byte[] buffer = new byte[Limits.V1.copyBuffer()];
    long size = 0;
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sha256.update(buffer, 0, n);
        size += n;
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    return new Measured(Digest.of(sha256), size);
  }

  /**
   * Writes a small file whole or not at all.
   *
   * @throws SkerryException {@link DeskError#UNWRITABLE}
   */
  public static void write(Path file, byte[] bytes) {
    Path part = file.resolveSibling("." + file.getFileName() + ".part");
    try {
      Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
      Files.write(part, bytes);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new SkerryException(DeskError.UNWRITABLE, file.toString(), reason("written", e), e);
    }
  }

  private static SkerryException unreadable(Path file, IOException e) {
    return new SkerryException(DeskError.UNREADABLE, file.toString(), reason("read", e), e);
  }

  private static String reason(String verb, IOException e) {
    return "cannot be " + verb + ": " + Reasons.of(e);
  }
}
