package dev.skerry.cel.trial;

import dev.skerry.cel.Decision;
import java.util.List;
import java.util.Optional;

/**
 * What became of one test.
 *
 * @param file the test file
 * @param policy the policy's name
 * @param name the test's name
 * @param failure what was expected and what came; empty when they are the same
 * @param decisions what the rules said
 */
public record TrialResult(
    String file, String policy, String name, Optional<String> failure, List<Decision> decisions) {
  /** Copies the decisions. */
  public TrialResult {
    decisions = List.copyOf(decisions);
  }

  /** Of a test that expects a denial, the first rule that could not be judged where none denied. */
  public Optional<Decision> notJudged() {
    boolean denied = decisions.stream().anyMatch(d -> d.verdict() == Decision.Verdict.DENIED);
    return passed() && !denied
        ? decisions.stream().filter(d -> !d.allowed()).findFirst()
        : Optional.empty();
  }

  /** Whether it passed. */
  public boolean passed() {
    return failure.isEmpty();
  }
}
