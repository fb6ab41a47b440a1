package dev.skerry.upstream.rootfs;

import dev.skerry.format.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The tar of a root filesystem: the one that it is, or that of a folder. */
final class RootfsTar {
  private RootfsTar() {}

  /** Writes it; leaves the stream open. */
  static void write(Path rootfs, OutputStream out) throws IOException {
    if (Files.isDirectory(rootfs)) {
      FolderTar.write(rootfs, out);
    } else {
      copy(rootfs, out);
    }
  }

  private static void copy(Path tar, OutputStream out) throws IOException {
    byte[] buffer = new byte[Limits.V1.copyBuffer()];
    try (InputStream in = Files.newInputStream(tar)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
      }
    }
  }
}
