package dev.skerry.upstream.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.Descriptor;
import dev.skerry.format.MediaTypes;
import dev.skerry.format.Platform;
import dev.skerry.format.Progress;
import dev.skerry.format.Reference;
import dev.skerry.upstream.content.ContentStore;
import dev.skerry.upstream.kit.DebianRegistry;
import dev.skerry.upstream.kit.Layouts;
import dev.skerry.upstream.kit.Programs;
import dev.skerry.upstream.registry.RegistryOptions;
import dev.skerry.upstream.source.Location;
import dev.skerry.upstream.source.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images that skopeo pushed to Debian's registry come back with the digests that it reports. */
class CollectIT {
  private static final List<Platform> BOTH =
      List.of(Platform.parse("linux/amd64"), Platform.parse("linux/arm64"));
  private static final ReferrerFilter ALL = new ReferrerFilter.All();

  @TempDir static Path temp;
  private static DebianRegistry plain;
  private static DebianRegistry tls;
  private static Descriptor index;
  private static Descriptor amd64;
  private static Descriptor sbom;

  @BeforeAll
  static void fillRegistries() throws Exception {
    Programs.need("skopeo", "docker-registry", "openssl", "htpasswd", "zstd", "tar");
    plain = DebianRegistry.plain(temp.resolve("plain"));
    tls = DebianRegistry.tls(temp.resolve("tls"));
    ContentStore store = ContentStore.open(temp.resolve("layout"));
    Layouts made = new Layouts(store);
    Descriptor gzip = made.blob(Layouts.LAYER + "+gzip", random(1, 3_000_000));
    Descriptor zstd = made.blob(Layouts.LAYER + "+zstd", random(2, 500_000));
    amd64 = made.image("amd64", gzip, zstd);
    index = made.index(at("amd64", amd64), at("arm64", made.image("arm64", gzip)));
    sbom = made.artifact("text/spdx", amd64, made.blob("text/spdx", random(3, 700)));
    Descriptor signature = made.image("amd64", made.blob("application/cosign", random(4, 90)));
    made.name("app", index);
    made.name("sbom", sbom);
    Descriptor referrers = made.index(typed(sbom));
    made.name("signature", signature);
    push("app", "v1");
    push("sbom", "sbom");
    plain.put(
        "acme/app",
        "sha256-" + amd64.digest().hex(),
        MediaTypes.OCI_INDEX,
        Files.readAllBytes(store.path(referrers.digest())));
    push("signature", "sha256-" + index.digest().hex() + ".sig");
    Programs.run(
        "skopeo",
        "copy",
        "-q",
        "--dest-tls-verify=false",
        "--format",
        "v2s2",
        "--override-arch",
        "arm64",
        "oci:" + temp.resolve("layout") + ":app",
        "docker://" + plain.host() + "/acme/docker:v1");
    Programs.run(
        "skopeo",
        "copy",
        "-q",
        "--all",
        "--preserve-digests",
        "--dest-cert-dir",
        certificates(),
        "--dest-creds",
        "ann:secret",
        "oci:" + temp.resolve("layout") + ":app",
        "docker://" + tls.host() + "/acme/app:v1");
  }

  @AfterAll
  static void stop() {
    if (plain != null) {
      plain.close();
    }
    if (tls != null) {
      tls.close();
    }
  }

  @Test
  void anIndexArrivesWithPlatformsReferrersAndSignature() throws Exception {
    ContentStore store = store("index");
    Pin pin = collect(store, "http://" + plain.host() + "/acme/app:v1", BOTH);
    assertThat(pin.root()).isEqualTo(index);
    assertThat(pin.platforms()).isEqualTo(BOTH);
    assertThat(pin.referrers()).extracting(Descriptor::digest).containsExactly(sbom.digest());
    assertThat(pin.referrers().getFirst().artifactType()).contains("text/spdx");
    assertThat(pin.tags()).containsOnlyKeys("sha256-" + index.digest().hex() + ".sig");
    assertThat(blobs(store)).isEqualTo(blobsWithoutFallbackTag());
  }

  @Test
  void skopeoReadsTheStoreAndReportsTheSameDigests() throws Exception {
    ContentStore store = store("published");
    Pin pin = collect(store, "http://" + plain.host() + "/acme/app:v1", BOTH);
    store.publish(new TreeMap<>(Map.of("docker.io/acme/app:v1", pin.root())));
    Path copy = temp.resolve("copy");
    Programs.run(
        "skopeo",
        "copy",
        "-q",
        "--all",
        "--preserve-digests",
        "oci:" + store.folder() + ":docker.io/acme/app:v1",
        "oci:" + copy + ":copy");
    assertThat(Files.readString(copy.resolve("index.json"))).contains(index.digest().toString());
  }

  @Test
  void aSecondRunFetchesNothing() throws Exception {
    ContentStore store = store("twice");
    collect(store, "http://" + plain.host() + "/acme/app:v1", BOTH);
    long[] bytes = new long[1];
    try (Sources sources = new Sources(RegistryOptions.defaults())) {
      Location nowhere = Location.parse("http://127.0.0.1:1/acme/app:v1", temp);
      Source source = sources.open(nowhere, Reference.parse("docker.io/acme/app:v1"));
      Pin pin = new Pin(index, BOTH, false, List.of(), new TreeMap<>(), Optional.empty());
      Collect collect = new Collect(store);
      Closure closure = collect.closure(source, pin);
      collect.fetch(List.of(new Collect.Order(source, closure)), counting(bytes));
      assertThat(closure.parts()).hasSize(7);
    }
    assertThat(bytes[0]).isZero();
  }

  @Test
  void dockerMediaTypesStayAndTlsAndPasswordsWork() throws Exception {
    Pin docker = collect(store("docker"), "http://" + plain.host() + "/acme/docker:v1", List.of());
    assertThat(docker.root().mediaType()).isEqualTo(MediaTypes.DOCKER_MANIFEST);
    assertThat(docker.platforms()).containsExactly(BOTH.get(1));
    String raw =
        Programs.run(
            "skopeo",
            "inspect",
            "--tls-verify=false",
            "--format",
            "{{.Digest}}",
            "--override-arch",
            "arm64",
            "docker://" + plain.host() + "/acme/docker:v1");
    assertThat(docker.root().digest()).hasToString(raw.strip());
    assertThat(collect(store("tls"), tls.host() + "/acme/app:v1", BOTH).root()).isEqualTo(index);
  }

  @Test
  void aPlatformThatDoesNotExistIsNamedWithThoseThatDo() {
    Platform riscv = Platform.parse("linux/riscv64");
    assertThatThrownBy(
            () -> collect(store("p"), "http://" + plain.host() + "/acme/app:v1", List.of(riscv)))
        .hasMessageContaining("SKY-2307")
        .hasMessageContaining("has no linux/riscv64; it has linux/amd64, linux/arm64");
  }

  @Test
  void onlyChosenPlatformsTravelAndTheIndexStaysWhole() throws Exception {
    ContentStore store = store("one");
    collect(store, "http://" + plain.host() + "/acme/app:v1", List.of(BOTH.getFirst()));
    assertThat(store.holds(index.digest(), index.size())).isTrue();
    assertThat(blobs(store)).hasSize(blobsWithoutFallbackTag().size() - 2);
  }

  @Test
  void archivesOfBothKindsGiveWhatSkopeoPutIn() throws Exception {
    String layout = "oci:" + temp.resolve("layout") + ":app";
    Path oci = temp.resolve("app.oci.tar");
    Path docker = temp.resolve("app.docker.tar");
    Programs.run(
        "skopeo",
        "copy",
        "-q",
        "--all",
        "--preserve-digests",
        layout,
        "oci-archive:" + oci + ":v1");
    Programs.run(
        "skopeo",
        "copy",
        "-q",
        "docker://" + plain.host() + "/acme/docker:v1",
        "--src-tls-verify=false",
        "--override-arch",
        "arm64",
        "docker-archive:" + docker + ":acme/app:v1");
    Programs.run("zstd", "-q", oci.toString());
    assertThat(collect(store("oci"), "oci-archive:" + oci, BOTH).root()).isEqualTo(index);
    assertThat(collect(store("oci-zstd"), "oci-archive:" + oci + ".zst", BOTH).root())
        .isEqualTo(index);
    Pin first = collect(store("docker-archive"), "docker-archive:" + docker, List.of());
    assertThat(first.platforms()).containsExactly(BOTH.get(1));
    assertThat(first.root().mediaType()).isEqualTo(MediaTypes.DOCKER_MANIFEST);
    assertThat(collect(store("again"), "docker-archive:" + docker, List.of())).isEqualTo(first);
  }

  private static Pin collect(ContentStore store, String from, List<Platform> platforms)
      throws Exception {
    Path config =
        Files.writeString(
            temp.resolve("config.json"),
            "{\"auths\":{\"%s\":{\"auth\":\"YW5uOnNlY3JldA==\"}}}".formatted(tls.host()));
    RegistryOptions options =
        new RegistryOptions(Optional.of(tls.ca()), Set.of(), Optional.of(config));
    try (Sources sources = new Sources(options);
        Source source =
            sources.open(Location.parse(from, temp), Reference.parse("docker.io/acme/app:v1"))) {
      Pin pin = new Resolver(store).pin(source, platforms, ALL, false);
      Collect collect = new Collect(store);
      collect.fetch(
          List.of(new Collect.Order(source, collect.closure(source, pin))), Progress.none());
      return pin;
    }
  }

  private static Progress counting(long[] bytes) {
    return new Progress() {
      @Override
      public void total(long all) {
        bytes[0] += all;
      }

      @Override
      public void more(long bytes) {}

      @Override
      public void advance(long some) {
        bytes[0] += some;
      }

      @Override
      public void item(String what) {}
    };
  }

  /** All that was made, less the fallback index, which lists referrers but is none. */
  private static Set<String> blobsWithoutFallbackTag() throws Exception {
    Set<String> all = blobs(ContentStore.open(temp.resolve("layout")));
    Descriptor fallback =
        new Layouts(ContentStore.open(temp.resolve("scratch"))).index(typed(sbom));
    all.remove(fallback.digest().hex());
    return all;
  }

  private static Set<String> blobs(ContentStore store) throws Exception {
    try (var files = Files.list(store.folder().resolve("blobs/sha256"))) {
      return new TreeSet<>(files.map(file -> file.getFileName().toString()).toList());
    }
  }

  private static ContentStore store(String name) {
    return ContentStore.open(temp.resolve("store-" + name));
  }

  private static void push(String name, String tag) throws Exception {
    Programs.run(
        "skopeo",
        "copy",
        "-q",
        "--all",
        "--preserve-digests",
        "--dest-tls-verify=false",
        "oci:" + temp.resolve("layout") + ":" + name,
        "docker://" + plain.host() + "/acme/app:" + tag);
  }

  private static String certificates() throws Exception {
    Path folder = Files.createDirectories(temp.resolve("certs"));
    Files.copy(tls.ca(), folder.resolve("ca.crt"));
    return folder.toString();
  }

  private static Descriptor at(String architecture, Descriptor image) {
    return new Descriptor(
        image.mediaType(),
        image.digest(),
        image.size(),
        Optional.empty(),
        Map.of(),
        Optional.of(Platform.parse("linux/" + architecture)));
  }

  private static Descriptor typed(Descriptor artifact) {
    return new Descriptor(
        artifact.mediaType(),
        artifact.digest(),
        artifact.size(),
        Optional.of("text/spdx"),
        Map.of(),
        Optional.empty());
  }

  private static byte[] random(int seed, int size) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
