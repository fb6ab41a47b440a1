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
      3606, "Sign exactly the bytes that --pae wrote for this file, with the key that is named."),
  TOKEN_URI(3607, "Write pkcs11:slot-id=N;object=LABEL?module-path=LIBRARY."),
  TOKEN(3608, "Look whether the token is there: pkcs11-tool --module LIBRARY --list-slots."),
  PIN(3609, "Type the PIN again; a token locks itself after a few wrong ones."),
  TOKEN_OBJECT(
      3610, "Put a certificate beside the key, with its label and id; or use --add-signature.");

  private final Spec spec;

  KeyError(int number, String next) {
    spec = new Spec(number, Side.DESK, ExitCode.FAILED, next);
  }

  @Override
  public Spec spec() {
    return spec;
  }
}
