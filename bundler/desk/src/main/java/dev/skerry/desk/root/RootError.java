package dev.skerry.desk.root;

import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.Side;

/** Ways in which a root document cannot be made or signed. */
public enum RootError implements ErrorCode {
  EXISTS(3501, ExitCode.FAILED, "Choose another folder: a root document is never replaced."),
  REQUEST(3502, ExitCode.USAGE, "Correct the options; --help lists them."),
  NOT_A_SIGNER(3503, ExitCode.FAILED, "Sign with a key that this root or the one before lists."),
  UNKNOWN_KEY(
      3504,
      ExitCode.USAGE,
      "Compare the id with what skerry key show prints of the public key: with a typo in it the"
          + " key that was meant would go on to count."),
  NOT_COMPARED(
      3505,
      ExitCode.USAGE,
      "Put the root document before it into the same folder. Only where nobody has it any more:"
          + " --not-compared."),
  NOT_A_ROOT(
      3506, ExitCode.USAGE, "Name a root document, N.root.dsse.json, or the folder of them.");

  private final Spec spec;

  RootError(int number, ExitCode exit, String next) {
    spec = new Spec(number, Side.DESK, exit, next);
  }

  @Override
  public Spec spec() {
    return spec;
  }
}
