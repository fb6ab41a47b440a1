package dev.skerry.format.error;

/** The documented exit codes of both programs (design, section 3 "Commands"); they never change. */
public enum ExitCode {
  DONE(0),
  FAILED(1),
  USAGE(2),
  /** Refused: not trusted. */
  NOT_TRUSTED(3),
  /** Refused: rollback, expired, wrong audience, policy, unknown feature. */
  REFUSED(4),
  /** Damaged or incomplete medium. */
  DAMAGED(5),
  NO_SPACE(6),
  /** The gateway cannot be reached. */
  UNREACHABLE(7);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** The process exit status, 0 to 7. */
  public int number() {
    return number;
  }
}
