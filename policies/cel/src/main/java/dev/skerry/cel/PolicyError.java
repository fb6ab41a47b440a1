package dev.skerry.cel;

import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.Side;

/** What can be wrong with a policy, and what a policy refuses. */
public enum PolicyError implements ErrorCode {
  POLICY_FILE(9501, Side.DESK, "Correct the policy file at the line that is named."),
  EXPRESSION(9502, Side.DESK, "Correct the expression where the caret points."),
  TEST_FILE(9503, Side.DESK, "Correct the test file at the line that is named."),
  WRONG_GATE(9504, Side.DESK, "Name a policy that is asked here, or widen its at: list."),
  TWICE(9505, Side.DESK, "Give each policy a name of its own."),
  MAY_NOT_LEAVE(9510, Side.DESK, "Change what the rule names, or the policy, then build again."),
  MAY_NOT_ENTER(
      9511,
      Side.GATEWAY,
      "Bring a bundle that this site's policy allows, or ask who looks after the policy."),
  NOT_JUDGED(
      9512, Side.DESK, "Correct the policy: a rule that cannot be judged refuses every bundle.");

  private final Spec spec;

  PolicyError(int number, Side side, String next) {
    spec = new Spec(number, side, ExitCode.REFUSED, next);
  }

  @Override
  public Spec spec() {
    return spec;
  }
}
