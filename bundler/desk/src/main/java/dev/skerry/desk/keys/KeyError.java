package dev.skerry.desk.keys;

import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.Side;

/** Ways in which a key file cannot be made or used. */
public enum KeyError implements ErrorCode {
  EXISTS(3601, "Choose another name or folder: a key file is never replaced."),
  TOO_OPEN(3602, "Run chmod 600 on it, and ask who may have read it."),
  UNWRITABLE(3603, "Check the path and who may write there."),
  NAME(3604, "Use letters, digits and . _ @ - , at most 64."),
  PUBLIC(3605, "Name the private key, NAME.key.pem."),
  SIGNATURE(
      3606, "Sign exactly the bytes that --pae wrote for this file, with the key that is named.");

  private final Spec spec;

  KeyError(int number, String next) {
    spec = new Spec(number, Side.DESK, ExitCode.FAILED, next);
  }

  @Override
  public Spec spec() {
    return spec;
  }
}
