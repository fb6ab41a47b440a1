package dev.skerry.cel.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.skerry.cel.Decision;
import dev.skerry.cel.Decision.Verdict;
import dev.skerry.cel.Gate;
import dev.skerry.cel.facts.Defaults;
import dev.skerry.cel.facts.Vocabulary;
import dev.skerry.cel.file.Policy;
import dev.skerry.cel.file.PolicyFile;
import dev.skerry.format.error.SkerryException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Policies are compiled when they are loaded, bounded, and what cannot be judged is refused. */
class PolicySetTest {
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

  private static final String HEAD =
      """
      apiVersion: skerry.dev/v1
      kind: Policy
      name: mine
      description: A policy of a test.
      at: [enter]
      settings:
        hosts: [docker.io]
        days: 3
        pattern: (a{1000}){1000}
      rules:
        - name: one
          message: is wrong
      """;

  private static Policy policy(String rest) {
    byte[] yaml = (HEAD + rest).getBytes(UTF_8);
    return PolicyFile.parse("policies/mine.yaml", yaml);
  }

  private static PolicySet compiled(String rest) {
    return PolicySet.of(List.of(policy(rest)), Gate.ENTER);
  }

  private static Map<String, Object> facts(Object... namesAndValues) {
    Map<String, Object> facts = new HashMap<>(Defaults.of(Vocabulary.FACTS, NOW));
    for (int i = 0; i < namesAndValues.length; i += 2) {
      facts.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
    }
    return facts;
  }

  private static Map<String, Object> content(String reference, String host) {
    return Map.of("reference", reference, "host", host, "kind", "image", "digests", List.of());
  }

  @Test
  void aDenialNamesRuleItemAndEveryValueThatItLookedAt() {
    PolicySet set =
        compiled(
            "    each: content\n    require: it.host in settings.hosts && size(signers) > 0\n");
    List<Map<String, Object>> content =
        List.of(content("docker.io/a:1", "docker.io"), content("quay.io/b:1", "quay.io"));

    List<Decision> decisions = set.ask(facts("content", content, "signers", List.of("alice")));

    assertThat(decisions)
        .singleElement()
        .satisfies(denied -> {
          assertThat(denied.verdict()).isEqualTo(Verdict.DENIED);
          assertThat(denied.item()).contains("quay.io/b:1");
          assertThat(denied.values())
              .containsEntry("it.host", "\"quay.io\"")
              .containsEntry("settings.hosts", "[\"docker.io\"]")
              .containsEntry("signers", "[\"alice\"]")
              .hasSize(3);
          assertThat(denied.code(Gate.ENTER).code()).isEqualTo("SKY-9511");
          assertThat(denied.sentence())
              .isEqualTo(
                  "policy mine, rule one: quay.io/b:1 is wrong (it.host = \"quay.io\";"
                      + " settings.hosts = [\"docker.io\"]; signers = [\"alice\"])");
        });
  }

  @Test
  void aRuleThatAllowsSaysSoWithItsValues() {
    assertThat(compiled("    require: now > statement.issued\n").ask(facts()))
        .singleElement()
        .satisfies(d -> assertThat(d.values()).containsKeys("now", "statement.issued"))
        .extracting(Decision::verdict)
        .isEqualTo(Verdict.DENIED);
    assertThat(compiled("    require: now >= statement.issued\n").ask(facts()))
        .singleElement()
        .matches(Decision::allowed);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "require: statement.isued < now | 13:23 | undefined field 'isued'",
        "require: \"statement.isued < now\" | 13:24 | undefined field 'isued'",
        "require: statement.sequence | 13:14 | gives int, expected true or false",
        "require: true && | 13:21 | mismatched input",
        "require: content.all(c, c.host in settings.host) | 13:47 | undefined field 'host'",
        "require: it.host == '' | 13:14 | undeclared reference to 'it'",
        "require: settings.days == 'x' | 13:28 | found no matching overload",
        "require: statement.name + 'x' == 'y' | 13:29 | found no matching overload",
        "require: content == content | 13:22 | compare single values",
        "require: \"{'a': 1}['a'] == 1\" | 13:15 | policies make no maps",
        "require: size(signers + signers) > 0 | 13:27 | lists are not put together",
        "require: size([signers, signers]) > 0 | 13:19 | a list holds texts",
        "require: dyn(1) == 2 | 13:17 | undeclared reference to 'dyn'",
      })
  void anExpressionThatIsWrongIsRefusedAtItsPlaceWithACaret(
      String rule, String place, String reason) {
    assertThatThrownBy(() -> compiled("    " + rule + "\n"))
        .isInstanceOfSatisfying(
            SkerryException.class,
            e -> {
              assertThat(e.problem().code()).isEqualTo("SKY-9502");
              assertThat(e.problem().item()).isEqualTo("policies/mine.yaml:" + place);
              assertThat(e.problem().reason()).startsWith(reason).contains("^");
            });
  }

  @Test
  void theCaretOfABlockPointsIntoItsOwnLine() {
    String rule =
        """
            require: |
              size(plans) == 0
              || statement.sequnce > 3
        """;
    assertThatThrownBy(() -> compiled(rule.indent(0)))
        .isInstanceOfSatisfying(
            SkerryException.class,
            e -> {
              assertThat(e.problem().item()).isEqualTo("policies/mine.yaml:15:19");
              assertThat(e.problem().reason())
                  .contains("    | || statement.sequnce > 3")
                  .endsWith("    | ............^");
            });
  }

  @Test
  void aFoldedExpressionIsNamedByWhereItBegins() {
    assertThatThrownBy(() -> compiled("    require: true\n      && signrs.size() > 1\n"))
        .isInstanceOfSatisfying(
            SkerryException.class,
            e -> {
              assertThat(e.problem().item()).isEqualTo("policies/mine.yaml:13:14");
              assertThat(e.problem().reason()).contains("true && signrs.size() > 1");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "content[7].host == ''",
        "site.labels['env'] == 'prod'",
        "now.getHours(settings.hosts[0]) > 3",
        "duration(settings.hosts[0]) > duration('1h')",
        "timestamp(settings.hosts[0]) > now",
        "9223372036854775807 + settings.days > 0",
        "settings.days / statement.sequence > 0",
        "settings.hosts[0].matches(settings.pattern)",
      })
  void whatCannotBeJudgedIsRefused(String expression) {
    assertThat(compiled("    require: \"" + expression + "\"\n").ask(facts()))
        .singleElement()
        .satisfies(decision -> {
          assertThat(decision.verdict()).isEqualTo(Verdict.NOT_JUDGED);
          assertThat(decision.allowed()).isFalse();
          assertThat(decision.code(Gate.ENTER).code()).isEqualTo("SKY-9512");
          assertThat(decision.message()).startsWith("cannot be judged: ").doesNotContain("\n");
        });
  }

  @Test
  void aRuleThatTakesTooManyStepsIsStoppedAndRefused() {
    String rule = "    require: content.all(a, content.all(b, a.host == b.host))\n";
    List<Map<String, Object>> many =
        Collections.nCopies(600, content("docker.io/a:1", "docker.io"));

    assertThat(compiled(rule).ask(facts("content", many)))
        .singleElement()
        .satisfies(d -> assertThat(d.message()).contains("takes more than 200,000 steps"))
        .extracting(Decision::verdict)
        .isEqualTo(Verdict.NOT_JUDGED);
  }

  /** The clock is a second later whenever it is read. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "require: settings.hosts.all(a, a == 'x' || settings.hosts.all(b, a == b))",
        "require: settings.hosts.exists(a, a == 'x') || true",
        "require: true || settings.hosts.exists(a, a == 'x')",
        "each: settings.hosts\n    require: it.size() > 0 || true",
      })
  void aJudgementThatTakesTooLongIsDenied(String rule) {
    AtomicLong now = new AtomicLong();
    Budget budget = Budget.start(() -> now.addAndGet(Duration.ofSeconds(1).toNanos()));
    assertThat(compiled("    " + rule + "\n").ask(facts(), budget))
        .singleElement()
        .satisfies(decision -> {
          assertThat(decision.verdict()).isEqualTo(Verdict.NO_TIME);
          assertThat(decision.allowed()).isFalse();
          assertThat(decision.code(Gate.ENTER).code()).isEqualTo("SKY-9513");
          assertThat(decision.message()).isEqualTo("has no time: all policies together have 2 s");
        });
  }

  /** 400 times 160,000 steps, each within what the library allows one evaluation. */
  @Test
  void manyItemsThatTakeLongShareTheTimeOfOneJudgement() {
    String numbers = String.join(", ", Collections.nCopies(400, "1"));
    String rule =
        """
            each: settings.numbers
            require: settings.numbers.all(a, settings.numbers.all(b, a <= b))
          - name: two
            message: is wrong
            require: true
        """;
    byte[] yaml = (HEAD.replace("days: 3", "numbers: [" + numbers + "]") + rule).getBytes(UTF_8);
    PolicySet set = PolicySet.of(List.of(PolicyFile.parse("mine.yaml", yaml)), Gate.ENTER);

    assertThat(set.ask(facts()))
        .extracting(Decision::rule, Decision::verdict)
        .containsExactly(tuple("one", Verdict.NO_TIME), tuple("two", Verdict.NO_TIME));
  }

  @Test
  void aTextThatIsTooLongIsNotJudged() {
    PolicySet set = compiled("    each: content\n    require: it.host != 'x' || true\n");
    Map<String, Object> content = content("quay.io/a:1", "q".repeat(65_537));
    assertThat(set.ask(facts("content", List.of(content))))
        .singleElement()
        .satisfies(d -> assertThat(d.message()).contains("a text of more than 65,536 characters"))
        .extracting(Decision::verdict)
        .isEqualTo(Verdict.NOT_JUDGED);
  }

  @Test
  void twentyItemsAreNamedAndNoMore() {
    PolicySet set = compiled("    each: content\n    require: it.host in settings.hosts\n");
    List<Map<String, Object>> many = Collections.nCopies(600, content("quay.io/a:1", "quay.io"));
    assertThat(set.ask(facts("content", many))).hasSize(20).noneMatch(Decision::allowed);
  }

  @Test
  void tooLongAndTooDeepExpressionsAreRefused() {
    String longer = "true && ".repeat(600) + "true";
    String deeper = "(".repeat(64) + "true" + ")".repeat(64);
    for (String expression : List.of(longer, deeper)) {
      assertThatThrownBy(() -> compiled("    require: " + expression + "\n"))
          .isInstanceOf(SkerryException.class)
          .hasMessageContaining("SKY-9502");
    }
  }

  @Test
  void aPolicyForTheOtherGateAndANameThatIsTakenAreRefused() {
    Policy policy = policy("    require: true\n");
    assertThatThrownBy(() -> PolicySet.of(List.of(policy), Gate.LEAVE))
        .hasMessageContaining("SKY-9504")
        .hasMessageContaining("is not asked when a bundle is to leave");
    assertThatThrownBy(() -> PolicySet.of(List.of(policy, policy), Gate.ENTER))
        .hasMessageContaining("SKY-9505");
  }
}
