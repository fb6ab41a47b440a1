package dev.skerry.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.Digest;
import dev.skerry.format.error.SkerryException;
import dev.skerry.plans.PlanFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlStampTest {
  private static final Stamp STAMP =
      new Stamp(Digest.of("plan".getBytes(UTF_8)), 7, "edge-fleet-stable-41");
  private static final String HEAD = "apiVersion: upgrade.cattle.io/v1\nkind: Plan\n";
  private static final String ADDED =
      """
        annotations:
          skerry.dev/bundle: "edge-fleet-stable-41"
          skerry.dev/plan-counter: "7"
          skerry.dev/plan-digest: "%s"
      """
          .formatted(STAMP.digest());

  private static String stamped(String yaml) {
    return new String(
        YamlStamp.on(PlanFile.parse("p.yaml", yaml.getBytes(UTF_8)), STAMP).bytes(), UTF_8);
  }

  @Test
  void onlyTheAnnotationsAreAdded() {
    String yaml = Plans.version("2");
    assertThat(stamped(yaml)).isEqualTo(yaml.replace("metadata:\n", "metadata:\n" + ADDED));
  }

  @Test
  void annotationsOfTheAuthorStay() {
    String yaml = HEAD + "metadata:\n    annotations: # ours\n        a: b # keep\n    name: x\n";
    assertThat(stamped(yaml))
        .contains("    annotations: # ours\n        skerry.dev/bundle: \"edge-fleet-stable-41\"\n")
        .contains("        a: b # keep\n    name: x\n");
  }

  @Test
  void onlyObjectsThatActAreStamped() {
    String yaml =
        "\uFEFF---\napiVersion: v1\nkind: Namespace\nmetadata: {name: n\u00e9\ud83d\ude80}\n---\n"
            + HEAD
            + "metadata:\n  name: x\n...\n---\n"
            + HEAD
            + "metadata:\n  name: y\n";
    assertThat(stamped(yaml))
        .isEqualTo(yaml.replace("metadata:\n", "metadata:\n" + ADDED))
        .containsOnlyOnce("\uFEFF");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "metadata: {name: x}",
        "metadata: {name: x, annotations: {}}",
        "metadata: {name: x, annotations: {a: b}}",
        "metadata:\n  name: x\n  annotations:",
        "metadata:\n  annotations: ~\n  name: x",
        "metadata:\n  annotations: null # none\n  name: x",
        "metadata: &m\n  name: x\n",
        "\"metadata\":\r\n  \"name\": x\r\n",
      })
  void everySpellingOfMetadataTakesTheStamp(String metadata) {
    String stamped = stamped(HEAD + metadata + "\nspec: {concurrency: 1}\n");
    PlanFile file = PlanFile.parse("p.yaml", stamped.getBytes(UTF_8));
    var document = file.documents().getFirst();
    STAMP.annotations().forEach((k, v) -> assertThat(YamlStamp.read(document, k)).isEqualTo(v));
    assertThat(document.name()).isEqualTo("x");
    assertThat(document.node().scalar("spec", "concurrency")).isPresent();
  }

  @Test
  void jsonStaysJson() {
    String json =
        "{\"apiVersion\":\"upgrade.cattle.io/v1\",\"kind\":\"Plan\",\"metadata\":{\"name\":\"x\"}}";
    assertThat(stamped(json)).contains("\"metadata\":{\"annotations\": {\"skerry.dev/bundle\": ");
  }

  @Test
  void annotationsOfTheGatewayAreNotForAuthors() {
    String yaml = HEAD + "metadata:\n  annotations:\n    skerry.dev/plan-counter: '9'\n  name: x\n";
    assertThatThrownBy(() -> stamped(yaml))
        .isInstanceOf(SkerryException.class)
        .hasMessageContaining("SKY-7002 p.yaml:5:5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"spec: {}", "metadata: x", "metadata:\n  annotations: [a]\n  name: x"})
  void anObjectWithoutPlaceIsRefused(String rest) {
    assertThatThrownBy(() -> stamped(HEAD + rest + "\n"))
        .isInstanceOf(SkerryException.class)
        .hasMessageContaining("SKY-7003");
  }
}
