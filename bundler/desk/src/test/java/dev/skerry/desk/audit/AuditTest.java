package dev.skerry.desk.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.skerry.desk.audit.AuditReport.Bundle;
import dev.skerry.desk.ledger.Ledger;
import dev.skerry.desk.receipts.AddSite;
import dev.skerry.desk.sign.Difference.Change;
import dev.skerry.desk.sign.Difference.Item;
import dev.skerry.format.Digest;
import dev.skerry.format.Progress;
import dev.skerry.format.archive.MediumFiles;
import dev.skerry.format.document.PayloadTypes;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.document.Receipt.Position;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.log.Checkpoint;
import dev.skerry.format.testing.TestBundle;
import dev.skerry.format.testing.TestKeys;
import dev.skerry.format.testing.TestRoots;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTest {
  /** Years after everything has expired: that is when auditors come. */
  private static final InstantSource LATER =
      InstantSource.fixed(Instant.parse("2031-01-01T00:00:00Z"));

  private static final TestBundle SEVEN = TestBundle.sample(7);
  private static final TestBundle EIGHT = TestBundle.sample(8);

  @TempDir Path folder;
  private Ledger ledger;
  private Path roots;
  private Path stick;

  @BeforeEach
  void twoReleasesAndASite() throws IOException {
    ledger = new Ledger(folder.resolve("ledger"));
    stick = Files.createDirectory(folder.resolve("stick"));
    roots = Files.createDirectory(folder.resolve("root"));
    Files.write(roots.resolve("1.root.dsse.json"), SEVEN.roots.getFirst().bytes());
    SEVEN.write(stick, 40_000);
    ledger.record(SEVEN.envelope());
    ledger.record(EIGHT.envelope());
    new AddSite(ledger, roots, InstantSource.fixed(TestRoots.ISSUED))
        .run(
            Optional.of("edge-fleet"),
            new AddSite.Gateway(
                "north-1",
                TestKeys.key("gateway").publicKey(),
                OptionalLong.empty(),
                new TreeMap<>(),
                List.of()),
            List.of(TestKeys.key("alice"), TestKeys.key("bob")));
    receipt("north-1", 1, Receipt.ADMITTED, SEVEN, "gateway");
  }

  private void receipt(String site, long number, String decision, TestBundle bundle, String key) {
    receipt(site, number, decision, bundle, key, Optional.empty());
  }

  private void receipt(
      String site,
      long number,
      String decision,
      TestBundle bundle,
      String key,
      Optional<Checkpoint> log) {
    receipt(site, number, decision, bundle, key, log, Optional.empty());
  }

  private void receipt(
      String site,
      long number,
      String decision,
      TestBundle bundle,
      String key,
      Optional<Checkpoint> log,
      Optional<List<Receipt.Node>> nodes) {
    Receipt receipt =
        new Receipt(
            "edge-fleet-stable-" + bundle.sequence,
            bundle.envelope().payloadDigest(),
            site,
            number,
            Instant.parse("2026-11-24T12:00:00Z"),
            "edge-fleet",
            "stable",
            decision,
            decision.equals(Receipt.REFUSED) ? Optional.of("SKY-1128") : Optional.empty(),
            Optional.empty(),
            Optional.of(new Position(1, bundle.sequence)),
            1,
            TestRoots.ISSUED,
            List.of("alice", "bob"),
            List.of(),
            log.map(checkpoint -> checkpoint.signed(TestKeys.key(key))),
            List.of(),
            nodes,
            nodes.isPresent() ? 7 : 0,
            List.of());
    ledger.recordReceipt(TestKeys.sign(PayloadTypes.IN_TOTO, receipt.payload(), key));
  }

  private AuditReport audit() {
    return new Audit(MediumFiles.real(), roots, ledger, LATER).run(List.of(stick), Progress.none());
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

  @Test
  void aReceiptThatAnotherKeySignedIsAnAlarmAndCountsForNothing() {
    receipt("north-1", 2, Receipt.ADMITTED, EIGHT, "mallory");
    receipt("south-1", 1, Receipt.ADMITTED, EIGHT, "gateway");
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
      receipt("north-1", number, Receipt.PRESENT, SEVEN, "gateway", Optional.of(log));
    }
    AuditReport report = audit();
    assertThat(report.alarms()).isEqualTo(1);
    assertThat(new String(AuditHtml.of(report), UTF_8))
        .contains("SKY-3812", "receipt north-1 000003");
    assertThat(new String(AuditJson.of(report), UTF_8)).contains("\"code\":\"SKY-3812\"");
  }

  @Test
  void aChangedByteOfABundleAndAForgedStatementAreAlarms() throws IOException {
    Path volume = stick.resolve("edge-fleet-stable-7.skerry.002");
    byte[] bytes = Files.readAllBytes(volume);
    bytes[30_000] ^= 1;
    Files.write(volume, bytes);
    TestBundle forged = TestBundle.sample(9);
    forged.signers = List.of("mallory");
    ledger.record(forged.envelope());
    AuditReport report = audit();
    assertThat(report.bundles())
        .extracting(b -> b.verification().good())
        .containsExactly(false, true, false);
    assertThat(report.bundles().getLast().statement()).isEmpty();
  }

  @Test
  void thePageNeedsNothingButItselfAndTextIsOnlyText() throws IOException {
    Files.write(stick.resolve("<img src=x onerror=alert(1)>.skerry"), new byte[10_240]);
    receipt("north-1", 2, Receipt.REFUSED, EIGHT, "gateway");
    String page = written(".html");
    assertThat(page)
        .doesNotContain("<img", "<script", "http://", "src=\"")
        .contains("&lt;img src=x", "SKY-1128", EIGHT.envelope().payloadDigest().toString())
        .contains("default-src 'none'");
  }

  @Test
  void whatNodesReportRunningIsThereWithTheReceiptBehindIt() throws IOException {
    assertThat(written(".html")).contains("no receipt tells of nodes");
    List<Receipt.Node> nodes =
        List.of(
            new Receipt.Node("edge-1", "v1.36.3+k3s1", "<b>SL</b>", "c", true, List.of("os")),
            new Receipt.Node("edge-2", "v1.35.1+k3s1", "SL Micro", "c", false, List.of()));
    receipt("north-1", 2, Receipt.PRESENT, SEVEN, "gateway", Optional.empty(), Optional.of(nodes));
    receipt("north-1", 3, Receipt.PRESENT, SEVEN, "gateway");
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
    assertThat(schema().validate(results)).isEmpty();
    assertThat(results.toString()).contains("edge-2 v1.35.1+k3s1, SL Micro, c; and 7 more nodes");
  }

  @Test
  void theOscalReportIsValid() throws IOException {
    receipt("north-1", 2, Receipt.REFUSED, EIGHT, "gateway");
    receipt("south-1", 1, Receipt.ADMITTED, EIGHT, "mallory");
    JsonNode results = new JsonMapper().readTree(written(".oscal.json"));
    assertThat(schema().validate(results)).isEmpty();
    JsonNode findings = results.at("/assessment-results/results/0/findings");
    assertThat(findings).hasSize(6);
    assertThat(findings.findValuesAsText("state")).contains("satisfied", "not-satisfied");
    assertThat(results.toString()).contains(SEVEN.envelope().payloadDigest().toString());
    assertThat(written(".oscal.json")).isEqualTo(written(".oscal.json"));
  }

  @Test
  void anEmptyLedgerGivesAValidReportToo() throws IOException {
    ledger = new Ledger(folder.resolve("nothing"));
    Files.walk(stick, 1).filter(Files::isRegularFile).forEach(file -> file.toFile().delete());
    AuditReport report =
        new Audit(MediumFiles.real(), roots, ledger, LATER).run(List.of(), Progress.none());
    AuditFiles files = AuditFiles.write(report, folder.resolve("empty"));
    JsonNode results = new JsonMapper().readTree(Files.readString(files.oscal()));
    assertThat(schema().validate(results)).isEmpty();
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
    AuditReport report =
        new Audit(MediumFiles.real(), roots, ledger, LATER)
            .run(List.of(stick, other), Progress.none());
    assertThat(report.bundles()).hasSize(3);
    assertThat(report.bundles().get(1).changes()).isEmpty();
  }

  @Test
  void aFolderWithoutABundleIsRefused() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Audit audit = new Audit(MediumFiles.real(), roots, ledger, LATER);
    assertThatThrownBy(() -> audit.run(List.of(empty), Progress.none()))
        .isInstanceOf(SkerryException.class);
  }

  private String written(String ending) throws IOException {
    AuditFiles files = AuditFiles.write(audit(), folder.resolve("report.html"));
    return Files.readString(
        files.all().stream().filter(f -> f.toString().endsWith(ending)).findFirst().orElseThrow());
  }

  private static JsonSchema schema() throws IOException {
    try (InputStream schema =
        AuditTest.class.getResourceAsStream("/schema/json/oscal-ar_schema.json")) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema);
    }
  }
}
