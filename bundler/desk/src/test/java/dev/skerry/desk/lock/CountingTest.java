package dev.skerry.desk.lock;

import static dev.skerry.desk.lock.LockFileTest.digest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.desk.ledger.Counters;
import dev.skerry.desk.ledger.Ledger;
import dev.skerry.format.MediaTypes;
import dev.skerry.format.document.Content;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.Kind;
import dev.skerry.format.document.PayloadTypes;
import dev.skerry.format.document.Requires;
import dev.skerry.format.document.Statement;
import dev.skerry.format.document.Totals;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountingTest {
  @TempDir Path dir;

  private Counters ledger(long... counters) {
    Ledger ledger = new Ledger(dir);
    for (int i = 0; i < counters.length; i++) {
      Content content =
          new Content(
              Kind.OS,
              Optional.of("edge-os"),
              "registry.example.com/edge-os:" + i,
              digest("os" + counters[i]),
              MediaTypes.OCI_MANIFEST,
              List.of(),
              OptionalLong.of(counters[i]),
              false);
      Instant issued = Instant.parse("2026-11-24T10:00:00Z");
      Statement statement =
          new Statement(
              digest("sums"),
              "edge",
              "stable",
              1,
              i + 1,
              issued,
              issued.plusSeconds(60),
              Optional.empty(),
              new Totals(4, 2, 1),
              Requires.NOTHING,
              List.of(),
              List.of(content),
              List.of(),
              List.of(),
              List.of(),
              List.of());
      ledger.record(Envelope.unsigned(PayloadTypes.IN_TOTO, statement.payload()));
    }
    return ledger.counters("edge");
  }

  @Test
  void newDigestsCountUpFromTheHighestEver() {
    Counting counting = new Counting(ledger(1, 2, 1));
    assertThat(counting.counter(Kind.OS, "edge-os", digest("new"))).isEqualTo(3);
    assertThat(counting.counter(Kind.OS, "edge-os", digest("newer"))).isEqualTo(4);
    assertThat(counting.counter(Kind.OS, "edge-os", digest("new"))).isEqualTo(3);
  }

  @Test
  void anOldDigestKeepsItsCounterSoThatGoingBackShows() {
    Counting counting = new Counting(ledger(1, 2));
    assertThat(counting.counter(Kind.OS, "edge-os", digest("os1"))).isEqualTo(1);
    assertThat(counting.counter(Kind.OS, "edge-os", digest("new"))).isEqualTo(3);
  }

  @Test
  void kindsAndNamesCountForThemselves() {
    Counting counting = new Counting(ledger(5));
    assertThat(counting.counter(Kind.OS, "other", digest("os5"))).isEqualTo(1);
    assertThat(counting.counter(Kind.PLAN, "edge-os", digest("os5"))).isEqualTo(1);
  }
}
