package dev.skerry.upstream.rootfs;

import dev.skerry.format.archive.UstarHeader;
import dev.skerry.format.error.SkerryException;
import dev.skerry.upstream.UpstreamError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Refuses what is no root filesystem before any work is done. */
final class RootfsInput {
  private RootfsInput() {}

  static void check(Path rootfs) throws IOException {
    if (Files.isDirectory(rootfs)) {
      return;
    }
    if (!Files.isRegularFile(rootfs)) {
      throw refuse(rootfs, "is neither a folder nor a file");
    }
    try (InputStream in = Files.newInputStream(rootfs)) {
      byte[] block = in.readNBytes(UstarHeader.BLOCK);
      if (!TarArchiveInputStream.matches(block, block.length)) {
        throw refuse(rootfs, "is no plain tar; unpack it first if it is compressed");
      }
    }
  }

  private static SkerryException refuse(Path rootfs, String reason) {
    return new SkerryException(UpstreamError.ROOTFS, rootfs.toString(), reason);
  }
}
