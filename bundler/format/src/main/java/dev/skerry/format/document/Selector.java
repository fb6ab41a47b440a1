package dev.skerry.format.document;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Selects sites by label, as Kubernetes does. Without any term it matches every site.
 *
 * @param matchLabels labels that must be there with these values
 * @param matchExpressions terms that must all hold
 */
public record Selector(SortedMap<String, String> matchLabels, List<Expression> matchExpressions) {
  /** Copies both. */
  public Selector {
    matchLabels = Collections.unmodifiableSortedMap(new TreeMap<>(matchLabels));
    matchExpressions = List.copyOf(matchExpressions);
  }

  /** Whether a site with these labels is selected. */
  public boolean matches(SortedMap<String, String> labels) {
    return labels.entrySet().containsAll(matchLabels.entrySet())
        && matchExpressions.stream().allMatch(e -> e.matches(labels));
  }

  /** How an expression compares; a closed set, as in Kubernetes. */
  public enum Operator {
    IN("In"),
    NOT_IN("NotIn"),
    EXISTS("Exists"),
    DOES_NOT_EXIST("DoesNotExist");

    private final String word;

    Operator(String word) {
      this.word = word;
    }

    /** As it stands in the statement. */
    public String word() {
      return word;
    }

    /** The operator of this word. */
    public static Optional<Operator> of(String word) {
      for (Operator operator : values()) {
        if (operator.word.equals(word)) {
          return Optional.of(operator);
        }
      }
      return Optional.empty();
    }
  }

  /**
   * One term.
   *
   * @param values for In and NotIn only
   */
  public record Expression(String key, Operator operator, List<String> values) {
    /** Copies the values. */
    public Expression {
      values = List.copyOf(values);
    }

    /** Whether labels satisfy it; NotIn holds for an absent label, as in Kubernetes. */
    boolean matches(SortedMap<String, String> labels) {
      String value = labels.get(key);
      return switch (operator) {
        case IN -> value != null && values.contains(value);
        case NOT_IN -> value == null || !values.contains(value);
        case EXISTS -> value != null;
        case DOES_NOT_EXIST -> value == null;
      };
    }
  }
}
