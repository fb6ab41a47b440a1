package dev.skerry.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.error.SkerryException;
import dev.skerry.gateway.setup.GatewayError;
import java.io.IOException;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LogsTest {
  private static String line(Throwable failure) {
    LogRecord entry = new LogRecord(Level.WARNING, "import");
    entry.setInstant(Instant.parse("2026-11-25T10:00:00Z"));
    entry.setThrown(failure);
    return new Logs.Line().format(entry);
  }

  @Test
  void aKnownFailureIsOneLineWithItsNextStep() {
    SkerryException failure =
        new SkerryException(
            GatewayError.REQUEST, "body", "is no JSON", new IOException("a\n\tat b.c(D.java:1)"));
    assertThat(line(failure))
        .startsWith("2026-11-25T10:00:00Z WARNING import: SKY-")
        .contains("body is no JSON; next: ")
        .doesNotContain("SkerryException", "IOException", "D.java")
        .endsWith(System.lineSeparator())
        .hasLineCount(1);
  }

  @Test
  void anUnforeseenFailureIsOneLineWithItsCause() {
    assertThat(line(new IllegalStateException("broken", new IOException("disk\nat x"))))
        .contains("import: IllegalStateException broken: IOException disk")
        .hasLineCount(1);
  }
}
