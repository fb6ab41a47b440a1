package dev.skerry.desk.ledger;

import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.Side;

/** Ways in which the ledger is not what it must be. */
public enum LedgerError implements ErrorCode {
  UNREADABLE(3401, "Restore the ledger from git."),
  MISPLACED(3402, "Restore the ledger from git: its files are not renamed or edited by hand."),
  TOO_MANY(3403, "Move the oldest statements of the channel to another folder."),
  LOCAL_FILE(3404, "Run skerry build again, or name --ledger and --content.");

  private final Spec spec;

  LedgerError(int number, String next) {
    spec = new Spec(number, Side.DESK, ExitCode.FAILED, next);
  }

  @Override
  public Spec spec() {
    return spec;
  }
}
