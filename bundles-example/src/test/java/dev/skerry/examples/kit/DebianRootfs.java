package dev.skerry.examples.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Two real Debian root filesystems with a kernel, the second with a few packages more. */
public final class DebianRootfs {
  private DebianRootfs() {}

  /** Makes {@code v1.tar} and {@code v2.tar} in a folder, some 300 MB each. */
  public static void make(Path folder) {
    Tools.need("mmdebstrap");
    Tools.needRoot();
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String tar = "tar -C \"$1\" --numeric-owner --xattrs --one-file-system -cf ";
    Run.in(
            folder,
            Map.of(),
            List.of(
                "mmdebstrap",
                "--variant=minbase",
                "--include=linux-image-cloud-amd64,iputils-ping",
                "--customize-hook=" + tar + folder.resolve("v1.tar") + " .",
                "--customize-hook=chroot \"$1\" apt-get install -y --no-install-recommends less ed",
                "--customize-hook=" + tar + folder.resolve("v2.tar") + " .",
                "bookworm",
                "/dev/null",
                sources()))
        .exits(0);
  }

  /** The package source that this machine is set up with. */
  private static String sources() {
    Path modern = Path.of("/etc/apt/sources.list.d/debian.sources");
    return Files.exists(modern) ? modern.toString() : "/etc/apt/sources.list";
  }
}
