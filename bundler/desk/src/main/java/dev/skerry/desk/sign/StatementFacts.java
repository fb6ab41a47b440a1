package dev.skerry.desk.sign;

import dev.skerry.desk.difference.Facts;
import dev.skerry.format.accept.AudienceText;
import dev.skerry.format.document.Content;
import dev.skerry.format.document.Downgrade;
import dev.skerry.format.document.Evidence;
import dev.skerry.format.document.PlanEntry;
import dev.skerry.format.document.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All that a statement says beside its number and its times, in words that can be compared. */
final class StatementFacts {
  static final String AUDIENCE = "audience";
  static final String ASSUMES = "assumes";
  static final String DOWNGRADE = "downgrade";
  static final String VALIDITY = "validity";
  static final String PLATFORMS = "platforms";
  static final String COUNTER = "counter";

  private StatementFacts() {}

  static Facts of(Statement statement) {
    Facts facts = new Facts();
    facts.put("content", content(statement, c -> c.digest().toString()));
    facts.put(PLATFORMS, content(statement, StatementFacts::platforms));
    facts.put("foreign layers", content(statement, c -> c.foreignSkip() ? "may be absent" : ""));
    facts.put(COUNTER, content(statement, StatementFacts::counter));
    facts.put("plan", by(statement.plans(), StatementFacts::plan, p -> p.digest().toString()));
    facts.put(AUDIENCE, single(audience(statement)));
    facts.put(VALIDITY, single(validity(statement)));
    facts.put("feature", by(statement.requires().features(), name -> name, name -> "required"));
    facts.put("base", by(statement.requires().bases(), Object::toString, base -> "required"));
    facts.put(ASSUMES, by(statement.assumes(), name -> name, name -> "not in the bundle"));
    facts.put(
        DOWNGRADE, by(statement.downgrade(), d -> d.kind() + " " + d.name(), StatementFacts::fall));
    facts.put("evidence", by(statement.evidence(), StatementFacts::evidence, e -> e.digest() + ""));
    return facts;
  }

  /** For whom the statement is. */
  static String audience(Statement statement) {
    return AudienceText.orEverySite(statement.audience());
  }

  private static SortedMap<String, String> content(Statement all, Function<Content, String> value) {
    SortedMap<String, String> facts = by(all.content(), c -> c.kind() + " " + c.reference(), value);
    facts.values().removeIf(String::isEmpty);
    return facts;
  }

  private static String platforms(Content content) {
    return content.platforms().stream().map(Object::toString).collect(Collectors.joining(", "));
  }

  private static String counter(Content content) {
    return content.counter().isPresent() ? "" + content.counter().getAsLong() : "";
  }

  private static String plan(PlanEntry plan) {
    return plan.name() + ", approval " + plan.approval();
  }

  private static String fall(Downgrade downgrade) {
    return "to counter %d: %s".formatted(downgrade.counter(), downgrade.reason());
  }

  private static String evidence(Evidence evidence) {
    return evidence.mediaType() + " about " + evidence.about();
  }

  private static String validity(Statement statement) {
    Duration valid = Duration.between(statement.issued(), statement.expires());
    return valid.toDaysPart()
        + " days"
        + (valid.toHoursPart() == 0 ? "" : " and " + valid.toHoursPart() + " hours");
  }

  private static SortedMap<String, String> single(String value) {
    SortedMap<String, String> facts = new TreeMap<>();
    facts.put("", value);
    return facts;
  }

  /** Several of one name are said together. */
  private static <T> SortedMap<String, String> by(
      Collection<T> all, Function<T, String> name, Function<T, String> value) {
    SortedMap<String, String> facts = new TreeMap<>();
    for (T one : all) {
      facts.merge(name.apply(one), value.apply(one), (some, more) -> some + ", " + more);
    }
    return facts;
  }
}
