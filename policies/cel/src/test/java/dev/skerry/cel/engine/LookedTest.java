package dev.skerry.cel.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.cel.Decision;
import dev.skerry.cel.Gate;
import dev.skerry.cel.facts.Defaults;
import dev.skerry.cel.facts.Vocabulary;
import dev.skerry.cel.file.PolicyFile;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The values beside a decision: what the expression looked at, also in the things of a list. */
class LookedTest {
  private static final String HEAD =
      """
      apiVersion: skerry.dev/v1
      kind: Policy
      name: mine
      description: A policy of a test.
      at: [enter]
      settings: {hosts: [docker.io], states: [valid]}
      rules:
        - name: one
          message: is wrong
      """;

  private static final Map<String, Object> ALICE = certificate("alice", "valid");
  private static final Map<String, Object> BOB = certificate("bob", "expired");

  private static Map<String, Object> certificate(String signer, String state) {
    return Map.of("signer", signer, "state", state, "subject", "CN=" + signer);
  }

  private static Map<String, String> values(String rest, Object... namesAndValues) {
    Map<String, Object> facts =
        new HashMap<>(Defaults.of(Vocabulary.FACTS, Instant.parse("2026-11-25T10:00:00Z")));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      facts.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
    }
    byte[] yaml = (HEAD + rest.indent(4)).getBytes(UTF_8);
    List<Decision> said =
        PolicySet.of(List.of(PolicyFile.parse("p.yaml", yaml)), Gate.ENTER).ask(facts);
    assertThat(said).hasSize(1);
    return said.getFirst().values();
  }

  @Test
  void ofTheThingsInAListNameAndFieldsThatALoopLooksAtAreShown() {
    assertThat(
            values(
                "require: certificates.all(c, c.state in settings.states)",
                "certificates",
                List.of(ALICE, BOB)))
        .containsOnly(
            Map.entry("certificates", "[alice (state = \"valid\"), bob (state = \"expired\")]"),
            Map.entry("settings.states", "[\"valid\"]"));
  }

  @Test
  void soTheyAreInsideAnItem() {
    Map<String, Object> pinned = Map.of("image", "quay.io/a@sha256:aa", "pinned", true);
    Map<String, Object> tagged = Map.of("image", "quay.io/b:1", "pinned", false);
    Map<String, Object> plan = Map.of("name", "os", "images", List.of(pinned, tagged));
    assertThat(values("each: plans\nrequire: it.images.all(i, i.pinned)", "plans", List.of(plan)))
        .containsOnly(
            Map.entry(
                "it.images",
                "[quay.io/a@sha256:aa (pinned = true), quay.io/b:1 (pinned = false)]"));
  }

  @Test
  void ofALoopInALoopTheNamesAreShown() {
    Map<String, Object> referrer = Map.of("digest", "sha256:cc", "artifactType", "text/spdx");
    Map<String, Object> manifest =
        Map.of("digest", "sha256:aa", "platform", "linux/amd64", "referrers", List.of(referrer));
    Map<String, Object> content =
        Map.of("reference", "quay.io/a:1", "manifests", List.of(manifest));
    String rule =
        "each: content\nrequire: it.manifests.all(m, m.referrers.exists(r, r.artifactType == 'x'))";
    assertThat(values(rule, "content", List.of(content)))
        .containsOnly(Map.entry("it.manifests", "[linux/amd64 (referrers = [sha256:cc])]"));
  }

  @Test
  void aListThatIsCountedIsShownByNamesAndLabelsByKeys() {
    assertThat(values("require: size(plans) == 0", "plans", List.of(Map.of("name", "os"))))
        .containsOnly(Map.entry("plans", "[os]"));
    Map<String, Object> site =
        Map.of("id", "north-1", "labels", Map.of("env", "prod", "area", "north"));
    assertThat(values("require: site.labels['env'] == 'test'", "site", site))
        .containsOnly(Map.entry("site.labels", "{\"area\": \"north\", \"env\": \"prod\"}"));
  }

  /** What stands there is not what the loop looked at. */
  @Test
  void aLoopsVariableThatIsCalledAsAFactIsNoFact() {
    assertThat(
            values(
                "require: certificates.exists(now, now.state == 'x')",
                "certificates",
                List.of(ALICE)))
        .containsOnly(Map.entry("certificates", "[alice (state = \"valid\")]"));
    assertThat(values("require: settings.hosts.exists(signers, signers == 'x')"))
        .containsOnly(Map.entry("settings.hosts", "[\"docker.io\"]"));
  }

  @Test
  void muchIsCutAndNothingMovesTheCursor() {
    List<Map<String, Object>> many =
        Collections.nCopies(12, certificate("\u001b[31m\nevil\u202e", "x".repeat(300)));
    String shown =
        values("require: certificates.all(c, c.state == '')", "certificates", many)
            .get("certificates");
    assertThat(shown).hasSizeLessThan(900).startsWith("[?[31m?evil? (state = \"xxx").endsWith("…");
    assertThat(values("require: size(certificates) == 0", "certificates", many))
        .hasEntrySatisfying("certificates", text -> assertThat(text).endsWith(" and 2 more]"));
  }
}
