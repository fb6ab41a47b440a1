package dev.skerry.cli.console;

import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.Side;

/** Failures of the command line itself. */
public enum CliError implements ErrorCode {
  USAGE(8101, ExitCode.USAGE, "Add --help to the command to see what it takes."),
  INPUT_OUTPUT(8102, ExitCode.FAILED, "Check that the path exists, is readable and has space."),
  UNEXPECTED(8103, ExitCode.FAILED, "This is a fault of skerry: report it with the command."),
  NOT_CONFIRMED(8104, ExitCode.FAILED, "Nothing was done. Run the command again to decide anew.");

  private final Spec spec;

  CliError(int number, ExitCode exit, String next) {
    spec = new Spec(number, Side.DESK, exit, next);
  }

  @Override
  public Spec spec() {
    return spec;
  }
}
