package dev.skerry.upstream.rootfs;

import java.io.IOException;
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
      Files.copy(rootfs, out);
    }
  }
}
