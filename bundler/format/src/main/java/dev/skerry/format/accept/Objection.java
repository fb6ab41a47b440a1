package dev.skerry.format.accept;

import dev.skerry.format.error.Problem;
import java.util.Optional;

/**
 * Something that speaks against a bundle.
 *
 * @param policy the policy that says so, which a permit can name; empty for a rule that nothing
 *     lifts
 */
public record Objection(Optional<String> policy, Problem problem) {
  /** One that no permit lifts. */
  public static Objection of(Problem problem) {
    return new Objection(Optional.empty(), problem);
  }
}
