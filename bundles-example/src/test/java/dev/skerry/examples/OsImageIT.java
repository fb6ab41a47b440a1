package dev.skerry.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.examples.kit.DebianRootfs;
import dev.skerry.examples.kit.Desk;
import dev.skerry.examples.kit.Dist;
import dev.skerry.examples.kit.Node;
import dev.skerry.examples.kit.Run;
import dev.skerry.examples.kit.Site;
import dev.skerry.examples.kit.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Debian with a kernel through all steps: the first version from a tar, the second, with
 * packages more, from the folder itself.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OsImageIT {
  private static final String IMAGE = "skerry/os/kiosk-os";
  private static final long MEGABYTE = 1 << 20;

  @TempDir static Path work;
  private static DebianRootfs debian;
  private static Desk desk;
  private static Site site;
  private static String first;

  @BeforeAll
  static void installDebian() {
    Tools.need("skopeo", "umoci");
    debian = DebianRootfs.make(work.resolve("debian"));
    debian.tar(work.resolve("debian/v1.tar"));
    first = DebianRootfs.listing(debian.tree());
    desk = Desk.create(work.resolve("desk"), "kiosk");
    desk.file("runbook.txt", "turn it off and on again\n");
  }

  private static void describe(String version, String rootfs) {
    desk.file(
        "bundle.yaml",
        """
        apiVersion: skerry.dev/v1
        kind: Bundle
        product: kiosk
        channel: stable
        expires: 180d
        platforms: [linux/amd64]
        os:
          - name: kiosk-os
            version: %s
            rootfs: ../debian/%s
        files: [runbook.txt]
        """
            .formatted(version, rootfs));
  }

  @Test
  @Order(1)
  void twoDesksMakeTheSameImageOfOneTar() {
    describe("1.0.0", "v1.tar");
    desk.skerry("lock", "--content", "another-desk").exits(0);
    // Build makes the image anew in its own store and refuses a digest that the lock has not.
    desk.skerry("build", "--root", "root", "--content", "content", "--out", "out").exits(0);
    Dist.remove(desk.folder().resolve("another-desk"));
  }

  @Test
  @Order(2)
  void everyEntryOfTheImageIsAsItWasInTheRootFilesystem() throws IOException {
    Path stick = Files.createDirectory(work.resolve("stick"));
    desk.write(desk.sign(1), stick, "--volume-size", String.valueOf(64 * MEGABYTE));
    Path data = desk.site(work.resolve("site"), "north-1");
    site = Site.serve(data);
    Dist.skerryd(work, "import", "--data", data.toString(), stick.toString()).exits(0);
    Dist.remove(stick);
    assertThat(first)
        .contains("./usr/bin/ping cap_net_raw=ep")
        .contains("./dev/null device 1,3")
        .contains("./usr/bin/passwd f 4755 0:0")
        .contains("./boot/vmlinuz-");
    assertThat(unpacked("1.0.0")).isEqualTo(first);
  }

  @Test
  @Order(3)
  void aNodePullsDebianFromTheGatewayAndRunsIt() {
    String image = site.registry() + "/" + IMAGE + ":1.0.0";
    try (Node node = Node.start(work.resolve("node"), site.registry(), site.registry())) {
      node.pull(image).exits(0);
      String script = "set -e; . /etc/os-release; echo $ID; test -e /vmlinuz";
      assertThat(node.run(image, "kiosk", "/bin/sh", "-c", script)).isEqualTo("debian");
    }
  }

  @Test
  @Order(4)
  void theSecondVersionBringsItsLayerAndSharesTheRest() throws IOException {
    debian.upgrade();
    describe("1.1.0", "tree");
    TreeMap<String, Long> before = blobs();
    Path stick = Files.createDirectory(work.resolve("stick-2"));
    desk.release(2, stick);
    Dist.skerryd(work, "import", "--data", site.data().toString(), stick.toString()).exits(0);
    String second = DebianRootfs.listing(debian.tree());
    assertThat(second).contains("./usr/bin/less f").isNotEqualTo(first);
    assertThat(unpacked("1.1.0")).isEqualTo(second);
    TreeMap<String, Long> added = blobs();
    assertThat(added).containsAllEntriesOf(before);
    added.keySet().removeAll(before.keySet());
    // A root filesystem is one layer, so the layer, its config and the manifest are new; the
    // runbook and its manifest are held already.
    assertThat(added).hasSize(3);
    assertThat(added.values().stream().filter(size -> size > MEGABYTE)).hasSize(1);
  }

  private static TreeMap<String, Long> blobs() throws IOException {
    TreeMap<String, Long> sizes = new TreeMap<>();
    Path folder = site.data().resolve("blobs/sha256");
    try (var files = Files.find(folder, 2, (path, attributes) -> attributes.isRegularFile())) {
      files.forEach(file -> sizes.put(file.getFileName().toString(), file.toFile().length()));
    }
    return sizes;
  }

  /** The listing of an image as skopeo copies it from the gateway and umoci unpacks it. */
  private static String unpacked(String version) {
    String image = "docker://" + site.registry() + "/" + IMAGE + ":" + version;
    Path folder = work.resolve("unpacked-" + version);
    String layout = folder + "-layout";
    Run.ok(work, "skopeo", "copy", "-q", "--src-tls-verify=false", image, "oci:" + layout + ":t");
    Run.ok(work, "umoci", "unpack", "--image", layout + ":t", folder.toString());
    String listing = DebianRootfs.listing(folder.resolve("rootfs"));
    Dist.remove(folder);
    Dist.remove(Path.of(layout));
    return listing;
  }

  @AfterAll
  static void stop() {
    if (site != null) {
      site.close();
    }
    // Removed without a warning for each of its links that point elsewhere.
    Dist.remove(work.resolve("debian"));
    Dist.remove(work.resolve("node"));
  }
}
