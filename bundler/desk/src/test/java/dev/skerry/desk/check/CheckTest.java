package dev.skerry.desk.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.desk.DeskError;
import dev.skerry.desk.describe.BundleSpec;
import dev.skerry.desk.describe.Describe;
import dev.skerry.desk.lock.BundleLock;
import dev.skerry.desk.lock.LockedImage;
import dev.skerry.desk.lock.LockedRootfs;
import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.MediaTypes;
import dev.skerry.format.Platform;
import dev.skerry.format.Reference;
import dev.skerry.plans.Finding;
import dev.skerry.plans.PlanFile;
import dev.skerry.upstream.collect.Pin;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CheckTest {
  private static final Digest DIGEST = Digest.of(new byte[] {1});

  private static BundleSpec spec(String more) {
    String yaml =
        """
        apiVersion: skerry.dev/v1
        kind: Bundle
        product: edge
        channel: stable
        expires: 30d
        platforms: [linux/amd64, linux/arm64]
        """
            + more;
    return Describe.parse(Path.of("bundle.yaml"), yaml.getBytes(StandardCharsets.UTF_8))
        .orThrow(DeskError.BUNDLE_YAML, "bundle.yaml");
  }

  private static BundleLock lock(LockedImage... images) {
    return new BundleLock("edge", "stable", List.of(images), List.of(), List.of(), List.of());
  }

  private static LockedImage image(String reference, String... platforms) {
    Pin pin =
        new Pin(
            Descriptor.of(MediaTypes.OCI_INDEX, DIGEST, 1),
            Stream.of(platforms).map(Platform::parse).toList(),
            false,
            List.of(),
            new TreeMap<>(),
            Optional.empty());
    return new LockedImage(
        Reference.parse(reference), Optional.empty(), OptionalLong.empty(), reference, "all", pin);
  }

  private static PlanFile plan(String selector, String image) {
    String yaml =
        """
        apiVersion: upgrade.cattle.io/v1
        kind: Plan
        metadata: {name: os, namespace: system-upgrade}
        spec:
          concurrency: 1
          nodeSelector: %s
          version: v1
          prepare: {image: "%s"}
          upgrade: {image: "%s"}
        """
            .formatted(selector, image, image);
    return PlanFile.parse("plans/os.yaml", yaml.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void anImageForEveryPlatformPasses() {
    BundleLock lock = lock(image("docker.io/acme/os:v1", "linux/amd64", "linux/arm64/v8"));
    assertThat(Check.run(spec(""), lock, List.of(plan("{}", "acme/os")))).isEmpty();
  }

  @Test
  void aMissingPlatformNamesPlanFieldImageAndPlatform() {
    BundleLock lock = lock(image("docker.io/acme/os:v1", "linux/amd64"));
    assertThat(Check.run(spec(""), lock, List.of(plan("{}", "acme/os"))))
        .hasSize(2)
        .allMatch(Finding::stops)
        .extracting(Finding::text)
        .anyMatch(t ->
            t.contains("plans/os.yaml:9: Plan os: spec.upgrade.image")
                && t.contains("docker.io/acme/os:v1 is in the bundle for [linux/amd64]")
                && t.contains("not for linux/arm64"));
  }

  @Test
  void aPlanForOneArchitectureNeedsOnlyThat() {
    BundleLock lock = lock(image("docker.io/acme/os:v1", "linux/amd64"));
    String label = "{matchLabels: {kubernetes.io/arch: amd64}}";
    String term = "{matchExpressions: [{key: kubernetes.io/arch, operator: In, values: [amd64]}]}";
    String other =
        "{matchExpressions: [{key: kubernetes.io/arch, operator: NotIn, values: [arm64]},"
            + " {key: zone, operator: In, values: [a]}]}";
    assertThat(Check.run(spec(""), lock, List.of(plan(label, "acme/os")))).isEmpty();
    assertThat(Check.run(spec(""), lock, List.of(plan(term, "acme/os")))).isEmpty();
    assertThat(Check.run(spec(""), lock, List.of(plan(other, "acme/os")))).isEmpty();
    String zone = "{matchExpressions: [{key: zone, operator: In, values: [a]}]}";
    assertThat(Check.run(spec(""), lock, List.of(plan(zone, "acme/os")))).hasSize(2);
  }

  @Test
  void aDigestMayStandForTheTag() {
    BundleLock lock = lock(image("docker.io/acme/os:v1", "linux/amd64", "linux/arm64"));
    assertThat(Check.run(spec(""), lock, List.of(plan("{}", "acme/os@" + DIGEST)))).isEmpty();
    String other = "acme/os@" + Digest.of(new byte[] {2});
    assertThat(Check.run(spec(""), lock, List.of(plan("{}", other)))).hasSize(2);
  }

  @Test
  void anOsBuiltHereIsPulledUnderAnyHost() {
    LockedRootfs os =
        new LockedRootfs(
            "kiosk",
            "v1",
            "rootfs.tar",
            Platform.parse("linux/amd64"),
            1,
            DIGEST,
            Descriptor.of(MediaTypes.OCI_MANIFEST, DIGEST, 1));
    BundleLock lock =
        new BundleLock("edge", "stable", List.of(), List.of(os), List.of(), List.of());
    String amd64 = "{matchLabels: {kubernetes.io/arch: amd64}}";
    assertThat(Check.run(spec(""), lock, List.of(plan(amd64, "skerry/os/kiosk")))).isEmpty();
  }

  @Test
  void whatIsAssumedNeedNotBeThere() {
    BundleSpec spec = spec("assumes: [\"docker.io/acme/os:v1\"]\n");
    assertThat(Check.run(spec, lock(), List.of(plan("{}", "acme/os")))).isEmpty();
  }

  @Test
  void theImagesOfAControllerAreNeededToo() {
    BundleSpec spec = spec("controllers: [{systemUpgradeController: v0.20.1}]\n");
    assertThat(Check.run(spec, lock(), List.of()))
        .extracting(Finding::text)
        .hasSize(2)
        .allMatch(t -> t.contains("bundle.yaml:7:15: controllers: systemUpgradeController"))
        .anyMatch(t -> t.contains("docker.io/rancher/kubectl:v1.30.3 is neither"));
  }

  @Test
  void trapsOfPlansAreFound() {
    BundleLock lock = lock(image("docker.io/acme/os:v1", "linux/amd64", "linux/arm64"));
    PlanFile trap =
        PlanFile.parse(
            "plans/os.yaml",
            new String(plan("{}", "acme/os").bytes(), StandardCharsets.UTF_8)
                .replace("concurrency: 1", "concurrency: 0")
                .getBytes(StandardCharsets.UTF_8));
    assertThat(Check.run(spec(""), lock, List.of(trap))).singleElement().matches(Finding::stops);
  }

  @Test
  void oneErrorKeepsItsCodeAndSeveralAreToldTogether() {
    Finding warning = Finding.warning(DeskError.CLOCK, "a", "is odd");
    Finding error = Finding.error(DeskError.NOT_IN_BUNDLE, "b", "is not there");
    assertThatCode(() -> Check.requireNoErrors(List.of(warning))).doesNotThrowAnyException();
    assertThatThrownBy(() -> Check.requireNoErrors(List.of(warning, error)))
        .hasMessageContaining("SKY-3302");
    assertThatThrownBy(() -> Check.requireNoErrors(List.of(error, warning, error)))
        .hasMessageContaining("SKY-3301")
        .hasMessageContaining("2 errors");
  }

  @Test
  void limitsAreJudgedAtTheirEdges() {
    Room room = new Room();
    room.add(Descriptor.of("x", DIGEST, (8L << 30) - 1), "docker.io/acme/os:v1");
    assertThat(room.judge(2_048, 10_000, OptionalLong.of(room.bytes()))).isEmpty();
    assertThat(room.judge(2_049, 10_001, OptionalLong.of(room.bytes() - 1))).hasSize(3);
    Room large = new Room();
    large.add(Descriptor.of("x", DIGEST, 8L << 30), "docker.io/acme/os:v1");
    assertThat(large.judge(1, 1, OptionalLong.empty()))
        .singleElement()
        .satisfies(f -> assertThat(f.text()).contains("docker.io/acme/os:v1", DIGEST.toString()));
  }
}
