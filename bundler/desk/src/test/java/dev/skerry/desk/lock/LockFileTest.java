package dev.skerry.desk.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.MediaTypes;
import dev.skerry.format.Platform;
import dev.skerry.format.Reference;
import dev.skerry.format.document.Kind;
import dev.skerry.upstream.collect.Pin;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LockFileTest {
  static Digest digest(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }

  static Descriptor manifest(String text) {
    return Descriptor.of(MediaTypes.OCI_MANIFEST, digest(text), text.length());
  }

  static Descriptor referrer(String text) {
    return new Descriptor(
        MediaTypes.OCI_MANIFEST,
        digest(text),
        7,
        Optional.of("application/spdx+json"),
        Map.of(),
        Optional.empty());
  }

  static LockedImage image(String reference, String content, List<Descriptor> referrers) {
    Pin pin =
        new Pin(
            Descriptor.of(MediaTypes.OCI_INDEX, digest(content), 42),
            List.of(Platform.parse("linux/arm64"), Platform.parse("linux/amd64")),
            false,
            referrers,
            new TreeMap<>(Map.of("sha256-" + digest(content).hex() + ".sig", manifest("sig"))),
            Optional.of("1.29"));
    return new LockedImage(
        Reference.parse(reference), Optional.empty(), OptionalLong.empty(), reference, "all", pin);
  }

  static BundleLock lock() {
    Pin pin =
        new Pin(
            manifest("os"),
            List.of(Platform.parse("linux/amd64")),
            true,
            List.of(),
            new TreeMap<>(),
            Optional.empty());
    LockedImage os =
        new LockedImage(
            Reference.parse("registry.example.com/edge-os:2.3.0"),
            Optional.of("edge-os"),
            OptionalLong.of(3),
            "oci:build/my layout",
            "application/spdx+json application/vnd.in-toto+json",
            pin);
    LockedRootfs rootfs =
        new LockedRootfs(
            "kiosk-os",
            "1.4.0",
            "build/rootfs.tar",
            Platform.parse("linux/arm64/v8"),
            1,
            digest("rootfs"),
            manifest("kiosk"));
    return new BundleLock(
        "edge",
        "stable",
        List.of(
            os,
            image("docker.io/library/nginx:1.29", "nginx", List.of(referrer("sbom"))),
            image("docker.io/library/app@" + digest("app"), "app", List.of())),
        List.of(rootfs),
        List.of(new LockedFile(Kind.FILE, "true", "docs/true", digest("file"), 0, 1)),
        List.of(new LockedFile(Kind.PLAN, "os", "plans/os.yaml", digest("plan"), 9, 2)));
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    byte[] bytes = LockFile.bytes(lock());
    BundleLock read = LockFile.parse("bundle.lock.yaml", bytes);
    assertThat(read).isEqualTo(lock());
    assertThat(LockFile.bytes(read)).isEqualTo(bytes);
  }

  @Test
  void entriesAreSortedAndOneFactStandsPerLine() {
    String text = new String(LockFile.bytes(lock()), StandardCharsets.UTF_8);
    assertThat(text.indexOf("library/app@"))
        .isPositive()
        .isLessThan(text.indexOf("library/nginx:1.29"));
    assertThat(text)
        .contains(
            "  - reference: registry.example.com/edge-os:2.3.0\n    os: edge-os\n    counter: 3\n")
        .contains("    from: \"oci:build/my layout\"\n")
        .contains("    platforms: [linux/amd64, linux/arm64]\n")
        .containsOnlyOnce("    referrersAsked: ")
        .contains("    referrersAsked: \"application/spdx+json application/vnd.in-toto+json\"\n")
        .contains("  - name: \"true\"\n")
        .contains("    version: \"1.4.0\"\n")
        .endsWith("\n");
  }

  @Test
  void aBadMergeIsToldWithItsLines() {
    String text =
        new String(LockFile.bytes(lock()), StandardCharsets.UTF_8)
            .replace("    counter: 3\n", "    counter: three\n")
            .replace("    size: 9\n", "");
    assertThatThrownBy(
            () -> LockFile.parse("bundle.lock.yaml", text.getBytes(StandardCharsets.UTF_8)))
        .hasMessageContaining("SKY-3102")
        .hasMessageContaining("2 faults")
        .hasMessageContaining("found \"three\"")
        .hasMessageContaining("plans[0].size: found nothing");
  }

  @Test
  void theLockLiesBesideItsBundle() {
    assertThat(LockFile.beside(Path.of("a/bundle.yaml"))).isEqualTo(Path.of("a/bundle.lock.yaml"));
    assertThat(LockFile.beside(Path.of("b.yml"))).isEqualTo(Path.of("b.lock.yaml"));
    assertThatThrownBy(() -> LockFile.read(Path.of("no/such.lock.yaml")))
        .hasMessageContaining("SKY-3103");
  }

  @Test
  void aFirstLockIsAllNewAndTheSameAgainNoChange() {
    assertThat(LockDiff.between(Optional.empty(), lock()))
        .isNotEmpty()
        .allMatch(l -> l.charAt(0) == '+');
    assertThat(LockDiff.between(Optional.of(lock()), lock())).isEmpty();
  }

  @Test
  void everyChangeIsALine() {
    BundleLock before = lock();
    BundleLock after =
        new BundleLock(
            "edge",
            "stable",
            List.of(
                before.images().get(2),
                image("docker.io/library/nginx:1.29", "nginx2", List.of(referrer("sbom2")))),
            before.rootfs(),
            before.files(),
            List.of(new LockedFile(Kind.PLAN, "os", "plans/os.yaml", digest("plan2"), 9, 3)));
    assertThat(LockDiff.between(Optional.of(before), after))
        .anySatisfy(l -> assertThat(l).startsWith("- image docker.io/library/app@"))
        .anySatisfy(l ->
            assertThat(l)
                .startsWith("~ image docker.io/library/nginx:1.29: ")
                .contains(" -> " + digest("nginx2").shortHex()))
        .anySatisfy(l -> assertThat(l).startsWith("+ image docker.io/library/nginx:1.29 referrer "))
        .anySatisfy(l -> assertThat(l).startsWith("~ plan os: ").contains("counter 3"));
  }
}
