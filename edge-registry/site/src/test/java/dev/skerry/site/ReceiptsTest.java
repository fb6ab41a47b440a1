package dev.skerry.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.log.Checkpoint;
import dev.skerry.format.testing.TestBundle;
import dev.skerry.format.testing.TestKeys;
import dev.skerry.store.EmbeddedStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ReceiptsTest extends SiteTest {
  private Receipts receipts() {
    return new Receipts(store, disk, TestKeys.key("gateway"), CLOCK);
  }

  private Receipts.Issued issue(Outcome outcome, List<Receipt.PlanState> plans) {
    return receipts().issue(outcome.receipt().orElseThrow(), plans, Optional.empty());
  }

  @Test
  void aReceiptIsKeptAndWrittenToTheStickSignedByTheGateway() {
    TestBundle bundle = TestBundle.sample(1);
    bundle.write(stick);
    ReceiptSubject subject = importStick().decisive().receipt().orElseThrow();
    List<Receipt.PlanState> plans =
        subject.plans().stream()
            .map(plan -> new Receipt.PlanState(plan.name(), plan.digest(), "handed-over"))
            .toList();
    Receipts.Issued issued = receipts().issue(subject, plans, Optional.empty());
    Path onStick = stick.resolve("skerry-receipts/north-1-000001.dsse.json");
    assertThat(issued.onMedium()).contains(onStick);
    assertThat(onStick).hasBinaryContent(receipts().read(1));
    Envelope envelope = Envelope.parse(receipts().read(1), "receipt");
    var signature = envelope.signatures().getFirst();
    assertThat(TestKeys.key("gateway").publicKey().verifies(envelope.pae(), signature.sig()))
        .isTrue();
    Receipt receipt = Receipt.of(envelope);
    assertThat(receipt.decision()).isEqualTo(Receipt.ADMITTED);
    assertThat(receipt.before()).isEmpty();
    assertThat(receipt.after()).contains(new Receipt.Position(1, 1));
    assertThat(receipt.signers()).containsExactly("alice", "bob");
    assertThat(receipt.plans()).isEqualTo(plans);
    assertThat(
            Checkpoint.verified(
                receipt.checkpoint().orElseThrow(), TestKeys.key("gateway").publicKey()))
        .hasValueSatisfying(signed -> {
          assertThat(signed.origin()).isEqualTo("site/north-1/audit");
          assertThat(signed.root()).isEqualTo(store.log().root(signed.size()));
        });
    assertThat(receipt.statement()).isEqualTo(bundle.envelope().payloadDigest());
  }

  @Test
  void refusalsAreNumberedOn() {
    TestBundle.sample(2).write(stick);
    assertThat(issue(importStick().decisive(), List.of()).number()).isEqualTo(1);
    Path old = TestBundle.sample(1).write(folder);
    Receipts.Issued second = issue(importFrom(old).decisive(), List.of());
    assertThat(second.number()).isEqualTo(2);
    Receipt receipt = Receipt.of(Envelope.parse(receipts().read(2), "receipt"));
    assertThat(receipt.decision()).isEqualTo(Receipt.REFUSED);
    assertThat(receipt.code()).contains("SKY-1128");
    assertThat(receipt.after()).contains(new Receipt.Position(1, 2));
  }

  /** A gateway whose data folder was restored gives a number again, and brings the stick back. */
  @Test
  void aReceiptNeverTakesThePlaceOfAnotherOneOnTheStick() throws IOException {
    TestBundle.sample(1).write(stick);
    ReceiptSubject subject = importStick().decisive().receipt().orElseThrow();
    Path first = receipts().issue(subject, List.of(), Optional.empty()).onMedium().orElseThrow();
    byte[] bytes = Files.readAllBytes(first);
    Path restored = folder.resolve("restored");
    try (EmbeddedStore before = EmbeddedStore.open(restored, disk, CLOCK)) {
      initialise(before);
      new Journal(before.log()).append("test", "one", Map.of());
      Receipts again = new Receipts(before, disk, TestKeys.key("gateway"), CLOCK);
      var issued = again.issue(subject.with("SKY-6009"), List.of(), Optional.empty());
      assertThat(issued.number()).isEqualTo(1);
      Path second = issued.onMedium().orElseThrow();
      assertThat(second.getFileName().toString())
          .matches("north-1-000001_[0-9a-f]{12}\\.dsse\\.json")
          .isGreaterThan(first.getFileName().toString());
      assertThat(second).hasBinaryContent(again.read(1));
    }
    assertThat(first).hasBinaryContent(bytes);
  }

  @Test
  void aStickWhoseReceiptFolderIsALinkIsNotWrittenTo() throws IOException {
    TestBundle.sample(1).write(stick);
    Path victim = Files.createDirectory(folder.resolve("victim"));
    Files.createSymbolicLink(stick.resolve("skerry-receipts"), victim);
    Receipts.Issued issued = issue(importStick().decisive(), List.of());
    assertThat(issued.onMedium()).isEmpty();
    assertThat(issued.notOnMedium()).isPresent();
    assertThat(victim).isEmptyDirectory();
  }

  @Test
  void aLinkInPlaceOfTheUnfinishedFileIsNotWrittenThrough() throws IOException {
    TestBundle.sample(1).write(stick);
    Path victim = Files.writeString(folder.resolve("victim"), "as it was");
    Files.createDirectory(stick.resolve("skerry-receipts"));
    Files.createSymbolicLink(stick.resolve("skerry-receipts/.unfinished"), victim);
    issue(importStick().decisive(), List.of());
    assertThat(victim).hasContent("as it was");
  }

  @Test
  void aLogThatWasRewrittenWithItsWholeTreeIsNotSigned() {
    Checkpoints checkpoints =
        new Checkpoints(store.log(), KeptReceipts.of(store), TestKeys.key("gateway"));
    new Journal(store.log()).append("test", "one", Map.of());
    new Journal(store.log()).append("test", "two", Map.of());
    var signed = checkpoints.sign("north-1");
    assertThat(checkpoints.sign("north-1")).isEqualTo(signed);
    Path other = folder.resolve("other");
    try (EmbeddedStore forged = EmbeddedStore.open(other, disk, CLOCK)) {
      initialise(forged);
      new Journal(forged.log()).append("test", "another", Map.of());
      new Journal(forged.log()).append("test", "two", Map.of());
      forged.log().keep(signed);
      Checkpoints next =
          new Checkpoints(forged.log(), KeptReceipts.of(forged), TestKeys.key("gateway"));
      assertThatThrownBy(() -> next.sign("north-1")).hasMessageContaining("does not begin with");
    }
  }

  @Test
  void aLogWithAnEditedEntryIsNotVouchedForAndTheDeskIsTold() throws Exception {
    TestBundle.sample(1).write(stick);
    Outcome outcome = importStick().decisive();
    try (Connection database =
            DriverManager.getConnection("jdbc:sqlite:" + store.data().resolve("catalog.db"));
        Statement edit = database.createStatement()) {
      edit.execute("DROP TRIGGER audit_stays");
      edit.execute("UPDATE audit SET object = 'other' WHERE number = 1");
    }
    Receipts.Issued issued = issue(outcome, List.of());
    assertThat(issued.warnings())
        .singleElement()
        .satisfies(warning -> {
          assertThat(warning.code()).isEqualTo("SKY-4014");
          assertThat(warning.reason()).isEqualTo("entry 1 is not as it was written");
        });
    Receipt receipt = Receipt.of(Envelope.parse(receipts().read(1), "receipt"));
    assertThat(receipt.decision()).isEqualTo(Receipt.ADMITTED);
    assertThat(receipt.code()).contains("SKY-4014");
    assertThat(receipt.checkpoint()).isEmpty();
  }

  @Test
  void theLogIsSignedAfterAPlanAndAfterADay() {
    Checkpoints checkpoints =
        new Checkpoints(store.log(), KeptReceipts.of(store), TestKeys.key("gateway"));
    Instant now = CLOCK.instant();
    new Journal(store.log()).append("test", "one", Map.of());
    checkpoints.signWhenDue("north-1", now);
    assertThat(store.log().lastSigned()).isEmpty();
    new Journal(store.log()).append("plan.applied", "os-upgrade", Map.of());
    checkpoints.signWhenDue("north-1", now);
    assertThat(store.log().lastSigned().orElseThrow().size()).isEqualTo(2);
    checkpoints.signWhenDue("north-1", now.plusSeconds(90_000));
    assertThat(store.log().lastSigned().orElseThrow().size()).isEqualTo(2);
    new Journal(store.log()).append("test", "two", Map.of());
    checkpoints.signWhenDue("north-1", now.plusSeconds(80_000));
    assertThat(store.log().lastSigned().orElseThrow().size()).isEqualTo(2);
    checkpoints.signWhenDue("north-1", now.plusSeconds(90_000));
    assertThat(store.log().lastSigned().orElseThrow().size()).isEqualTo(3);
  }

  @Test
  void theLogSaysWhereABundleCameFromAndWhatWasBefore() {
    TestBundle.sample(1).write(stick);
    importStick();
    TestBundle.sample(2).write(stick);
    importStick();
    Path old = TestBundle.sample(1).write(folder);
    importFrom(old);
    assertThat(store.log().read(1, 100))
        .extracting(entry -> entry.event().name(), entry -> entry.event().detail().get("place"))
        .contains(
            tuple("bundle.admitted", stick.toString()), tuple("bundle.refused", folder.toString()));
    assertThat(store.log().read(1, 100))
        .filteredOn(entry -> entry.event().object().equals("edge-fleet-stable-2"))
        .singleElement()
        .satisfies(entry ->
            assertThat(entry.event().detail())
                .containsEntry("before", "1/1")
                .containsEntry("floor", "2026-11-22T10:00:00Z")
                .containsEntry("signers", "alice,bob"));
  }

  /** The timer signs the log while an import issues its receipt. */
  @Test
  void whoeverSignsTheLogAtOnceSignsItInTurns() throws Exception {
    Checkpoints checkpoints =
        new Checkpoints(store.log(), KeptReceipts.of(store), TestKeys.key("gateway"));
    Callable<Boolean> signs =
        () -> {
          for (int i = 0; i < 40; i++) {
            new Journal(store.log()).append("plan.applied", "os-upgrade", Map.of());
            checkpoints.sign("north-1");
            checkpoints.signWhenDue("north-1", CLOCK.instant());
          }
          return true;
        };
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (Future<Boolean> done : threads.invokeAll(List.of(signs, signs))) {
        assertThat(done.get()).isTrue();
      }
    }
    assertThat(store.log().lastSigned().orElseThrow().size()).isEqualTo(80);
  }
}
