package dev.skerry.desk.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.Digest;
import dev.skerry.format.document.Content;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.Kind;
import dev.skerry.format.document.PayloadTypes;
import dev.skerry.format.document.Requires;
import dev.skerry.format.document.Signature;
import dev.skerry.format.document.Statement;
import dev.skerry.format.document.Totals;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
  private static final Instant ISSUED = Instant.parse("2026-11-22T10:00:00Z");

  @TempDir Path dir;
  private Ledger ledger;

  @BeforeEach
  void open() {
    ledger = new Ledger(dir.resolve("ledger"));
  }

  @Test
  void aLedgerThatDoesNotExistYetIsEmpty() {
    assertThat(ledger.statements("edge", "stable")).isEmpty();
    assertThat(ledger.previous("edge", "stable", 1, 1)).isEmpty();
    assertThat(ledger.sites()).isEmpty();
    assertThat(ledger.receiptSites()).isEmpty();
    assertThat(ledger.counters("edge").highest(Kind.OS, "edge-os")).isZero();
  }

  @Test
  void previousIsTheHighestBelowWhateverWasSkipped() {
    ledger.record(statement("stable", 1, 2, "a", 1));
    ledger.record(statement("stable", 2, 1, "b", 2));
    ledger.record(statement("stable", 1, 10, "c", 3));
    ledger.record(statement("beta", 1, 11, "d", 4));
    assertThat(ledger.statements("edge", "stable"))
        .extracting(e -> e.statement().name())
        .containsExactly("edge-stable-2", "edge-stable-10", "edge-stable-e2-1");
    assertThat(sequenceBefore(1, 10)).contains(2L);
    assertThat(sequenceBefore(1, 12)).contains(10L);
    assertThat(sequenceBefore(2, 1)).contains(10L);
    assertThat(sequenceBefore(1, 2)).isEmpty();
  }

  @Test
  void countersSurviveAcrossChannelsAndGoingBack() {
    ledger.record(statement("stable", 1, 1, "a", 1));
    ledger.record(statement("beta", 1, 1, "b", 2));
    Counters counters = ledger.counters("edge");
    assertThat(counters.of(Kind.OS, "edge-os", digest("a"))).hasValue(1);
    assertThat(counters.of(Kind.OS, "edge-os", digest("b"))).hasValue(2);
    assertThat(counters.of(Kind.OS, "other", digest("b"))).isEmpty();
    assertThat(counters.of(Kind.PLAN, "edge-os", digest("b"))).isEmpty();
    assertThat(counters.highest(Kind.OS, "edge-os")).isEqualTo(2);
  }

  @Test
  void theSameStatementGainsSignaturesAndARebuiltOneStandsBeside() {
    Envelope first = statement("stable", 1, 1, "a", 1);
    ledger.record(first.with(signature("1")));
    ledger.record(first.with(signature("2")));
    assertThat(ledger.statements("edge", "stable")).hasSize(1);
    assertThat(ledger.at("edge", "stable", 1, 1).getFirst().envelope().signatures()).hasSize(2);
    ledger.record(statement("stable", 1, 1, "b", 2));
    assertThat(ledger.at("edge", "stable", 1, 1)).hasSize(2);
  }

  @Test
  void aFileUnderAnotherNameIsRefused() throws Exception {
    ledger.record(statement("stable", 1, 1, "a", 1));
    Path channel = dir.resolve("ledger/statements/edge/stable");
    try (var files = Files.list(channel)) {
      Files.move(files.findFirst().orElseThrow(), channel.resolve("e1-000009-x.dsse.json"));
    }
    assertThatThrownBy(() -> ledger.statements("edge", "stable"))
        .hasMessageContaining("SKY-3402")
        .hasMessageContaining("edge-stable-1");
  }

  @Test
  void theLocalNoteIsFoundBesideTheStatement() {
    Envelope envelope = statement("stable", 1, 1, "a", 1);
    Statement statement = Statement.of(envelope);
    Path file = dir.resolve("out/edge-stable-1.statement");
    assertThat(LocalNote.beside(file, statement)).isEmpty();
    LocalNote note = new LocalNote(dir.resolve("ledger"), dir.resolve("content"));
    note.leave(file, statement);
    assertThat(LocalNote.beside(file, statement)).contains(note);
  }

  private Optional<Long> sequenceBefore(long epoch, long sequence) {
    return ledger
        .previous("edge", "stable", epoch, sequence)
        .map(entry -> entry.statement().sequence());
  }

  private static Signature signature(String digit) {
    return new Signature(digit.repeat(64), new byte[] {1});
  }

  private static Envelope statement(
      String channel, long epoch, long sequence, String os, long counter) {
    Content content =
        new Content(
            Kind.OS,
            Optional.of("edge-os"),
            "skerry/os/edge-os:" + os,
            digest(os),
            "application/vnd.oci.image.manifest.v1+json",
            List.of(),
            OptionalLong.of(counter),
            false);
    Statement statement =
        new Statement(
            digest("sums"),
            "edge",
            channel,
            epoch,
            sequence,
            ISSUED,
            ISSUED.plusSeconds(3600),
            Optional.empty(),
            new Totals(4, 2, 100),
            new Requires(List.of(), List.of()),
            List.of(),
            List.of(content),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    return Envelope.unsigned(PayloadTypes.IN_TOTO, statement.payload());
  }

  private static Digest digest(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
