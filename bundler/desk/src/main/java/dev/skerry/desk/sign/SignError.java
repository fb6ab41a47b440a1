package dev.skerry.desk.sign;

import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.Side;

/** Reasons not to sign a statement. */
public enum SignError implements ErrorCode {
  ISSUED_FAR_FROM_NOW(
      3101, "Set the clock, build again, or confirm the time with --issued and that very time."),
  OTHER_CHANNEL(3102, "Name the statement of an earlier bundle of the same product and channel.");

  private final Spec spec;

  SignError(int number, String next) {
    spec = new Spec(number, Side.DESK, ExitCode.FAILED, next);
  }

  @Override
  public Spec spec() {
    return spec;
  }
}
