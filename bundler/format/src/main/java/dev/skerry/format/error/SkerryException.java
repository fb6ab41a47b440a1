package dev.skerry.format.error;

/** Carries a {@link Problem} from where it was found to the one place that shows it. */
public final class SkerryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /** With the next step that the code names. */
  public SkerryException(ErrorCode code, String item, String reason) {
    this(
        new Problem(
            code.code(), code.spec().side(), item, reason, code.spec().next(), code.spec().exit()));
  }

  /** With the failure that led to it; the cause is for logs, never for the screen. */
  public SkerryException(ErrorCode code, String item, String reason, Throwable cause) {
    this(code, item, reason);
    initCause(cause);
  }

  /** For a problem that was built elsewhere, for instance one that the admin API returned. */
  public SkerryException(Problem problem) {
    super(problem.code() + " " + problem.item() + ": " + problem.reason());
    this.problem = problem;
  }

  /** What to show. */
  public Problem problem() {
    return problem;
  }
}
