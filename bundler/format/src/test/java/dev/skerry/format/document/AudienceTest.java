package dev.skerry.format.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.document.Selector.Expression;
import dev.skerry.format.document.Selector.Operator;
import dev.skerry.format.testing.TestStatements;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AudienceTest {
  private static final SiteIdentity SITE =
      new SiteIdentity(
          "site-1", new TreeMap<>(Map.of("country", "de", "tier", "a")), List.of("north"));

  @Test
  void noAudienceMeansEverySite() {
    assertThat(new TestStatements().make().isFor(SITE)).isTrue();
  }

  @Test
  void anEntryWithoutACriterionMeansNoSite() {
    assertThat(entry(null, null, null).matches(SITE)).isFalse();
  }

  @Test
  void anEmptySelectorMeansEverySite() {
    assertThat(entry(null, selector(Map.of()), null).matches(SITE)).isTrue();
  }

  @Test
  void criteriaOfAnEntryMustAllHold() {
    assertThat(entry("site-1", null, "north").matches(SITE)).isTrue();
    assertThat(entry("site-1", null, "south").matches(SITE)).isFalse();
    assertThat(entry("site-2", null, "north").matches(SITE)).isFalse();
    assertThat(entry("site-1", selector(Map.of("country", "fr")), "north").matches(SITE)).isFalse();
  }

  @Test
  void oneOfSeveralEntriesIsEnough() {
    TestStatements made = new TestStatements();
    made.audience = List.of(entry("site-2", null, null), entry(null, null, "north"));
    assertThat(made.make().isFor(SITE)).isTrue();
    made.audience = List.of(entry("site-2", null, null));
    assertThat(made.make().isFor(SITE)).isFalse();
  }

  @Test
  void expressionsCompareAsInKubernetes() {
    assertThat(term("tier", Operator.IN, "a", "b")).isTrue();
    assertThat(term("tier", Operator.IN, "b")).isFalse();
    assertThat(term("ring", Operator.IN, "a")).isFalse();
    assertThat(term("tier", Operator.NOT_IN, "a")).isFalse();
    assertThat(term("ring", Operator.NOT_IN, "a")).isTrue();
    assertThat(term("tier", Operator.EXISTS)).isTrue();
    assertThat(term("ring", Operator.EXISTS)).isFalse();
    assertThat(term("ring", Operator.DOES_NOT_EXIST)).isTrue();
    assertThat(term("tier", Operator.DOES_NOT_EXIST)).isFalse();
  }

  private static boolean term(String key, Operator operator, String... values) {
    Expression expression = new Expression(key, operator, List.of(values));
    return new Selector(new TreeMap<>(), List.of(expression)).matches(SITE.labels());
  }

  private static Selector selector(Map<String, String> labels) {
    return new Selector(new TreeMap<>(labels), List.of());
  }

  private static AudienceEntry entry(String name, Selector selector, String group) {
    return new AudienceEntry(
        Optional.ofNullable(name), Optional.ofNullable(selector), Optional.ofNullable(group));
  }
}
