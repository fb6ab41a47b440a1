package dev.skerry.desk.sign;

import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.Side;

/** Reasons not to sign a statement. */
public enum SignError implements ErrorCode {
  ISSUED_FAR_FROM_NOW(
      3701,
      ExitCode.FAILED,
      "Set the clock, build again, or confirm the time with --issued and that very time."),
  OTHER_CHANNEL(
      3702,
      ExitCode.FAILED,
      "Name the statement of an earlier bundle of the same product and channel."),
  NOT_A_RELEASE_SIGNER(
      3703,
      ExitCode.NOT_TRUSTED,
      "Sign with a key of one of them, or let the signers of role root make a new root document"
          + " that lists this one, and build again."),
  NOT_A_STATEMENT(
      3704,
      ExitCode.USAGE,
      "Name the file NAME.statement that skerry build left, or a copy of it that another signed."),
  NOT_COMPARED(
      3705,
      ExitCode.USAGE,
      "Bring the statement before it along, beside this one or with --previous FILE. Only where"
          + " nobody has it any more: --not-compared.");

  private final Spec spec;

  SignError(int number, ExitCode exit, String next) {
    spec = new Spec(number, Side.DESK, exit, next);
  }

  @Override
  public Spec spec() {
    return spec;
  }
}
