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

  /** Whether it passed. */
  public boolean passed() {
    return failure.isEmpty();
  }
}
