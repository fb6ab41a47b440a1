package dev.skerry.desk.permit;

import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.Side;

/** What can go wrong while a permit is written and signed. */
public enum PermitError implements ErrorCode {
  REQUEST(3751, ExitCode.USAGE, "Correct the option that is named."),
  EXISTS(3752, ExitCode.FAILED, "Remove the file, or sign it: skerry permit sign."),
  NOT_A_PERMIT(3753, ExitCode.FAILED, "Name a file that skerry permit create wrote."),
  NOT_DEPLOY(
      3754,
      ExitCode.NOT_TRUSTED,
      "Sign with a key of a signer of role deploy; skerry root show names them.");

  private final Spec spec;

  PermitError(int number, ExitCode exit, String next) {
    spec = new Spec(number, Side.DESK, exit, next);
  }

  @Override
  public Spec spec() {
    return spec;
  }
}
