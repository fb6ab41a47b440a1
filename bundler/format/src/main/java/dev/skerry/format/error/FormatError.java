package dev.skerry.format.error;

/** Failures of spelling and of the medium: what is read is not what format v1 describes. */
public enum FormatError implements ErrorCode {
  JSON_SPELLING(
      1001,
      Side.STICK,
      ExitCode.NOT_TRUSTED,
      "Copy the bundle again; if it stays so, ask the release desk."),
  DIGEST_SPELLING(1002, Side.DESK, ExitCode.FAILED, "Write sha256: and 64 lower-case hex digits."),
  REFERENCE_SPELLING(1003, Side.DESK, ExitCode.FAILED, "Write the reference in full."),
  PLATFORM_SPELLING(1004, Side.DESK, ExitCode.FAILED, "Write os/architecture[/variant].");

  private final Spec spec;

  FormatError(int number, Side side, ExitCode exit, String next) {
    spec = new Spec(number, side, exit, next);
  }

  @Override
  public Spec spec() {
    return spec;
  }
}
