package dev.skerry.cel.engine;

import dev.skerry.cel.Decision;
import dev.skerry.cel.Gate;
import dev.skerry.cel.PolicyError;
import dev.skerry.cel.file.Policy;
import dev.skerry.format.error.SkerryException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Policies that were compiled, ready to be asked at one gate. */
public final class PolicySet {
  private final List<One> policies;

  private record One(Policy policy, List<CompiledRule> rules) {}

  private PolicySet(List<One> policies) {
    this.policies = policies;
  }

  /**
   * Compiles policies.
   *
   * @param gate where they will be asked
   * @throws SkerryException {@link PolicyError#EXPRESSION}; {@link PolicyError#WRONG_GATE} for one
   *     that is not asked there, {@link PolicyError#TWICE} for two of one name
   */
  public static PolicySet of(List<Policy> policies, Gate gate) {
    Set<String> names = new HashSet<>();
    List<One> compiled = new ArrayList<>();
    for (Policy policy : policies) {
      if (!policy.gates().contains(gate)) {
        throw new SkerryException(
            PolicyError.WRONG_GATE,
            policy.file(),
            "is not asked when a bundle is to " + gate.word());
      }
      if (!names.add(policy.name())) {
        throw new SkerryException(
            PolicyError.TWICE, policy.file(), "has the name of another policy: " + policy.name());
      }
      Language language = new Language(policy.settings().type());
      compiled.add(
          new One(
              policy,
              policy.rules().stream().map(r -> new CompiledRule(policy, r, language)).toList()));
    }
    return new PolicySet(List.copyOf(compiled));
  }

  /**
   * Asks every rule of every policy, in order, two seconds long. What they have no time for counts
   * as denied, with {@link PolicyError#NO_TIME}.
   *
   * @param facts as {@link dev.skerry.cel.facts.Vocabulary#FACTS} says
   */
  public List<Decision> ask(Map<String, Object> facts) {
    return ask(facts, Budget.start());
  }

  List<Decision> ask(Map<String, Object> facts, Budget budget) {
    List<Decision> decisions = new ArrayList<>();
    for (One one : policies) {
      Map<String, Object> variables = new HashMap<>(facts);
      variables.put("settings", one.policy().settings().values());
      one.rules().forEach(rule -> decisions.addAll(rule.ask(variables, budget)));
    }
    return List.copyOf(decisions);
  }
}
