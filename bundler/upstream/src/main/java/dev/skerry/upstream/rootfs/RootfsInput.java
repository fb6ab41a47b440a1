package dev.skerry.upstream.rootfs;

import dev.skerry.format.archive.UstarHeader;
import dev.skerry.format.error.SkerryException;
import dev.skerry.upstream.UpstreamError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarFile;

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
    headers(rootfs);
  }

  private static void headers(Path rootfs) throws IOException {
    try (TarFile tar = new TarFile(rootfs)) {
      for (TarArchiveEntry entry : tar.getEntries()) {
        Whiteouts.refuse(rootfs + " " + entry.getName(), entry.getName());
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("is no sound tar: " + e.getMessage(), e);
    }
  }

  private static SkerryException refuse(Path rootfs, String reason) {
    return new SkerryException(UpstreamError.ROOTFS, rootfs.toString(), reason);
  }
}
