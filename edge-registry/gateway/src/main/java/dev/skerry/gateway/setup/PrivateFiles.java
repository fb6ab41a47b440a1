package dev.skerry.gateway.setup;

import dev.skerry.format.error.SkerryException;
import dev.skerry.store.Disk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** Small files of the data folder: whole or not there, and readable by whom they are for. */
public final class PrivateFiles {
  private static final int LIMIT = 1 << 20;
  private static final String OWNER = "rw-------";
  private static final String GROUP = "rw-r-----";

  private PrivateFiles() {}

  /** Makes the data folder, readable by owner and group. */
  static void makeFolder(Path folder) {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder, mode(folder, "rwxr-x---"));
      }
    } catch (IOException e) {
      throw failed(folder, "cannot be made", e);
    }
  }

  /** Writes a file that only its owner can read. */
  public static void writeSecret(Path file, byte[] bytes) {
    write(file, bytes, OWNER);
  }

  /** Writes a file that owner and group can read. */
  static void writeShared(Path file, byte[] bytes) {
    write(file, bytes, GROUP);
  }

  private static void write(Path file, byte[] bytes, String mode) {
    Path temporary = file.resolveSibling("." + file.getFileName() + ".tmp");
    try {
      Files.deleteIfExists(temporary);
      try (FileChannel out =
          FileChannel.open(
              temporary,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              mode(file, mode))) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          out.write(buffer);
        }
        out.force(true);
      }
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw failed(file, "cannot be written", e);
    }
  }

  /** Whether others than its owner can read or write a file. */
  static boolean isOpen(Path file) {
    try {
      return file.getFileSystem().supportedFileAttributeViews().contains("posix")
          && !PosixFilePermissions.fromString(OWNER)
              .containsAll(Files.getPosixFilePermissions(file));
    } catch (IOException e) {
      // Whoever needs it says what is wrong with it.
      return false;
    }
  }

  /** Puts a file in the place of another, in one step, durably. */
  static void replace(Path from, Path to) {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw failed(to, "cannot be written", e);
    }
    force(to.resolveSibling(""));
  }

  /** Makes the names in a folder durable. */
  static void force(Path folder) {
    try {
      Disk.real().forceFolder(folder);
    } catch (IOException e) {
      throw failed(folder, "cannot be written", e);
    }
  }

  /** Removes a file that may be gone already. */
  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw failed(file, "cannot be removed", e);
    }
  }

  /** A small file's bytes; empty when it is not there. */
  public static Optional<byte[]> read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LIMIT + 1);
      if (bytes.length > LIMIT) {
        throw new SkerryException(GatewayError.FILE, file.toString(), "is longer than 1 MiB");
      }
      return Optional.of(bytes);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed(file, "cannot be read", e);
    }
  }

  /** A small file's bytes; it must be there. */
  public static byte[] require(Path file) {
    return read(file)
        .orElseThrow(() -> new SkerryException(GatewayError.FILE, file.toString(), "is not there"));
  }

  private static FileAttribute<?>[] mode(Path file, String mode) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }

  private static SkerryException failed(Path file, String what, IOException e) {
    return new SkerryException(GatewayError.FILE, file.toString(), what + ": " + e, e);
  }
}
