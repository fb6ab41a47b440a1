package dev.skerry.format.error;

import java.util.Objects;

/**
 * A failure as people and programs see it.
 *
 * @param code stable code, {@code SKY-} and four digits
 * @param side the side that failed
 * @param item what it happened to: a file, member, reference, key; never empty
 * @param reason what was found and what was expected: one sentence
 * @param next the next step for a human: one sentence
 * @param exit the exit code that belongs to it
 */
public record Problem(
    String code, Side side, String item, String reason, String next, ExitCode exit) {

  /** Refuses empty texts: a message without an item or a reason helps nobody. */
  public Problem {
    Objects.requireNonNull(side);
    Objects.requireNonNull(exit);
    if (!code.matches("SKY-[0-9]{4}") || item.isEmpty() || reason.isEmpty() || next.isEmpty()) {
      throw new IllegalArgumentException("incomplete problem " + code + " for " + item);
    }
  }

  /**
   * The three lines that a terminal shows. Names from a stick stand in item and reason: they end no
   * line and move no cursor. Only a desk lists its own faults one a line.
   */
  public String text() {
    String shown = side == Side.DESK ? OneLine.each(reason) : OneLine.of(reason);
    return "error %s (%s): %s%n  %s%n  next: %s"
        .formatted(code, side.word(), OneLine.of(item), shown, next);
  }

  /** The same in one line, for the log of a service. */
  public String line() {
    return "%s (%s): %s %s; next: %s"
        .formatted(code, side.word(), OneLine.of(item), OneLine.of(reason), next);
  }
}
