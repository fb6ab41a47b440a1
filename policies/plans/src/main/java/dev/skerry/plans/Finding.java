package dev.skerry.plans;

import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.Problem;

/**
 * Something that a check found.
 *
 * @param severity whether it stops the build or the admission
 * @param code what it is
 * @param where file with line and column, reference or field path; never empty
 * @param reason what was found and why it matters: one sentence
 */
public record Finding(Severity severity, ErrorCode code, String where, String reason) {
  /** How much a finding weighs. */
  public enum Severity {
    ERROR,
    WARNING
  }

  /** One that stops. */
  public static Finding error(ErrorCode code, String where, String reason) {
    return new Finding(Severity.ERROR, code, where, reason);
  }

  /** One that is shown and does not stop. */
  public static Finding warning(ErrorCode code, String where, String reason) {
    return new Finding(Severity.WARNING, code, where, reason);
  }

  /** Whether it stops. */
  public boolean stops() {
    return severity == Severity.ERROR;
  }

  /** The same as a problem with its next step. */
  public Problem problem() {
    return new Problem(
        code.code(), code.spec().side(), where, reason, code.spec().next(), code.spec().exit());
  }

  /** One line for people. */
  public String text() {
    return (stops() ? "error " : "warning ") + code.code() + ": " + where + ": " + reason;
  }
}
