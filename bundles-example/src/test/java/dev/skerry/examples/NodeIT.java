package dev.skerry.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.examples.kit.Desk;
import dev.skerry.examples.kit.Dist;
import dev.skerry.examples.kit.Images;
import dev.skerry.examples.kit.Node;
import dev.skerry.examples.kit.Run;
import dev.skerry.examples.kit.Site;
import dev.skerry.examples.kit.SourceRegistry;
import dev.skerry.examples.kit.Tools;
import dev.skerry.examples.kit.UpgradePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Two releases with images from a real registry, through a stick, to containerd and skopeo. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NodeIT {
  @TempDir static Path work;
  private static SourceRegistry source;
  private static Images images;
  private static Desk desk;
  private static Site site;
  private static Node node;

  @BeforeAll
  static void release() {
    Tools.need("curl");
    source = SourceRegistry.plain(work.resolve("source"));
    images = new Images(work.resolve("images"), source.address());
    fill();
    desk = Desk.create(work.resolve("desk"), "real");
    desk.file("plans/app-upgrade.yaml", UpgradePlan.of("1", 1))
        .file("one.txt", "one")
        .file("two.txt", "two");
    desk.file("bundle.yaml", bundle("one.txt"));
    Path stick = work.resolve("stick");
    assertThat(stick.toFile().mkdir()).isTrue();
    desk.release(1, stick, "--volume-size", "1048576");
    Path data = desk.site(work.resolve("site"), "north-1");
    site = Site.serve(data, "--manifests", manifests().toString());
    Dist.skerryd(work, "import", "--data", data.toString(), stick.toString()).exits(0);
    String hosts = work.resolve("node/hosts").toString();
    String[] config = {"node-config", "--data", data.toString(), "--containerd", "--out", hosts};
    assertThat(Dist.skerryd(work, config).exits(0).out())
        .contains("docker.io/hosts.toml", "quay.io/hosts.toml");
    node = Node.start(work.resolve("node"), site.registry());
  }

  private static void fill() {
    Path amd64 = images.build("hello from docker.io", "amd64");
    Path arm64 = images.build("hello from docker.io", "arm64");
    images.push(amd64, "acme/app:amd64");
    images.push(arm64, "acme/app:arm64");
    images.index("acme/app", "amd64", "arm64", "1");
    images.attach("acme/app", "1", "application/vnd.example.sbom", "libc 2.36");
    images.sign("acme/app", "1");
    Path quay = images.build("hello from quay.io", "amd64");
    images.push(quay, "quay/acme/app:1", "--format", "v2s2");
    images.pushZstd(images.build("hello from zstd", "amd64"), "acme/zstd:1");
  }

  private static String bundle(String file) {
    return """
    apiVersion: skerry.dev/v1
    kind: Bundle
    product: real
    channel: stable
    expires: 180d
    platforms: [linux/amd64]
    images:
      - name: docker.io/acme/app:1
        from: http://%1$s/acme/app:1
        platforms: [linux/amd64, linux/arm64]
      - name: quay.io/acme/app:1
        from: http://%1$s/quay/acme/app:1
      - name: docker.io/acme/zstd:1
        from: http://%1$s/acme/zstd:1
    files: [%2$s]
    plans:
      - file: plans/app-upgrade.yaml
    """
        .formatted(source.address(), file);
  }

  private static Path manifests() {
    Path folder = work.resolve("manifests");
    folder.toFile().mkdirs();
    return folder;
  }

  @Test
  @Order(1)
  void containerdGetsEachRegistrysOwnContentUnderOneName() {
    for (String host : new String[] {"docker.io", "quay.io"}) {
      String image = host + "/acme/app:1";
      node.pull(image).exits(0);
      assertThat(node.run(image, host.replace('.', '-'))).isEqualTo("hello from " + host);
    }
    assertThat(node.digest("docker.io/acme/app:1")).isEqualTo(images.digest("acme/app:1"));
    assertThat(node.digest("quay.io/acme/app:1")).isEqualTo(images.digest("quay/acme/app:1"));
  }

  @Test
  @Order(2)
  void containerdPullsByDigestAndReadsZstdLayers() {
    String digest = images.digest("acme/zstd:1");
    node.pull("docker.io/acme/zstd@" + digest).exits(0);
    assertThat(node.run("docker.io/acme/zstd@" + digest, "zstd")).isEqualTo("hello from zstd");
  }

  @Test
  @Order(3)
  void skopeoCopiesTheSameBlobsFromTheGatewayAsFromTheSource() throws IOException {
    assertThat(copied("docker://" + site.registry() + "/docker.io/acme/app:1", "from-gateway"))
        .isEqualTo(copied("docker://" + source.address() + "/acme/app:1", "from-source"));
  }

  private static TreeSet<String> copied(String image, String layout) throws IOException {
    Run.ok(
        work,
        "skopeo",
        "copy",
        "-q",
        "--all",
        "--src-tls-verify=false",
        image,
        "oci:" + layout + ":t");
    try (var blobs = Files.list(work.resolve(layout).resolve("blobs/sha256"))) {
      return blobs
          .map(p -> p.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  @Order(4)
  void referrersAndCosignTagsTravel() {
    String digest = images.digest("acme/app:1");
    String base = "http://" + site.registry() + "/v2/docker.io/acme/app/";
    String referrers = Run.ok(work, "curl", "-sf", base + "referrers/" + digest);
    assertThat(referrers).contains("application/vnd.example.sbom");
    Run.ok(work, "curl", "-sf", base + "manifests/" + digest.replace(':', '-') + ".sig");
  }

  @Test
  @Order(5)
  void aSecondReleaseWithTheSamePlanLeavesItsFileAlone() throws IOException {
    Path plan = manifests().resolve("skerry-app-upgrade.yaml");
    byte[] before = Files.readAllBytes(plan);
    var time = Files.getLastModifiedTime(plan);
    desk.file("bundle.yaml", bundle("two.txt"));
    Path stick = work.resolve("stick-2");
    assertThat(stick.toFile().mkdir()).isTrue();
    desk.release(2, stick);
    Dist.skerryd(work, "import", "--data", site.data().toString(), stick.toString()).exits(0);
    assertThat(Files.readAllBytes(plan)).isEqualTo(before);
    assertThat(Files.getLastModifiedTime(plan)).isEqualTo(time);
    String file = "http://" + site.registry() + "/v2/skerry/file/two.txt/manifests/latest";
    Run.ok(work, "curl", "-sf", file);
  }

  @AfterAll
  static void stop() {
    for (AutoCloseable running : new AutoCloseable[] {node, site, source}) {
      if (running != null) {
        try {
          running.close();
        } catch (Exception e) {
          throw new AssertionError(e);
        }
      }
    }
  }
}
