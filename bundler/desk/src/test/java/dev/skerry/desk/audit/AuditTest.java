package dev.skerry.desk.audit;

import static dev.skerry.desk.audit.AuditDesk.EIGHT;
import static dev.skerry.desk.audit.AuditDesk.SEVEN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.skerry.desk.audit.AuditDesk.Told;
import dev.skerry.desk.audit.AuditReport.Bundle;
import dev.skerry.desk.difference.Item;
import dev.skerry.desk.difference.Item.Change;
import dev.skerry.desk.kit.Register;
import dev.skerry.desk.ledger.Ledger;
import dev.skerry.desk.read.Verification;
import dev.skerry.format.Digest;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.log.Checkpoint;
import dev.skerry.format.testing.TestBundle;
import dev.skerry.format.testing.TestKeys;
import dev.skerry.format.testing.TestRoots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditTest {
  @TempDir Path folder;
  private AuditDesk desk;

  @BeforeEach
  void twoReleasesAndASite() throws IOException {
    desk = new AuditDesk(folder);
    desk.collected(Told.of(1, Receipt.ADMITTED, SEVEN));
  }

  private AuditReport audit() {
    return desk.audit();
  }

  @Test
  void whatWasSignedChangedAndAdmittedIsReportedLongAfterItExpired() {
    AuditReport report = audit();
    assertThat(report.alarms()).isZero();
    assertThat(report.bundles())
        .extracting(b -> b.verification().name(), b -> b.verification().volumes() > 0)
        .containsExactly(tuple("edge-fleet-stable-7", true), tuple("edge-fleet-stable-8", false));
    Bundle eight = report.bundles().getLast();
    assertThat(eight.verification().trusted().orElseThrow().signers())
        .containsExactly("alice", "bob");
    assertThat(eight.against()).contains("edge-fleet-stable-7");
    assertThat(eight.changes())
        .extracting(Item::change, Item::name)
        .containsExactly(
            tuple(Change.REMOVED, "image docker.io/library/app:v7"),
            tuple(Change.ADDED, "image docker.io/library/app:v8"));
    Receipt held = AuditReport.held(report.sites().get("north-1")).orElseThrow();
    assertThat(held.name()).isEqualTo("edge-fleet-stable-7");
    assertThat(report.behind(held)).isOne();
  }

  /** Which sites hold what is asked for by digest: a bundle that went by is no answer. */
  @Test
  void aBundleOfWhichOnlyALaterReceiptTellsIsNotTold() throws IOException {
    desk.lost(Told.of(2, Receipt.ADMITTED, EIGHT));
    desk.collected(Told.of(3, Receipt.REFUSED, SEVEN));
    AuditReport report = audit();
    assertThat(AuditReport.held(report.sites().get("north-1"))).isEmpty();
    String page = new String(AuditHtml.of(report), UTF_8);
    assertThat(page)
        .contains("<td>not told: receipt 3 tells of 1/8 accepted, and the receipt by which")
        .doesNotContain("What is held where, by digest</h2>\n<table>");
    JsonNode json = new JsonMapper().readTree(AuditJson.of(report));
    assertThat(json.at("/sites/0").has("holds")).isFalse();
    assertThat(json.at("/sites/0/acceptedNotTold/sequence").asInt()).isEqualTo(8);
    assertThat(written(".oscal.json"))
        .contains("holds a bundle that no receipt at hand names: receipt 3 tells of more accepted");
  }

  /** Else every release of before would be an alarm once its signers or the epoch changed. */
  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1, 86_400})
  void aBundleThatOnlyTheLedgerHasIsJudgedByTheRootOfItsTime(long later) throws IOException {
    Instant issued = EIGHT.statement().issued().plusSeconds(later);
    RootDocument second = TestRoots.epoch(TestRoots.root(2, 2, "carol", "dave"), 2);
    TestRoots.write(
        desk.roots,
        TestRoots.living(second, issued, second.expires()),
        "alice",
        "bob",
        "carol",
        "dave");
    new Register(desk.ledger, desk.roots).add("north-1", "gateway", "carol", "dave");
    AuditReport report = audit();
    assertThat(report.alarms()).isZero();
    assertThat(report.roots()).hasSize(2);
    Verification.Signed signed = report.bundles().getLast().verification().trusted().orElseThrow();
    assertThat(signed.statement().name()).isEqualTo("edge-fleet-stable-8");
    assertThat(signed.signers()).containsExactly("alice", "bob");
    assertThat(signed.root()).isEqualTo(1);
  }

  /** Bob's signature would do by the second root: that is not who released it. */
  @Test
  void whoReleasedABundleIsToldByTheRootOfItsTime() throws IOException {
    RootDocument second = TestRoots.root(2, 1, "bob", "carol");
    Instant later = EIGHT.statement().issued().plusSeconds(60);
    TestRoots.write(
        desk.roots, TestRoots.living(second, later, second.expires()), "alice", "bob", "carol");
    assertThat(audit().bundles().getLast().verification().trusted().orElseThrow().signers())
        .containsExactly("alice", "bob");
  }

  @Test
  void whatARootDocumentChangedAndWhoseKeysItNamesIsShown() throws IOException {
    TestRoots.write(desk.roots, TestRoots.root(2, 1, "alice", "carol"), "alice", "carol");
    String carol = TestKeys.key("carol").publicKey().keyid();
    assertThat(written(".html"))
        .contains("<p>Root 2 against root 1:</p>")
        .contains(">removed</td><td>signer bob</td>")
        .contains("<td>role release</td><td>2 of alice, bob, carol</td><td>1 of alice, carol</td>")
        .contains(">carol</td><td class=\"word\">ed25519</td><td class=\"digest\"><code>" + carol);
    JsonNode json = new JsonMapper().readTree(written(".json"));
    assertThat(json.at("/roots/0").has("changes")).isFalse();
    assertThat(json.at("/roots/1/changes").toString()).contains("\"name\":\"bob\"");
  }

  @Test
  void aBundleThatWasThereWhenItsReceiptWasIssuedWasTakenBefore() throws IOException {
    desk.lost(Told.of(2, Receipt.ADMITTED, EIGHT));
    desk.collected(Told.of(3, Receipt.PRESENT, EIGHT));
    assertThat(written(".html")).contains("<td>2026-11-24T12:00:00Z or before</td>");
  }

  @Test
  void aReceiptThatAnotherKeySignedIsAnAlarmAndCountsForNothing() {
    desk.collected(Told.of(2, Receipt.ADMITTED, EIGHT).by("north-1", "mallory"));
    desk.collected(Told.of(1, Receipt.ADMITTED, EIGHT).by("south-1", "gateway"));
    AuditReport report = audit();
    assertThat(report.alarms()).isEqualTo(2);
    assertThat(AuditReport.held(report.sites().get("north-1")).orElseThrow().name())
        .isEqualTo("edge-fleet-stable-7");
    assertThat(report.sites()).doesNotContainKey("south-1");
  }

  @Test
  void aLogThatWasCutBetweenTwoReceiptsIsAnAlarm() throws IOException {
    for (long number = 2; number <= 3; number++) {
      Checkpoint log =
          new Checkpoint("site/north-1/audit", 20 - number, Digest.of(new byte[] {(byte) number}));
      desk.collected(Told.of(number, Receipt.PRESENT, SEVEN).log(log));
    }
    AuditReport report = audit();
    assertThat(report.alarms()).isEqualTo(1);
    String digest = report.receipts().getLast().digest().toString();
    assertThat(new String(AuditHtml.of(report), UTF_8))
        .contains("SKY-3812", "receipt north-1 000003")
        .containsPattern("SKY-3812.*an earlier receipt had 18.*" + digest + ".*\n");
    assertThat(new String(AuditJson.of(report), UTF_8)).contains("\"code\":\"SKY-3812\"");
  }

  @Test
  void aChangedByteOfABundleAndAForgedStatementAreAlarms() throws IOException {
    Path volume = desk.stick.resolve("edge-fleet-stable-7.skerry.002");
    byte[] bytes = Files.readAllBytes(volume);
    bytes[30_000] ^= 1;
    Files.write(volume, bytes);
    TestBundle forged = TestBundle.sample(9);
    forged.signers = List.of("mallory");
    desk.ledger.record(forged.envelope());
    AuditReport report = audit();
    assertThat(report.bundles())
        .extracting(b -> b.verification().good())
        .containsExactly(false, true, false);
    assertThat(report.bundles().getLast().statement()).isEmpty();
  }

  @Test
  void thePageNeedsNothingButItselfAndTextIsOnlyText() throws IOException {
    Files.write(desk.stick.resolve("<img src=x onerror=alert(1)>.skerry"), new byte[10_240]);
    desk.collected(Told.of(2, Receipt.REFUSED, EIGHT));
    String page = written(".html");
    assertThat(page)
        .doesNotContain("<img", "<script", "http://", "src=\"")
        .contains("&lt;img src=x", "SKY-1128", EIGHT.envelope().payloadDigest().toString())
        .contains("default-src 'none'");
  }

  @Test
  void whatNodesReportRunningIsThereWithTheReceiptBehindIt() throws IOException {
    assertThat(written(".html")).contains("no receipt tells of nodes");
    desk.collected(
        Told.of(2, Receipt.PRESENT, SEVEN)
            .nodes(
                new Receipt.Node("edge-1", "v1.36.3+k3s1", "<b>SL</b>", "c", true, List.of("os")),
                new Receipt.Node("edge-2", "v1.35.1+k3s1", "SL Micro", "c", false, List.of())));
    desk.collected(Told.of(3, Receipt.PRESENT, SEVEN));
    String digest = AuditReport.ofNodes(audit().sites().get("north-1")).orElseThrow().digest() + "";
    assertThat(written(".html"))
        .contains("edge-1", "v1.36.3+k3s1", "&lt;b&gt;SL", "edge-2", "v1.35.1+k3s1", digest)
        .contains("7 more nodes, not named")
        .doesNotContain("<b>SL");
    JsonNode json = new JsonMapper().readTree(written(".json"));
    assertThat(json.at("/receipts/1/nodes/0/plans/0").asText()).isEqualTo("os");
    assertThat(json.at("/receipts/1/moreNodes").asInt()).isEqualTo(7);
    assertThat(json.at("/receipts/0").has("nodes")).isFalse();
    JsonNode results = new JsonMapper().readTree(written(".oscal.json"));
    assertThat(AuditDesk.schema().validate(results)).isEmpty();
    assertThat(results.toString()).contains("edge-2 v1.35.1+k3s1, SL Micro, c; and 7 more nodes");
  }

  @Test
  void theOscalReportIsValid() throws IOException {
    desk.collected(Told.of(2, Receipt.REFUSED, EIGHT));
    desk.collected(Told.of(1, Receipt.ADMITTED, EIGHT).by("south-1", "mallory"));
    JsonNode results = new JsonMapper().readTree(written(".oscal.json"));
    assertThat(AuditDesk.schema().validate(results)).isEmpty();
    JsonNode findings = results.at("/assessment-results/results/0/findings");
    assertThat(findings.findValuesAsText("state")).contains("satisfied", "not-satisfied");
    assertThat(results.toString()).contains(SEVEN.envelope().payloadDigest().toString());
    assertThat(written(".oscal.json")).isEqualTo(written(".oscal.json"));
  }

  @Test
  void anEmptyLedgerGivesAValidReportToo() throws IOException {
    desk.ledger = new Ledger(folder.resolve("nothing"));
    Files.walk(desk.stick, 1).filter(Files::isRegularFile).forEach(file -> file.toFile().delete());
    AuditReport report = desk.audit(new Path[0]);
    AuditFiles files = AuditFiles.write(report, folder.resolve("empty"));
    JsonNode results = new JsonMapper().readTree(Files.readString(files.oscal()));
    assertThat(AuditDesk.schema().validate(results)).isEmpty();
  }

  @Test
  void theJsonNamesTheDigestBehindEachLine() throws IOException {
    JsonNode json = new JsonMapper().readTree(written(".json"));
    assertThat(json.at("/bundles/0/statement").asText())
        .isEqualTo(SEVEN.envelope().payloadDigest().toString());
    assertThat(json.at("/bundles/0/content")).hasSize(3);
    assertThat(json.at("/sites/0/behind").asInt()).isOne();
    assertThat(Digest.isDigest(json.at("/receipts/0/digest").asText())).isTrue();
  }

  @Test
  void theSameBundleMayLieOnSeveralSticks() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    SEVEN.write(other, 40_000);
    AuditReport report = desk.audit(desk.stick, other);
    assertThat(report.bundles()).hasSize(3);
    assertThat(report.bundles().get(1).changes()).isEmpty();
  }

  @Test
  void aFolderWithoutABundleIsRefused() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThatThrownBy(() -> desk.audit(empty)).isInstanceOf(SkerryException.class);
  }

  private String written(String ending) throws IOException {
    return desk.written(ending, audit());
  }
}
