package dev.skerry.examples.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A real Debian root filesystem with a kernel, some 300 MB, from this machine's package source.
 *
 * @param tree the root filesystem, a folder
 * @param packages two packages more, not installed yet
 */
public record DebianRootfs(Path tree, Path packages) {
  /** Type, mode, owner, time, link target, links, content, device numbers and capabilities. */
  private static final String LISTING =
      """
      cd "$1"; export LC_ALL=C
      { find . -printf '%p %y %m %U:%G %Ts %l\\n'
        find . -type f -printf '%p links %n\\n'
        find . -type f -exec sha256sum {} +
        find . '(' -type b -o -type c ')' -exec stat -c '%n device %t,%T' {} +
        getcap -r .
      } | sort
      """;

  /** Installs the first version; no initial RAM disk, which takes longer than all the rest. */
  public static DebianRootfs make(Path folder) {
    Tools.need("mmdebstrap", "dpkg", "getcap");
    Tools.needRoot();
    DebianRootfs made = new DebianRootfs(folder.resolve("tree"), folder.resolve("packages"));
    try {
      Files.createDirectories(made.packages);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    script(
        """
        . /etc/os-release
        sources=/etc/apt/sources.list.d/debian.sources
        [ -f "$sources" ] || sources=/etc/apt/sources.list
        INITRD=No mmdebstrap --quiet --variant=minbase \\
          --include="linux-image-cloud-$(dpkg --print-architecture),iputils-ping" \\
          --customize-hook='chroot "$1" sh -c "cd /tmp && apt-get download less ed"' \\
          --customize-hook="mv \\"\\$1\\"/tmp/*.deb '$2'" \\
          "$VERSION_CODENAME" "$1" "$sources"
        """,
        made.tree,
        made.packages);
    return made;
  }

  /** Packs what there is now as GNU tar does. */
  public void tar(Path file) {
    script("tar -C \"$1\" --numeric-owner --xattrs --xattrs-include='*' -cf \"$2\" .", tree, file);
  }

  /** Makes the second version of it: with the packages. */
  public void upgrade() {
    script("dpkg --root=\"$1\" -i \"$2\"/*.deb", tree, packages);
  }

  /** One line for everything that is to be known of each entry of a tree. */
  public static String listing(Path tree) {
    return script(LISTING, tree, tree);
  }

  private static String script(String script, Path first, Path second) {
    return Run.ok(
        first.getParent(), "sh", "-ec", script, "sh", first.toString(), second.toString());
  }
}
