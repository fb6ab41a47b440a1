package dev.skerry.gateway.command;

import dev.skerry.format.error.OneLine;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.Reasons;
import dev.skerry.format.error.SkerryException;
import java.util.OptionalLong;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * The service's log: warnings and worse, one line each, on stderr; no stack traces. Strangers can
 * cause lines, so texts are cut and a flood is counted instead of written.
 */
final class Logs {
  private static final Logger LOG = Logger.getLogger(Logs.class.getName());

  private Logs() {}

  static void shortLines() {
    LogManager.getLogManager().reset();
    Handler handler = new ConsoleHandler();
    handler.setFormatter(new Line());
    Logger root = Logger.getLogger("");
    root.setLevel(Level.WARNING);
    root.addHandler(handler);
    Thread.setDefaultUncaughtExceptionHandler((thread, failure) ->
        LOG.log(Level.SEVERE, failure, () -> "thread " + thread.getName() + " ended"));
  }

  /** One line for each record, with what led to it. */
  static final class Line extends Formatter {
    private static final int CAUSES = 8;
    private static final int CHARACTERS = 512;

    private final Flood flood = new Flood();

    private static String words(Throwable cause) {
      if (cause instanceof SkerryException known) {
        Problem problem = known.problem();
        return "%s (%s): %s %s; next: %s"
            .formatted(
                problem.code(),
                problem.side().word(),
                problem.item(),
                problem.reason(),
                problem.next());
      }
      return cause.getClass().getSimpleName() + ' ' + Reasons.firstLine(cause);
    }

    /** Empty where it is one of too many; what is worse than a warning is always written. */
    @Override
    public String format(LogRecord entry) {
      boolean severe = entry.getLevel().intValue() > Level.WARNING.intValue();
      OptionalLong leftOut =
          severe
              ? OptionalLong.of(0)
              : flood.admit(String.valueOf(entry.getLoggerName()), entry.getInstant());
      return leftOut.isEmpty() ? "" : line(entry, leftOut.getAsLong());
    }

    private String line(LogRecord entry, long leftOut) {
      StringBuilder line = new StringBuilder();
      line.append(entry.getInstant()).append(' ').append(entry.getLevel()).append(' ');
      if (leftOut > 0) {
        line.append('(').append(leftOut).append(" lines of this kind left out) ");
      }
      line.append(OneLine.of(formatMessage(entry), CHARACTERS));
      Throwable cause = entry.getThrown();
      for (int i = 0; cause != null && i < CAUSES; i++) {
        line.append(": ").append(OneLine.of(words(cause), 2 * CHARACTERS));
        cause = cause instanceof SkerryException ? null : cause.getCause();
      }
      return line + System.lineSeparator();
    }
  }
}
