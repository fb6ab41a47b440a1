package dev.skerry.cel;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What one rule said.
 *
 * @param item what a rule for each of several things was asked about; empty for other rules
 * @param verdict what it said
 * @param message what is wrong when it is not allowed, in the words of the policy's author, or why
 *     the rule could not be judged
 * @param values what the rule's expression looked at, by the name it has there
 */
public record Decision(
    String policy,
    String rule,
    Optional<String> item,
    Verdict verdict,
    String message,
    SortedMap<String, String> values) {
  /** What a rule can say. */
  public enum Verdict {
    ALLOWED,
    DENIED,
    /** The expression failed or went beyond its bounds: as good as denied. */
    NOT_JUDGED,
    /** The time of the judgement was over before: as good as denied. */
    NO_TIME
  }

  /** Copies the values. */
  public Decision {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /** About no item in particular, without values. */
  public Decision(String policy, String rule, Verdict verdict, String message) {
    this(policy, rule, Optional.empty(), verdict, message, Collections.emptySortedMap());
  }

  /** The same about one of several things. */
  public Decision about(Optional<String> thing) {
    return new Decision(policy, rule, thing, verdict, message, values);
  }

  /** The same with what the expression looked at. */
  public Decision looking(SortedMap<String, String> seen) {
    return new Decision(policy, rule, item, verdict, message, seen);
  }

  /** Whether it lets the bundle pass. */
  public boolean allowed() {
    return verdict == Verdict.ALLOWED;
  }

  /** The error code of one that does not. */
  public PolicyError code(Gate gate) {
    return switch (verdict) {
      case ALLOWED, DENIED -> gate.refusal();
      case NOT_JUDGED -> PolicyError.NOT_JUDGED;
      case NO_TIME -> PolicyError.NO_TIME;
    };
  }

  /** Policy and rule, as messages name them. */
  public String title() {
    return "policy " + policy + ", rule " + rule;
  }

  /** One sentence: rule, item, message, values. */
  public String sentence() {
    String about = item.map(i -> i + " ").orElse("");
    String shown = values.isEmpty() ? "" : " (" + shown() + ")";
    return title() + ": " + about + message + shown;
  }

  private String shown() {
    return values.entrySet().stream().map(Decision::shown).collect(Collectors.joining("; "));
  }

  private static String shown(Map.Entry<String, String> value) {
    return value.getKey() + " = " + value.getValue();
  }
}
