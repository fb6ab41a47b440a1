package dev.skerry.gateway.command;

import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** The service's log: warnings and worse, one line each, on stderr; no stack traces. */
final class Logs {
  private Logs() {}

  static void shortLines() {
    LogManager.getLogManager().reset();
    Handler handler = new ConsoleHandler();
    handler.setFormatter(new Line());
    Logger root = Logger.getLogger("");
    root.setLevel(Level.WARNING);
    root.addHandler(handler);
  }

  private static final class Line extends Formatter {
    private static final int CAUSES = 8;

    @Override
    public String format(LogRecord entry) {
      StringBuilder line = new StringBuilder();
      line.append(entry.getInstant()).append(' ').append(entry.getLevel()).append(' ');
      line.append(formatMessage(entry));
      Throwable cause = entry.getThrown();
      for (int i = 0; cause != null && i < CAUSES; i++) {
        line.append(": ").append(cause.getClass().getSimpleName());
        line.append(' ').append(cause.getMessage());
        cause = cause.getCause();
      }
      return line.toString().replace('\n', ' ').replace('\r', ' ') + System.lineSeparator();
    }
  }
}
