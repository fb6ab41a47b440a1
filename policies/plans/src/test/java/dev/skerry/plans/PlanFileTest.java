package dev.skerry.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.document.Selector;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanFileTest {
  static final String PAIR =
      """
      apiVersion: upgrade.cattle.io/v1
      kind: Plan
      metadata: {name: k3s-server, namespace: system-upgrade}
      spec:
        concurrency: 1
        cordon: true
        version: v1.33.5+k3s1
        nodeSelector: {matchExpressions: [{key: a, operator: Exists}]}
        upgrade:
          image: rancher/k3s-upgrade
      ---
      apiVersion: upgrade.cattle.io/v1
      kind: Plan
      metadata: {name: k3s-agent, namespace: system-upgrade}
      spec:
        concurrency: 2
        version: v1.33.5+k3s1
        nodeSelector: {}
        prepare: {image: "reg.example:5000/k3s-upgrade", args: [prepare, k3s-server]}
        upgrade: {image: "rancher/k3s-upgrade:fixed"}
      """;

  static PlanFile parse(String yaml) {
    return PlanFile.parse("plans/p.yaml", yaml.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void namesWhatANodeWillPullWithTheTagFilledFromTheVersion() {
    assertThat(parse(PAIR).images())
        .containsExactly(
            new NamedImage(
                "Plan k3s-server: spec.upgrade.image",
                "docker.io/rancher/k3s-upgrade:v1.33.5-k3s1",
                10),
            new NamedImage(
                "Plan k3s-agent: spec.prepare.image",
                "reg.example:5000/k3s-upgrade:v1.33.5-k3s1",
                19),
            new NamedImage(
                "Plan k3s-agent: spec.upgrade.image", "docker.io/rancher/k3s-upgrade:fixed", 20));
    assertThat(PlanRules.check(parse(PAIR))).isEmpty();
  }

  @Test
  void saysWhichNodesItIsForAsKubernetesReadsIt() {
    Selector selector =
        selector(
            """
            matchLabels: {kubernetes.io/arch: arm64}
            matchExpressions:
              - {key: zone, operator: In, values: [a, b]}
              - {key: role, operator: NotIn, values: [spare]}
              - {key: hostname, operator: Exists}
              - {key: broken, operator: DoesNotExist}
              - {key: zone, operator: Near, values: [c]}
            """);
    SortedMap<String, String> labels =
        new TreeMap<>(Map.of("kubernetes.io/arch", "arm64", "zone", "b", "hostname", "n"));
    assertThat(selector.matches(labels)).isTrue();
    assertThat(selector.matches(with(labels, "zone", "c"))).isFalse();
    assertThat(selector.matches(with(labels, "role", "spare"))).isFalse();
    assertThat(selector.matches(with(labels, "broken", ""))).isFalse();
    assertThat(selector.matches(with(labels, "kubernetes.io/arch", "amd64"))).isFalse();
    assertThat(parse(PAIR).documents().getLast().nodeSelector())
        .hasValueSatisfying(every -> assertThat(every.matches(new TreeMap<>())).isTrue());
    assertThat(parse(PAIR.replace("nodeSelector: {}", "x: 1")).documents().getLast().nodeSelector())
        .isEmpty();
  }

  private static Selector selector(String yaml) {
    String plan =
        """
        apiVersion: upgrade.cattle.io/v1
        kind: Plan
        metadata: {name: os}
        spec:
          nodeSelector:
        """;
    return parse(plan + yaml.indent(4)).documents().getFirst().nodeSelector().orElseThrow();
  }

  private static SortedMap<String, String> with(
      SortedMap<String, String> labels, String key, String value) {
    SortedMap<String, String> other = new TreeMap<>(labels);
    other.put(key, value);
    return other;
  }

  @Test
  void keepsTheBytes() {
    assertThat(parse(PAIR).bytes()).isEqualTo(PAIR.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void namesImagesOfElementalAndKairos() {
    String yaml =
        """
        apiVersion: elemental.cattle.io/v1beta1
        kind: ManagedOSImage
        metadata: {name: os, namespace: fleet-default}
        spec: {osImage: "registry.example.com/os:2.3.0"}
        ---
        apiVersion: operator.kairos.io/v1alpha1
        kind: NodeOpUpgrade
        metadata: {name: os2, namespace: operator-system}
        spec: {concurrency: 1, image: busybox}
        """;
    assertThat(parse(yaml).images())
        .extracting(NamedImage::image)
        .containsExactly("registry.example.com/os:2.3.0", "docker.io/library/busybox:latest");
    assertThat(parse(yaml).documents()).extracting(d -> d.version().orElse("")).contains("2.3.0");
  }

  @ParameterizedTest
  @CsvSource({
    "nginx,docker.io/library/nginx",
    "rancher/kubectl,docker.io/rancher/kubectl",
    "index.docker.io/nginx:1,docker.io/library/nginx:1",
    "localhost/x,localhost/x",
    "localhost:5000/x,localhost:5000/x",
    "quay.io/x,quay.io/x"
  })
  void completesNamesLikeAContainerRuntime(String image, String full) {
    assertThat(NodeImage.full(image)).isEqualTo(full);
  }

  @Test
  void takesARegistryPortForNoTag() {
    assertThat(NodeImage.withTag("r:5000/x", "v1")).isEqualTo("r:5000/x:v1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kind: Deployment\napiVersion: apps/v1\nmetadata: {name: x}\n",
        "apiVersion: v1\nkind: Secret\nmetadata: {name: only}\n",
        "a: &x [1]\nb: *x\n",
        "a: 1\na: 2\n",
        "a: !!java.net.URL [x]\n",
        "{",
        ""
      })
  void refusesWhatIsNoPlanFile(String yaml) {
    assertThatThrownBy(() -> parse(yaml)).hasMessageContaining("SKY-900");
  }

  @Test
  void refusesAnAliasBombAndDeepNesting() {
    String deep = "[".repeat(100) + "]".repeat(100);
    assertThatThrownBy(() -> parse("a: " + deep)).hasMessageContaining("SKY-9001");
    assertThatThrownBy(() -> parse("a: \"" + "x".repeat(1 << 20) + "\""))
        .hasMessageContaining("SKY-9001");
  }

  @Test
  void refusesFileNamesThatK3sWouldCut() {
    assertThat(PlanFile.planName("plans/os-upgrade.yaml")).isEqualTo("os-upgrade");
    assertThatThrownBy(() -> PlanFile.planName("plan-v1.33.5.yaml"))
        .hasMessageContaining("SKY-9004");
  }

  @Test
  void knowsTheHiddenImagesOfAReleaseAndSaysWhichItDoesNotKnow() {
    assertThat(HiddenImages.of("systemUpgradeController", "v0.20.1"))
        .extracting(NamedImage::image)
        .containsExactly(
            "docker.io/rancher/system-upgrade-controller:v0.20.1",
            "docker.io/rancher/kubectl:v1.30.3");
    assertThatThrownBy(() -> HiddenImages.of("systemUpgradeController", "v9"))
        .hasMessageContaining("systemUpgradeController v0.20.1");
  }
}
