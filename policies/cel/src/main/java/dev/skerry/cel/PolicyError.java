package dev.skerry.cel;

import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.Side;

/** What can be wrong with a policy, and what a policy refuses. */
public enum PolicyError implements ErrorCode {
  POLICY_FILE(
      9501,
      ExitCode.FAILED,
      Side.DESK,
      "Correct the policy file at the line that is named. Where an expression begins with ! or a"
          + " quote, or has a colon and a blank in it, write a bar after require: and the"
          + " expression on the lines below."),
  EXPRESSION(9502, ExitCode.FAILED, Side.DESK, "Correct the expression where the caret points."),
  TEST_FILE(9503, ExitCode.FAILED, Side.DESK, "Correct the test file at the line that is named."),
  WRONG_GATE(
      9504, ExitCode.FAILED, Side.DESK, "Name a policy that is asked here, or widen its at: list."),
  TWICE(9505, ExitCode.FAILED, Side.DESK, "Give each policy a name of its own."),
  NO_TESTS(9506, ExitCode.FAILED, Side.DESK, "Name a folder that has files NAME.test.yaml."),
  MAY_NOT_LEAVE(
      9510,
      ExitCode.REFUSED,
      Side.DESK,
      "Change what the rule names, or the policy, then build again."),
  MAY_NOT_ENTER(
      9511,
      ExitCode.REFUSED,
      Side.GATEWAY,
      "Bring a bundle that this site's policy allows, or ask who looks after the policy."),
  NOT_JUDGED(
      9512,
      ExitCode.REFUSED,
      Side.DESK,
      "Call whoever looks after the policy that is named: until it is corrected, no bundle"
          + " passes."),
  NO_TIME(
      9513,
      ExitCode.REFUSED,
      Side.DESK,
      "Try again when the machine has less to do; else take out of the policies what takes long:"
          + " skerry policy explain names the first rule that has no time.");

  private final Spec spec;

  PolicyError(int number, ExitCode exit, Side side, String next) {
    spec = new Spec(number, side, exit, next);
  }

  @Override
  public Spec spec() {
    return spec;
  }
}
