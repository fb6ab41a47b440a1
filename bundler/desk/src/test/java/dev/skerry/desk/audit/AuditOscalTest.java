package dev.skerry.desk.audit;

import static dev.skerry.desk.audit.AuditDesk.EIGHT;
import static dev.skerry.desk.audit.AuditDesk.SEVEN;
import static dev.skerry.desk.audit.AuditDesk.log;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.desk.audit.AuditDesk.Told;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.error.Problem;
import dev.skerry.format.testing.TestBundle;
import dev.skerry.format.testing.TestKeys;
import dev.skerry.format.testing.TestRoots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What assessors' programs read: the state of each control follows from what was looked at. */
class AuditOscalTest {
  private static final String GOOD = "satisfied";
  private static final String BAD = "not-satisfied";

  @TempDir Path folder;
  private AuditDesk desk;

  @BeforeEach
  void twoReleasesAndASite() throws IOException {
    desk = new AuditDesk(folder);
  }

  private Map<String, String> states(AuditReport report) throws IOException {
    return desk.states(report);
  }

  @Test
  void aLogThatWasRewrittenOrCutIsNotSatisfied() throws IOException {
    desk.collected(Told.of(1, Receipt.ADMITTED, SEVEN).log(log(7, 1)));
    desk.collected(Told.of(2, Receipt.PRESENT, SEVEN).log(log(7, 1)));
    assertThat(states(desk.audit())).containsEntry("au-9.3", GOOD);
    desk.collected(Told.of(3, Receipt.PRESENT, SEVEN).log(log(7, 2)));
    AuditReport forked = desk.audit();
    assertThat(forked.logs()).extracting(Problem::code).containsExactly("SKY-3813");
    assertThat(states(forked)).containsEntry("au-9.3", BAD).containsEntry("cm-14", GOOD);
    assertThat(desk.written(".oscal.json", forked)).contains("SKY-3813, receipt north-1 000003");
  }

  @Test
  void aLogThatNoProofTiesToTheOneBeforeIsNotSatisfied() throws IOException {
    desk.collected(Told.of(1, Receipt.ADMITTED, SEVEN).log(log(7, 1)));
    desk.collected(Told.of(2, Receipt.PRESENT, SEVEN).log(log(9, 2)));
    AuditReport report = desk.audit();
    assertThat(report.logs()).extracting(Problem::code).containsExactly("SKY-3814");
    assertThat(states(report)).containsEntry("au-9.3", BAD).containsEntry("au-10", GOOD);
  }

  @Test
  void aFileAmongReceiptsThatIsNoneIsNotSatisfied() throws IOException {
    Path back = desk.cameBack("back", Told.of(1, Receipt.ADMITTED, EIGHT));
    Files.writeString(back.resolve("skerry-receipts/north-1-000002.dsse.json"), "{}");
    assertThat(states(desk.audit(desk.stick, back))).containsEntry("au-10", BAD);
  }

  @Test
  void everyControlIsSatisfiedWhereNothingSpeaksAgainstIt() throws IOException {
    Path there = desk.wellDone();
    desk.collected(Told.of(2, Receipt.REFUSED, SEVEN).code("SKY-1307").log(log(7, 1)));
    Map<String, String> states = states(desk.audit(there));
    assertThat(states.keySet())
        .containsExactlyInAnyOrderElementsOf(Stream.of(Control.values()).map(Control::id).toList());
    assertThat(states.values()).containsOnly(GOOD);
  }

  @Test
  void damagedContentIsNotSatisfiedAndWhoReleasedItIs() throws IOException {
    Path volume = desk.wellDone().resolve("edge-fleet-stable-9.skerry.002");
    byte[] bytes = Files.readAllBytes(volume);
    bytes[30_000] ^= 1;
    Files.write(volume, bytes);
    assertThat(states(desk.audit(volume.resolveSibling(""))))
        .containsEntry("si-7", BAD)
        .containsEntry("si-7.1", BAD)
        .containsEntry("sr-11", BAD)
        .containsEntry("cm-14", BAD)
        .containsEntry("cm-5", GOOD)
        .containsEntry("cm-3", GOOD);
  }

  @Test
  void aReleaseThatTheRootDoesNotAllowIsNotSatisfied() throws IOException {
    TestBundle forged = TestBundle.sample(10);
    forged.signers = List.of("alice", "mallory");
    desk.ledger.record(forged.envelope());
    assertThat(states(desk.audit(desk.wellDone())))
        .containsEntry("cm-5", BAD)
        .containsEntry("si-7", GOOD);
  }

  @Test
  void aRootThatOnePersonCanChangeIsNotSatisfied() throws IOException {
    TestRoots.write(desk.roots, TestRoots.root(2, 1, "alice", "bob"), "alice", "bob");
    AuditReport report = desk.audit(desk.wellDone());
    assertThat(report.alarms()).isZero();
    assertThat(states(report)).containsEntry("ac-5", BAD).containsEntry("cm-5", GOOD);
    assertThat(desk.written(".oscal.json", report)).contains("alone: alice, bob");
  }

  @Test
  void whoseKeyIsRevokedCanDoNothingAlone() throws IOException {
    String mallory = TestKeys.key("mallory").publicKey().keyid();
    RootDocument root =
        TestRoots.revoking(
            TestRoots.root(2, 1, "alice", "bob", "mallory"),
            new RootDocument.Revoked(List.of(mallory), List.of(), List.of()));
    TestRoots.write(desk.roots, root, "alice", "bob");
    assertThat(desk.written(".oscal.json", desk.audit(desk.wellDone())))
        .contains("alone: alice, bob")
        .doesNotContain("bob, mallory");
  }

  @Test
  void aReleaseThatIsNotAtHandIsNotSatisfied() throws IOException {
    Path there = desk.wellDone();
    desk.collected(Told.of(2, Receipt.ADMITTED, TestBundle.sample(11)).log(log(7, 1)));
    assertThat(states(desk.audit(there))).containsEntry("cm-3", BAD).containsEntry("si-7.1", GOOD);
  }

  @Test
  void aSiteThatWentBackIsNotSatisfied() throws IOException {
    Path there = desk.wellDone();
    desk.collected(Told.of(2, Receipt.PRESENT, EIGHT).code("SKY-1152").log(log(7, 1)));
    assertThat(states(desk.audit(there))).containsEntry("cm-3", BAD).containsEntry("si-7.1", GOOD);
  }

  @Test
  void aReceiptFromBeforeWhatItKnewIsNotSatisfied() throws IOException {
    Path there = desk.wellDone();
    Told told = Told.of(2, Receipt.PRESENT, EIGHT).log(log(7, 1));
    desk.collected(told.at(TestRoots.ISSUED.minusSeconds(60)));
    assertThat(states(desk.audit(there))).containsEntry("au-8", BAD).containsEntry("cm-3", GOOD);
  }

  @Test
  void aReceiptOfAClockFarAheadIsNotSatisfiedAndNamed() throws IOException {
    Path there = desk.wellDone();
    Told told = Told.of(2, Receipt.PRESENT, EIGHT).log(log(7, 1));
    desk.collected(told.at(AuditDesk.LATER.instant().plus(Duration.ofDays(20))));
    AuditReport report = desk.audit(there);
    assertThat(states(report)).containsEntry("au-8", BAD).containsEntry("au-9.3", GOOD);
    assertThat(report.clocks()).extracting(Problem::code).containsExactly("SKY-3822");
    assertThat(report.alarms()).isZero();
    assertThat(desk.written(".html", report)).contains("SKY-3822");
    assertThat(desk.written("report.json", report)).contains("\"clocks\"", "SKY-3822");
  }

  @Test
  void aReceiptOfAClockThatFellBackIsNamed() throws IOException {
    Path there = desk.wellDone();
    Told told = Told.of(2, Receipt.PRESENT, EIGHT).log(log(7, 1));
    desk.collected(told.at(TestRoots.ISSUED.minus(Duration.ofDays(3))));
    AuditReport report = desk.audit(there);
    assertThat(states(report)).containsEntry("au-8", BAD);
    assertThat(report.clocks()).extracting(Problem::code).containsExactly("SKY-3823");
  }

  @Test
  void receiptsInTheWrongOrderOfTimeAreNotSatisfied() throws IOException {
    Path there = desk.wellDone();
    Told told = Told.of(2, Receipt.PRESENT, EIGHT).log(log(7, 1));
    desk.collected(told.at(Instant.parse("2026-11-24T11:59:59Z")));
    assertThat(states(desk.audit(there))).containsEntry("au-8", BAD);
  }

  @Test
  void aReceiptThatIsMissingOrHasNoCheckpointIsNotSatisfied() throws IOException {
    Path there = desk.wellDone();
    desk.collected(Told.of(3, Receipt.PRESENT, EIGHT));
    assertThat(states(desk.audit(there)))
        .containsEntry("au-9.2", BAD)
        .containsEntry("au-12", BAD)
        .containsEntry("au-9.3", GOOD);
  }

  @Test
  void anImageWithoutAWordOfItsMakersIsNotSatisfied() throws IOException {
    AuditReport report = desk.audit(desk.stick, desk.wellDone());
    assertThat(states(report)).containsEntry("sr-4", BAD).containsEntry("sr-11", GOOD);
    assertThat(desk.written(".oscal.json", report)).contains("0 of 2 images", "2 of 2 images");
  }

  @Test
  void aForgedReceiptIsNotSatisfied() throws IOException {
    Path there = desk.wellDone();
    desk.collected(Told.of(2, Receipt.PRESENT, EIGHT).by("north-1", "mallory"));
    assertThat(states(desk.audit(there)))
        .containsEntry("au-10", BAD)
        .containsEntry("si-7.15", BAD)
        .containsEntry("si-2", BAD)
        .containsEntry("au-9.2", GOOD);
  }
}
