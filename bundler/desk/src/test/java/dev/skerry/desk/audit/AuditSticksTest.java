package dev.skerry.desk.audit;

import static dev.skerry.desk.audit.AuditDesk.EIGHT;
import static dev.skerry.desk.audit.AuditDesk.SEVEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.desk.audit.AuditDesk.Told;
import dev.skerry.desk.audit.AuditReport.Brought;
import dev.skerry.desk.ledger.Ledger;
import dev.skerry.desk.root.Roots;
import dev.skerry.format.Digest;
import dev.skerry.format.Progress;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.log.Checkpoint;
import dev.skerry.format.testing.MeteredFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Receipts that an auditor reads from sticks, for he has no ledger. */
class AuditSticksTest {
  private static final Told FIRST = Told.of(1, Receipt.ADMITTED, SEVEN);
  private static final Told SECOND = Told.of(2, Receipt.ADMITTED, EIGHT);
  private static final String ALL_WELL = "Every signature and every digest is what it should be.";

  @TempDir Path folder;
  private AuditDesk desk;

  @BeforeEach
  void twoReleasesAndASite() throws IOException {
    desk = new AuditDesk(folder).withoutLedger();
  }

  @Test
  void eachFolderOfAStickIsListedOnce() throws IOException {
    MeteredFiles metered = new MeteredFiles();
    Path receipts = desk.cameBack("back", FIRST);
    new Audit(metered, new Roots(desk.roots), desk.ledger, AuditDesk.LATER)
        .run(List.of(desk.stick, receipts), Progress.none());
    Path permits = desk.stick; // Listed once more, when its bundle is judged
    assertThat(metered.listed())
        .containsExactlyInAnyOrder(
            desk.stick, permits, receipts, receipts.resolve("skerry-receipts"));
  }

  @Test
  void receiptsOfSticksAreReadWithoutALedgerAndNoneIsKept() throws IOException {
    Path back = desk.cameBack("back", FIRST, SECOND);
    desk.cameBack("stick", FIRST);
    AuditReport report = desk.audit(desk.stick, back);
    assertThat(report.alarms()).isZero();
    assertThat(report.bundles()).hasSize(1);
    assertThat(report.receipts()).extracting(one -> one.receipt().number()).containsExactly(1L, 2L);
    assertThat(report.sites().get("north-1")).allMatch(Brought::believed).hasSize(2);
    assertThat(desk.written(".html", report)).contains(ALL_WELL, "edge-fleet-stable-8");
    assertThat(folder.resolve("none")).doesNotExist();
    Path itself = back.resolve("skerry-receipts");
    assertThat(desk.audit(itself).receipts()).hasSize(2);
  }

  @Test
  void aStickIsReadBesideTheLedger() throws IOException {
    desk = new AuditDesk(Files.createDirectory(folder.resolve("other")));
    desk.collected(FIRST);
    AuditReport report = desk.audit(desk.stick, desk.cameBack("back", FIRST, SECOND));
    assertThat(report.receipts()).hasSize(2);
    assertThat(report.alarms()).isZero();
    assertThat(desk.ledger.receipts("north-1")).hasSize(1);
  }

  @Test
  void oneNumberOnTwoReceiptsIsAnAlarm() throws IOException {
    Path here = desk.cameBack("a", FIRST, Told.of(5, Receipt.PRESENT, SEVEN));
    Path there = desk.cameBack("b", FIRST, Told.of(5, Receipt.ADMITTED, EIGHT));
    AuditReport report = desk.audit(desk.stick, here, there);
    assertThat(report.alarms()).isOne();
    assertThat(report.receipts())
        .last()
        .satisfies(one -> assertThat(one.objection().map(Problem::code)).contains("SKY-3815"));
    assertThat(desk.written(".html", report))
        .contains("SKY-3815", "receipt north-1 000005", there.toString())
        .doesNotContain(ALL_WELL);
    assertThat(desk.written(".json", report)).contains("\"objectionCode\":\"SKY-3815\"");
  }

  @Test
  void aLogThatWasCutIsSeenOnSticksToo() throws IOException {
    Path back =
        desk.cameBack(
            "back",
            FIRST.log(new Checkpoint("site/north-1/audit", 9, Digest.of(new byte[] {1}))),
            SECOND.log(new Checkpoint("site/north-1/audit", 8, Digest.of(new byte[] {2}))));
    AuditReport report = desk.audit(back);
    assertThat(report.logs()).extracting(Problem::code).containsExactly("SKY-3812");
    assertThat(report.alarms()).isOne();
  }

  @Test
  void aGatewayThatSaysThatItsLogWasChangedIsAnAlarm() throws IOException {
    AuditReport report = desk.audit(desk.cameBack("back", FIRST.code("SKY-4014")));
    assertThat(report.logs()).extracting(Problem::code).containsExactly("SKY-3813");
    assertThat(report.alarms()).isOne();
  }

  @Test
  void withoutAListOfSitesItIsSaidThatReceiptsCannotBeJudged() throws IOException {
    desk.ledger = new Ledger(folder.resolve("none"));
    AuditReport report = desk.audit(desk.stick, desk.cameBack("back", FIRST, SECOND));
    assertThat(report.alarms()).isEqualTo(2);
    assertThat(report.notBelieved())
        .allSatisfy(problem -> assertThat(problem.reason()).contains("--sites"))
        .extracting(Problem::code)
        .containsExactly("SKY-3816", "SKY-3816");
    assertThat(desk.written(".html", report))
        .contains("cannot be judged: no list of the registered sites")
        .doesNotContain(ALL_WELL);
  }

  @Test
  void aFileThatIsNoReceiptIsSaid() throws IOException {
    Path back = desk.cameBack("back", FIRST);
    Files.writeString(back.resolve("skerry-receipts/north-1-000002.dsse.json"), "{}");
    AuditReport report = desk.audit(back);
    assertThat(report.receipts()).hasSize(1);
    assertThat(report.alarms()).isOne();
    assertThat(desk.written(".html", report)).contains("north-1-000002.dsse.json");
    assertThat(desk.written(".json", report)).contains("north-1-000002.dsse.json");
  }

  @Test
  void aListOfSitesThatNobodyOfDeploySignedIsRefused() throws IOException {
    Path back = desk.cameBack("back", FIRST);
    desk.ledger =
        new Ledger(folder.resolve("none"), Optional.of(folder.resolve("root/1.root.dsse.json")));
    assertThatThrownBy(() -> desk.audit(back)).isInstanceOf(SkerryException.class);
    desk.ledger = new Ledger(folder.resolve("none"), Optional.of(folder.resolve("not-there")));
    assertThatThrownBy(() -> desk.audit(back)).hasMessageContaining("not-there");
  }
}
