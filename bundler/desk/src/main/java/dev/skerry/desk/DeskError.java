package dev.skerry.desk;

import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.Side;

/** What can go wrong while a bundle is described, locked, built and checked. */
public enum DeskError implements ErrorCode {
  BUNDLE_YAML(3001, ExitCode.FAILED, "Correct the lines that are named."),
  SPELLING(3002, ExitCode.FAILED, "Correct the line that is named."),
  NOT_AVAILABLE(3003, ExitCode.FAILED, "Take the entry out, or wait for a release that has it."),
  UNREADABLE(3004, ExitCode.FAILED, "Check the path and who may read it."),
  UNWRITABLE(3005, ExitCode.FAILED, "Check the path, the space and who may write there."),
  NOT_EMPTY(3006, ExitCode.FAILED, "Name a folder that does not hold these files yet.");

  private final Spec spec;

  DeskError(int number, ExitCode exit, String next) {
    spec = new Spec(number, Side.DESK, exit, next);
  }

  @Override
  public Spec spec() {
    return spec;
  }
}
