package dev.skerry.desk.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.skerry.desk.difference.Item;
import dev.skerry.desk.difference.Item.Change;
import dev.skerry.desk.ledger.Entry;
import dev.skerry.format.Digest;
import dev.skerry.format.Platform;
import dev.skerry.format.document.AudienceEntry;
import dev.skerry.format.document.Content;
import dev.skerry.format.document.Downgrade;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.Evidence;
import dev.skerry.format.document.PayloadTypes;
import dev.skerry.format.document.Requires;
import dev.skerry.format.document.Statement;
import dev.skerry.format.testing.TestBundle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DifferenceTest {
  private static final Statement BEFORE = TestBundle.sample(7).statement();
  private static final Digest OTHER = Digest.of(new byte[] {1});
  private static final String APP = "image docker.io/library/app:v7";

  /** The next bundle of the channel with the same content. */
  private static Statement next(
      List<Content> content,
      Duration valid,
      Requires requires,
      List<AudienceEntry> audience,
      List<String> assumes,
      List<Downgrade> downgrade,
      List<Evidence> evidence) {
    return new Statement(
        BEFORE.sums(),
        BEFORE.product(),
        BEFORE.channel(),
        BEFORE.epoch(),
        BEFORE.sequence() + 1,
        BEFORE.issued().plusSeconds(86_400),
        BEFORE.issued().plusSeconds(86_400).plus(valid),
        BEFORE.previous(),
        BEFORE.totals(),
        requires,
        audience,
        content,
        BEFORE.plans(),
        assumes,
        downgrade,
        evidence);
  }

  private static Duration valid() {
    return Duration.between(BEFORE.issued(), BEFORE.expires());
  }

  /** Everything but the digests is another. */
  private static Statement everythingElse() {
    List<Content> content = new ArrayList<>(BEFORE.content());
    Content app = content.getFirst();
    content.set(
        0,
        new Content(
            app.kind(),
            app.name(),
            app.reference(),
            app.digest(),
            app.mediaType(),
            Stream.of("linux/amd64", "linux/arm64").map(Platform::parse).toList(),
            app.counter(),
            !app.foreignSkip()));
    return next(
        content,
        Duration.ofDays(30),
        new Requires(List.of("thin"), List.of(OTHER)),
        List.of(new AudienceEntry(Optional.of("north-1"), Optional.empty(), Optional.empty())),
        List.of("quay.io/library/base:v1"),
        List.of(new Downgrade("plan", "os-upgrade", 1, "it failed")),
        List.of(new Evidence(OTHER, "application/spdx+json", app.digest())));
  }

  @Test
  void everythingThatASignerAnswersForIsCompared() {
    assertThat(Difference.items(Optional.of(BEFORE), everythingElse()))
        .extracting(Item::change, Item::title)
        .containsExactly(
            tuple(Change.CHANGED, "platforms " + APP),
            tuple(Change.ADDED, "foreign layers " + APP),
            tuple(Change.CHANGED, "audience"),
            tuple(Change.CHANGED, "validity"),
            tuple(Change.ADDED, "feature thin"),
            tuple(Change.ADDED, "base " + OTHER),
            tuple(Change.ADDED, "assumes quay.io/library/base:v1"),
            tuple(Change.ADDED, "downgrade plan os-upgrade"),
            tuple(
                Change.ADDED,
                "evidence application/spdx+json about " + BEFORE.content().getFirst().digest()));
    assertThat(Difference.items(Optional.of(everythingElse()), BEFORE))
        .hasSize(9)
        .filteredOn(item -> item.change() == Change.REMOVED)
        .hasSize(6);
  }

  @Test
  void numberAndTimesAloneAreNoDifference() {
    Statement same =
        next(
            BEFORE.content(),
            valid(),
            Requires.NOTHING,
            List.of(),
            List.of(),
            List.of(),
            List.of());
    assertThat(Difference.items(Optional.of(BEFORE), same)).isEmpty();
  }

  @Test
  void theWordsOfAChangeAreBeforeAndAfter() {
    assertThat(Difference.items(Optional.of(BEFORE), everythingElse()))
        .extracting(Item::before, Item::after)
        .contains(
            tuple(Optional.of("linux/amd64"), Optional.of("linux/amd64, linux/arm64")),
            tuple(Optional.of("every site of the product"), Optional.of("site north-1")),
            tuple(Optional.empty(), Optional.of("to counter 1: it failed")))
        .anySatisfy(words -> assertThat(words).isEqualTo(tuple(days(), Optional.of("30 days"))));
  }

  private static Optional<String> days() {
    return Optional.of(valid().toDays() + " days");
  }

  @Test
  void aSignerReadsThemAll() {
    Statement now = everythingElse();
    Envelope envelope = Envelope.unsigned(PayloadTypes.IN_TOTO, now.payload());
    StatementFile file = new StatementFile(Path.of("next.statement"), envelope, now);
    Entry previous = new Entry(Envelope.unsigned(PayloadTypes.IN_TOTO, BEFORE.payload()), BEFORE);
    assertThat(StatementWords.of(file, Difference.of(Optional.of(previous), now)))
        .contains(
            "  ~ platforms " + APP + "  linux/amd64 -> linux/amd64, linux/arm64",
            "  + foreign layers " + APP + "  may be absent",
            "  + feature thin  required",
            "  audience  site north-1  (was every site of the product)",
            "  assumes   quay.io/library/base:v1  (was nothing)",
            "  downgrade plan os-upgrade to counter 1: it failed")
        .anyMatch(line -> line.startsWith("  + evidence application/spdx+json about "))
        .anyMatch(line -> line.startsWith("  expires ") && line.contains("(was "));
  }
}
