package dev.skerry.plans;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlanRulesTest {
  private static final String SOUND =
      """
      apiVersion: upgrade.cattle.io/v1
      kind: Plan
      metadata: {name: os, namespace: system-upgrade}
      spec:
        concurrency: 1
        nodeSelector: {}
        version: v1
        upgrade: {image: example.com/os}
      """;

  static Stream<Arguments> traps() {
    String digest = "sha256:" + "a".repeat(64);
    return Stream.of(
        trap(PlanError.CONCURRENCY, "concurrency: 1", "concurrency: 0"),
        trap(PlanError.CONCURRENCY, "  concurrency: 1\n", ""),
        trap(PlanError.NODE_SELECTOR, "  nodeSelector: {}\n", ""),
        trap(PlanError.VERSION, "version: v1", "version: \"" + digest + "\""),
        trap(PlanError.VERSION, "version: v1", "version: " + "v".repeat(64)),
        trap(PlanError.VERSION, "version: v1", "version: 1.30"),
        trap(PlanError.CHANNEL_ONLY, "version: v1", "channel: https://example.com/stable"),
        trap(PlanError.CHANNEL_ONLY, "  version: v1\n", ""),
        trap(PlanError.UNKNOWN_FIELD, "example.com/os}", "example.com/os, env: []}"),
        trap(PlanError.WINDOW_DAY, "version: v1", "version: v1\n  window: {days: [Monday]}"),
        trap(
            PlanError.DRAIN,
            "version: v1",
            "version: v1\n  drain: {deleteLocalData: true, deleteEmptydirData: true}"),
        trap(PlanError.DRAIN_TIMEOUT, "version: v1", "version: v1\n  drain: {timeout: 60}"),
        trap(PlanError.NAMESPACE, ", namespace: system-upgrade", ""),
        trap(PlanError.OBJECT_NAME, "name: os", "name: os-v1.2+3"),
        trap(PlanError.IMAGE, "image: example.com/os", "args: [x]"),
        trap(
            PlanError.LABEL_VALUE,
            "version: v1",
            "version: v1\n  postCompleteLabels: {x: \"" + digest + "\"}"));
  }

  private static Arguments trap(PlanError code, String from, String to) {
    return Arguments.of(code, SOUND.replace(from, to));
  }

  @ParameterizedTest
  @MethodSource("traps")
  void findsTheTrap(PlanError code, String yaml) {
    assertThat(yaml).isNotEqualTo(SOUND);
    assertThat(PlanRules.check(PlanFileTest.parse(yaml)))
        .extracting(Finding::code)
        .containsExactly(code);
  }

  @Test
  void findsNothingInASoundPlan() {
    String labels = SOUND + "  postCompleteLabels: {done: \"$(LATEST_HASH)\"}\n";
    assertThat(PlanRules.check(PlanFileTest.parse(labels))).isEmpty();
  }

  @Test
  void saysWhereAndWhatWasMeant() {
    String yaml = SOUND.replace("example.com/os}", "example.com/os, env: []}");
    assertThat(PlanRules.check(PlanFileTest.parse(yaml)).getFirst().text())
        .isEqualTo(
            "error SKY-9105: plans/p.yaml:8:36: Plan os: spec.upgrade.env is no field of a Plan"
                + " (did you mean \"envs\"?)");
  }

  @Test
  void refusesADigestForElementalAndWarnsOfKairosTakingAllNodes() {
    String yaml =
        """
        apiVersion: elemental.cattle.io/v1beta1
        kind: ManagedOSImage
        metadata: {name: os, namespace: fleet-default}
        spec: {osImage: "r.example/os:1@sha256:%s"}
        ---
        apiVersion: elemental.cattle.io/v1beta1
        kind: ManagedOSImage
        metadata: {name: os, namespace: fleet-default}
        spec: {managedOSVersionName: v2}
        ---
        apiVersion: operator.kairos.io/v1alpha1
        kind: NodeOpUpgrade
        metadata: {name: os2, namespace: operator-system}
        spec: {image: "r.example/os:1"}
        """
            .formatted("a".repeat(64));
    assertThat(PlanRules.check(PlanFileTest.parse(yaml)))
        .extracting(Finding::code)
        .containsExactly(PlanError.DIGEST_PIN, PlanError.NOT_OFFLINE, PlanError.ALL_AT_ONCE);
  }
}
