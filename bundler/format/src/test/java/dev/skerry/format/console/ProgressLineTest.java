package dev.skerry.format.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private final StringWriter said = new StringWriter();
  private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - 5);

  @Test
  void workOfLessThanASecondSaysNothing() {
    try (ProgressLine line = begin(false, "write")) {
      line.total(100);
      pass(900);
      line.advance(100);
    }
    assertThat(said.toString()).isEmpty();
  }

  @Test
  void withoutATerminalAPlainLineComesEveryFewSeconds() {
    try (ProgressLine line = begin(false, "write")) {
      line.total(40_000_000);
      for (int i = 0; i < 8; i++) {
        pass(1000);
        line.item("volume 001");
        line.advance(4_000_000);
      }
    }
    assertThat(said.toString().lines())
        .containsExactly(
            "write 4.0 MB of 40.0 MB, 10 %, 4.0 MB/s, 9.0 s left  volume 001",
            "write 24.0 MB of 40.0 MB, 60 %, 4.0 MB/s, 4.0 s left  volume 001");
  }

  @Test
  void oneBundleAfterAnotherIsMoreOfTheWholeAmount() {
    try (ProgressLine line = begin(false, "audit")) {
      for (int bundle = 1; bundle <= 3; bundle++) {
        line.more(1_200);
        pass(6000);
        line.advance(1_200);
      }
    }
    assertThat(said.toString().lines())
        .containsExactly(
            "audit 1.2 kB of 1.2 kB, 100 %, 200 bytes/s",
            "audit 2.4 kB of 2.4 kB, 100 %, 200 bytes/s",
            "audit 3.6 kB of 3.6 kB, 100 %, 200 bytes/s");
  }

  @Test
  void onATerminalOneLineIsRedrawnAndTakenAway() {
    try (ProgressLine line = begin(true, "read")) {
      pass(2000);
      line.advance(5);
      pass(300);
      line.advance(5);
    }
    assertThat(said.toString()).startsWith("\rread 5 bytes").contains("\rread 10 bytes");
    assertThat(said.toString()).endsWith(" \r").doesNotContain("\n");
  }

  @Test
  void aStickThatDoesNotAnswerIsSaidOnceForEachStepAndForgottenWhenItDoes() {
    try (ProgressLine line = begin(false, "import")) {
      line.total(40_000_000);
      pass(1000);
      line.advance(4_000_000);
      pass(5000);
      line.waits(Duration.ofSeconds(5));
      pass(5000);
      line.advance(0);
      line.waits(Duration.ofSeconds(5));
      line.waits(Duration.ofSeconds(10));
      line.waits(Duration.ZERO);
      pass(5000);
      line.advance(4_000_000);
    }
    assertThat(said.toString().lines())
        .containsExactly(
            "import 4.0 MB of 40.0 MB, 10 %, 4.0 MB/s, 9.0 s left",
            "import 4.0 MB of 40.0 MB, 10 %, no answer from the stick for 5 s",
            "import 4.0 MB of 40.0 MB, 10 %, no answer from the stick for 10 s",
            "import 8.0 MB of 40.0 MB, 20 %, 500 kB/s, 1:04 min left");
  }

  @Test
  void amountsAreWrittenForPeople() {
    assertThat(Amounts.bytes(999)).isEqualTo("999 bytes");
    assertThat(Amounts.bytes(4_294_901_760L)).isEqualTo("4.3 GB");
    assertThat(Amounts.bytes(123_456_789)).isEqualTo("123 MB");
    assertThat(Amounts.time(Duration.ofSeconds(64))).isEqualTo("1:04 min");
    assertThat(Amounts.time(Duration.ofMinutes(64))).isEqualTo("1:04 h");
  }

  private ProgressLine begin(boolean terminal, String verb) {
    return new ProgressLine(new PrintWriter(said, true), terminal, verb, time::get);
  }

  private void pass(long millis) {
    time.addAndGet(Duration.ofMillis(millis).toNanos());
  }
}
