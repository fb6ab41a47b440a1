package dev.skerry.cel.trial;

import dev.skerry.cel.Decision;
import dev.skerry.cel.Gate;
import dev.skerry.cel.engine.PolicySet;
import dev.skerry.cel.file.Policy;
import dev.skerry.cel.file.Settings;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One test of a policy.
 *
 * @param facts what the policy is given
 * @param allowed what is expected
 * @param rule the rule that is expected to deny, where one is named
 * @param values values that its decision is expected to show
 */
record Trial(
    String name,
    Gate gate,
    Settings settings,
    Map<String, Object> facts,
    boolean allowed,
    Optional<String> rule,
    SortedMap<String, String> values) {
  /** Copies the maps. */
  Trial {
    facts = Map.copyOf(facts);
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /** Asks the policy and compares. */
  TrialResult run(String file, Policy policy) {
    PolicySet set = PolicySet.of(List.of(policy.with(settings)), gate);
    List<Decision> decisions = set.ask(facts);
    return new TrialResult(file, policy.name(), name, compare(decisions), decisions);
  }

  private Optional<String> compare(List<Decision> decisions) {
    List<Decision> against = decisions.stream().filter(d -> !d.allowed()).toList();
    if (allowed) {
      return against.stream().findFirst().map(d -> "expected allowed, but " + d.sentence());
    }
    if (against.isEmpty()) {
      return Optional.of("expected denied, but every rule allows it");
    }
    boolean found = against.stream().anyMatch(this::expected);
    return found
        ? Optional.empty()
        : Optional.of("expected " + expectation() + ", but " + all(against));
  }

  private boolean expected(Decision decision) {
    return rule.map(decision.rule()::equals).orElse(true)
        && values.entrySet().stream().allMatch(e -> shows(decision, e.getKey(), e.getValue()));
  }

  private static boolean shows(Decision decision, String name, String value) {
    String shown = decision.values().getOrDefault(name, "");
    return shown.equals(value) || shown.equals("\"" + value + "\"");
  }

  private String expectation() {
    return "a denial"
        + rule.map(r -> " by rule " + r).orElse("")
        + (values.isEmpty() ? "" : " with " + values);
  }

  private static String all(List<Decision> decisions) {
    return decisions.stream().map(Decision::sentence).collect(Collectors.joining("; "));
  }
}
