package dev.skerry.desk.describe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.desk.DeskError;
import dev.skerry.desk.shape.Fault;
import dev.skerry.desk.shape.Parsed;
import dev.skerry.format.Platform;
import dev.skerry.format.error.SkerryException;
import dev.skerry.upstream.collect.ReferrerFilter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DescribeTest {
  private static final Path FILE = Path.of("bundle.yaml");

  /** Every field that there is. */
  static String full() throws IOException {
    try (var in = DescribeTest.class.getResourceAsStream("full.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  static Parsed<BundleSpec> parse(String yaml) {
    return Describe.parse(FILE, yaml.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void everyFieldIsRead() throws IOException {
    BundleSpec spec = parse(full()).orThrow(DeskError.BUNDLE_YAML, "bundle.yaml");

    assertThat(spec.product()).isEqualTo("edge-fleet");
    assertThat(spec.expires()).isEqualTo(Duration.ofDays(180));
    assertThat(spec.audience()).hasSize(3);
    assertThat(spec.platforms())
        .extracting(Platform::toString)
        .containsExactly("linux/amd64", "linux/arm64");
    assertThat(spec.images()).hasSize(3);
    ImageSpec tool = spec.images().get(2);
    assertThat(tool.name().digest()).isPresent();
    assertThat(tool.from()).contains("http://127.0.0.1:5000/acme/tool:v1");
    assertThat(tool.skipForeign()).isTrue();
    assertThat(tool.referrers())
        .isEqualTo(new ReferrerFilter.Types(Set.of("application/spdx+json")));
    assertThat(spec.images().get(1).platforms()).containsExactly(Platform.parse("linux/amd64"));
    assertThat(spec.os())
        .extracting(os -> os.reference().toString())
        .containsExactly("registry.example.com/edge-os:2.3.0", "skerry/os/kiosk-os:1.4.0");
    assertThat(spec.files()).extracting(FileSpec::name).containsExactly("runbook.pdf", "readme");
    assertThat(spec.plans()).extracting(PlanSpec::approval).containsExactly("two", "none");
    PlanSpec.UpgradeK3s upgrade = (PlanSpec.UpgradeK3s) spec.plans().get(1);
    assertThat(upgrade.agents().drain().flatMap(PlanSpec.Drain::force)).contains(true);
    assertThat(upgrade.window().map(PlanSpec.Window::timeZone)).contains("Europe/Berlin");
    assertThat(spec.assumes()).containsExactly("docker.io/rancher/kubectl:v1.30.3");
    assertThat(spec.downgrade()).extracting(DowngradeSpec::kind).containsExactly("os");
    assertThat(spec.controllers()).extracting(ControllerSpec::version).containsExactly("v0.20.1");
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        fault("expires: 180d", "expires: 180", "6:10: expires: found the number 180"),
        fault("expires: 180d", "expires: 4y", "1460 days"),
        fault(
            "expires: 180d",
            "expiry: 180d",
            "6:1: found the field \"expiry\"",
            "\"expires\"?",
            "2:1: expires: found nothing"),
        fault("product: edge-fleet", "product: Edge", "4:10: product: found \"Edge\""),
        fault(
            "docker.io/library/nginx:1.29",
            "nginx:1.29",
            "17:5: images[0]",
            "write docker.io/library/nginx:1.29"),
        fault(
            "docker.io/library/nginx:1.29",
            "docker.io/nginx",
            "write docker.io/library/nginx:latest"),
        fault(
            "docker.io/library/nginx:1.29",
            "docker.io/library/NGINX:1",
            "is not an image reference"),
        fault("oci:build/layout:v7", "'oci:'", "has no path"),
        fault(
            "platforms: [linux/amd64]",
            "platforms: [linux-amd64]",
            "20:17: images[1].platforms[0]",
            "linux/arm64"),
        fault("platforms: [linux/amd64]", "platform: linux/amd64", "\"platforms\"?"),
        fault("referrers: all", "referrers: al", "did you mean \"all\"?"),
        fault("foreign: carry", "foreign: true", "one of carry, skip"),
        fault("v0.20.1", "v0.0.1", "images of this release are not known"),
        fault(
            "systemUpgradeController",
            "systemUpgradeControler",
            "did you mean \"systemUpgradeController\"?"),
        fault("  - version: v1.33.5+k3s1", "  - version: v1.33.5", "for instance v1.33.5+k3s1"),
        fault("version: 1.4.0", "version: 1.4", "a string: write it in quotes"),
        fault("    platform: linux/amd64\n", "", "a rootfs without a platform"),
        fault("docs/runbook.pdf", "docs/Runbook.pdf", "else write name: and file:"),
        fault("plans/os-upgrade.yaml", "plans/os.upgrade.yaml", "\"os.upgrade\""),
        fault("approval: two", "approval: three", "one of none, one, two"),
        fault("concurrency: 2", "concurrency: 0", "a whole number from 1"),
        fault("\"02:00\"", "22:00", "a string: write it in quotes"),
        fault("operator: DoesNotExist", "operator: In", "needs values"),
        fault(
            "  - clusterName: berlin-1\n    clusterGroup: north",
            "  - {}",
            "an entry without a criterion"),
        fault(
            "registry.example.com/edge-os:2.3.0",
            "docker.io/library/nginx:1.29",
            "docker.io/library/nginx:1.29 again",
            "first is at 17:5"),
        fault("plans/os-upgrade.yaml", "k3s-agent.yaml", "k3s-agent again"),
        fault("kind: Bundle", "kind: [Bundle]", "3:7: kind: found a list"),
        fault("kind: Bundle", "kind: *x", "found YAML that"),
        fault("kind: Bundle", "kind: Bundle\n---\nkind: Bundle", "2 YAML documents"));
  }

  private static Arguments fault(String from, String to, String... texts) {
    return Arguments.of(from, to, List.of(texts));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFaultNamesPlaceAndWhatIsExpected(String from, String to, List<String> texts)
      throws IOException {
    String yaml = full().replace(from, to);
    assertThat(yaml).isNotEqualTo(full());

    Parsed<BundleSpec> result = parse(yaml);

    assertThat(result.value()).isEqualTo(Optional.empty());
    String all = String.join("\n", result.faults().stream().map(Fault::text).toList());
    assertThat(all).startsWith("bundle.yaml:").contains(texts);
  }

  @Test
  void allFaultsAreToldAtOnceAndInOrder() throws IOException {
    String yaml =
        full()
            .replace("approval: two", "approval: 2")
            .replace("product: edge-fleet", "product: Edge Fleet")
            .replace("foreign: skip", "foreign: drop");

    assertThatThrownBy(() -> parse(yaml).orThrow(DeskError.BUNDLE_YAML, "bundle.yaml"))
        .isInstanceOf(SkerryException.class)
        .hasMessageContaining("SKY-3001")
        .hasMessageContaining("has 3 faults")
        .hasMessageMatching("(?s).*bundle.yaml:4:10.*bundle.yaml:26:14.*bundle.yaml:43:15.*");
  }

  @Test
  void moreFaultsThanAreToldAreFaultsAllTheSame() throws IOException {
    String images = full().replaceFirst("(?m)^images:$", "images:\n" + "  - a:\n".repeat(101));

    assertThatThrownBy(() -> parse(images).orThrow(DeskError.BUNDLE_YAML, "bundle.yaml"))
        .isInstanceOf(SkerryException.class)
        .hasMessageContaining("SKY-3001");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> Describe.read(Path.of("no/such/bundle.yaml")))
        .isInstanceOf(SkerryException.class)
        .hasMessageContaining("SKY-3004");
  }
}
