package dev.skerry.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.error.SkerryException;
import dev.skerry.gateway.setup.GatewayError;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.IntStream;
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

  @Test
  void whatAStrangerSentIsCutAndCannotBreakTheLine() {
    String sent = "\u001b[2J\r\n2026-11-25T10:00:00Z SEVERE no" + "A".repeat(5_000_000);
    assertThat(line(new NumberFormatException(sent)))
        .startsWith("2026-11-25T10:00:00Z WARNING import: NumberFormatException ")
        .doesNotContain("\u001b")
        .hasLineCount(1)
        .hasSizeLessThan(2_000);
  }

  @Test
  void aFloodIsCountedAndSaidWithTheNextLine() {
    Logs.Line lines = new Logs.Line();
    List<String> written =
        IntStream.range(0, 1_000).mapToObj(i -> warning(lines, Level.WARNING, i * 50L)).toList();

    assertThat(written).filteredOn(line -> !line.isEmpty()).hasSize(Flood.LINES);
    assertThat(warning(lines, Level.SEVERE, 50_000)).contains("SEVERE");
    assertThat(warning(lines, Level.WARNING, 60_000)).contains("(990 lines of this kind left out)");
    assertThat(warning(lines, Level.WARNING, 60_001)).isNotEmpty().doesNotContain("left out");
  }

  private static String warning(Logs.Line lines, Level level, long millis) {
    LogRecord entry = new LogRecord(level, "again");
    entry.setLoggerName("a");
    entry.setInstant(Instant.parse("2026-11-25T10:00:00Z").plusMillis(millis));
    return lines.format(entry);
  }
}
