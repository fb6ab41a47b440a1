package dev.skerry.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.Digest;
import dev.skerry.format.MediaTypes;
import dev.skerry.format.archive.UstarHeader;
import dev.skerry.format.json.JsonText;
import dev.skerry.store.Disk;
import dev.skerry.store.EmbeddedStore;
import io.helidon.webserver.WebServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real programs push an index of two platforms to a depot on the real store and pull it back. */
class RealClientsIT {
  private static final List<String> PLATFORMS = List.of("amd64", "arm64");
  @TempDir Path folder;
  private EmbeddedStore store;
  private WebServer server;
  private Path layout;
  private Digest index;

  @BeforeEach
  void start() throws IOException {
    store = EmbeddedStore.open(folder.resolve("data"), Disk.real(), InstantSource.system());
    server =
        Registry.serve(
            RegistrySettings.depot(folder.resolve("data/uploads"), 0),
            store.catalog(),
            store.blobs(),
            new PrometheusRegistry(),
            InstantSource.system(),
            Optional.empty());
    layout = Files.createDirectories(folder.resolve("layout/blobs/sha256")).getParent().getParent();
    writeLayout();
  }

  @AfterEach
  void stop() {
    server.stop();
    store.close();
  }

  @Test
  void skopeoCopiesThereAndBackWithoutChangingAByte() throws Exception {
    String skopeo = program("skopeo", true);
    String image = "docker://127.0.0.1:" + server.port() + "/docker.io/acme/app:v1";
    Path back = folder.resolve("back");

    run(skopeo, "copy", "--all", "--dest-tls-verify=false", "oci:" + layout + ":v1", image);
    run(skopeo, "copy", "--all", "--src-tls-verify=false", image, "oci:" + back + ":v1");

    assertThat(blobs(back)).isEqualTo(blobs(layout));
    assertThat(run(skopeo, "list-tags", "--tls-verify=false", image.replace(":v1", "")))
        .contains("\"v1\"");
  }

  @Test
  void cranePushesAndPulls() throws Exception {
    String crane = program("crane", false);
    String image = "127.0.0.1:" + server.port() + "/acme/app:v1";
    Path back = folder.resolve("back");

    run(crane, "push", "--insecure", "--index", layout.toString(), image);
    assertThat(run(crane, "digest", "--insecure", image).strip()).contains("sha256:");
    run(crane, "copy", "--insecure", image, image.replace("app:v1", "copy:v2"));
    run(crane, "pull", "--insecure", "--format=oci", image.replace("app:v1", "copy:v2"), "" + back);
    run(crane, "validate", "--insecure", "--remote", image);

    assertThat(blobs(back)).containsAllEntriesOf(blobs(layout));
  }

  @Test
  void whatWasPushedIsStillThereAfterARestart() throws Exception {
    String skopeo = program("skopeo", true);
    String image = "docker://127.0.0.1:" + server.port() + "/acme/app:v1";
    run(skopeo, "copy", "--all", "--dest-tls-verify=false", "oci:" + layout + ":v1", image);
    store.close();
    store = EmbeddedStore.open(folder.resolve("data"), Disk.real(), InstantSource.system());

    assertThat(store.catalog().blob(Optional.empty(), "acme/app", layer("amd64"))).isPresent();
    assertThat(store.blobs().holds(index)).isTrue();
  }

  private Digest layer(String architecture) throws IOException {
    return Digest.of(layerBytes(architecture));
  }

  private void writeLayout() throws IOException {
    List<String> manifests = new ArrayList<>();
    for (String architecture : PLATFORMS) {
      byte[] config =
          JsonText.object()
              .put("architecture", architecture)
              .put("os", "linux")
              .object(
                  "rootfs",
                  r ->
                      r.put("type", "layers")
                          .strings("diff_ids", List.of(Digest.of(tar(architecture)).toString())))
              .bytes();
      byte[] manifest =
          "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"config\":%s,\"layers\":[%s]}"
              .formatted(
                  MediaTypes.OCI_MANIFEST,
                  put(MediaTypes.OCI_CONFIG, config, ""),
                  put("application/vnd.oci.image.layer.v1.tar+gzip", layerBytes(architecture), ""))
              .getBytes(StandardCharsets.UTF_8);
      String platform =
          ",\"platform\":{\"architecture\":\"%s\",\"os\":\"linux\"}".formatted(architecture);
      manifests.add(put(MediaTypes.OCI_MANIFEST, manifest, platform));
    }
    byte[] bytes = indexBytes(String.join(",", manifests));
    index = Digest.of(bytes);
    String tag = ",\"annotations\":{\"org.opencontainers.image.ref.name\":\"v1\"}";
    String top = put(MediaTypes.OCI_INDEX, bytes, tag);
    Files.write(layout.resolve("index.json"), indexBytes(top));
    Files.writeString(layout.resolve("oci-layout"), "{\"imageLayoutVersion\":\"1.0.0\"}");
  }

  private static byte[] indexBytes(String manifests) {
    return "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"manifests\":[%s]}"
        .formatted(MediaTypes.OCI_INDEX, manifests)
        .getBytes(StandardCharsets.UTF_8);
  }

  private String put(String mediaType, byte[] bytes, String more) throws IOException {
    Digest digest = Digest.of(bytes);
    Files.write(layout.resolve("blobs/sha256").resolve(digest.hex()), bytes);
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d%s}"
        .formatted(mediaType, digest, bytes.length, more);
  }

  private static byte[] layerBytes(String architecture) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(tar(architecture));
    }
    return zipped.toByteArray();
  }

  /** An archive of one file that does not compress. */
  private static byte[] tar(String architecture) {
    byte[] content = new byte[2 << 20];
    new Random(architecture.hashCode()).nextBytes(content);
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    tar.writeBytes(UstarHeader.of("app/" + architecture, content.length));
    tar.writeBytes(content);
    tar.writeBytes(new byte[2 * UstarHeader.BLOCK]);
    return tar.toByteArray();
  }

  private static TreeMap<String, Long> blobs(Path layout) throws IOException {
    TreeMap<String, Long> blobs = new TreeMap<>();
    try (Stream<Path> files = Files.list(layout.resolve("blobs/sha256"))) {
      for (Path file : files.toList()) {
        assertThat(Digest.of(Files.readAllBytes(file)).hex()).isEqualTo("" + file.getFileName());
        blobs.put("" + file.getFileName(), Files.size(file));
      }
    }
    return blobs;
  }

  /** Where a program is; without it the test skips, in CI it fails if a package could bring it. */
  private static String program(String name, boolean packaged) {
    List<String> places = new ArrayList<>(List.of(System.getenv("PATH").split(":")));
    places.add(System.getProperty("user.home") + "/.cache/registry-tools/bin");
    Optional<Path> found =
        places.stream().map(p -> Path.of(p, name)).filter(Files::isExecutable).findFirst();
    if (packaged && System.getenv("CI") != null) {
      assertThat(found).as(name + " is not installed").isPresent();
    }
    Assumptions.assumeTrue(found.isPresent(), name + " is not installed");
    return found.orElseThrow().toString();
  }

  private String run(String... command) throws IOException, InterruptedException {
    Path log = folder.resolve("output");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    boolean ended = process.waitFor(60, TimeUnit.SECONDS);
    process.destroyForcibly();
    String output = Files.readString(log);
    assertThat(ended && process.exitValue() == 0).as(String.join(" ", command) + output).isTrue();
    return output;
  }
}
