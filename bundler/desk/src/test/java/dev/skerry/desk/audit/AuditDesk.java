package dev.skerry.desk.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.skerry.desk.kit.Register;
import dev.skerry.desk.ledger.Ledger;
import dev.skerry.desk.root.Roots;
import dev.skerry.format.Digest;
import dev.skerry.format.Progress;
import dev.skerry.format.archive.MediumFiles;
import dev.skerry.format.document.CarriedPermits;
import dev.skerry.format.document.Content;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.Kind;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.document.Receipt.Position;
import dev.skerry.format.document.SignedPermit;
import dev.skerry.format.log.Checkpoint;
import dev.skerry.format.testing.TestBundle;
import dev.skerry.format.testing.TestKeys;
import dev.skerry.format.testing.TestReceipt;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A desk that released twice, a site that it registered, and an auditor who comes years later. */
final class AuditDesk {
  /** Years after everything has expired: that is when auditors come. */
  static final InstantSource LATER = InstantSource.fixed(Instant.parse("2031-01-01T00:00:00Z"));

  static final TestBundle SEVEN = TestBundle.sample(7);
  static final TestBundle EIGHT = TestBundle.sample(8);

  final Path folder;
  final Path roots;
  final Path stick;
  private final Map<String, SortedMap<Long, Long>> accepted = new HashMap<>();
  Ledger ledger;

  AuditDesk(Path folder) throws IOException {
    this.folder = folder;
    ledger = new Ledger(folder.resolve("ledger"));
    stick = Files.createDirectory(folder.resolve("stick"));
    roots = Files.createDirectory(folder.resolve("root"));
    Files.write(roots.resolve("1.root.dsse.json"), SEVEN.roots.getFirst().bytes());
    SEVEN.write(stick, 40_000);
    ledger.record(SEVEN.envelope());
    ledger.record(EIGHT.envelope());
    new Register(ledger, roots).add("north-1", "gateway", "alice", "bob");
  }

  /** A desk of which the auditor has nothing but root documents and the list of its sites. */
  AuditDesk withoutLedger() {
    ledger =
        new Ledger(folder.resolve("none"), Optional.of(folder.resolve("ledger/sites.dsse.json")));
    return this;
  }

  /** A receipt of the gateway of north-1, unless another key signs or another site is named. */
  record Told(
      String site,
      long number,
      String decision,
      TestBundle bundle,
      String key,
      Optional<String> code,
      Optional<Checkpoint> log,
      Optional<List<Receipt.Node>> nodes,
      Instant issued,
      CarriedPermits permits) {
    static Told of(long number, String decision, TestBundle bundle) {
      Optional<String> code =
          decision.equals(Receipt.REFUSED) ? Optional.of("SKY-1128") : Optional.empty();
      return new Told(
          "north-1",
          number,
          decision,
          bundle,
          "gateway",
          code,
          Optional.empty(),
          Optional.empty(),
          Instant.parse("2026-11-24T12:00:00Z"),
          CarriedPermits.none());
    }

    Told by(String other, String signer) {
      return new Told(other, number, decision, bundle, signer, code, log, nodes, issued, permits);
    }

    Told at(Instant time) {
      return new Told(site, number, decision, bundle, key, code, log, nodes, time, permits);
    }

    Told code(String said) {
      return new Told(
          site, number, decision, bundle, key, Optional.of(said), log, nodes, issued, permits);
    }

    Told log(Checkpoint checkpoint) {
      return new Told(
          site,
          number,
          decision,
          bundle,
          key,
          code,
          Optional.of(checkpoint),
          nodes,
          issued,
          permits);
    }

    Told nodes(Receipt.Node... all) {
      Optional<List<Receipt.Node>> told = Optional.of(List.of(all));
      return new Told(site, number, decision, bundle, key, code, log, told, issued, permits);
    }

    Told permits(SignedPermit... used) {
      CarriedPermits carried = CarriedPermits.of(List.of(used));
      return new Told(site, number, decision, bundle, key, code, log, nodes, issued, carried);
    }

    private Envelope envelope(long accepted) {
      TestReceipt receipt = new TestReceipt();
      receipt.name = "edge-fleet-stable-" + bundle.sequence;
      receipt.statement = bundle.envelope().payloadDigest();
      receipt.site = site;
      receipt.number = number;
      receipt.issued = issued;
      receipt.decision = decision;
      receipt.code = code;
      receipt.after = Optional.of(new Position(1, accepted));
      receipt.checkpoint = log.map(checkpoint -> checkpoint.signed(TestKeys.key(key)));
      receipt.nodes = nodes;
      receipt.moreNodes = nodes.isPresent() ? 7 : 0;
      receipt.permits = permits;
      return receipt.signed(key);
    }
  }

  /** What a site accepted only rises, also where it goes back or refuses. */
  private Envelope envelope(Told told) {
    SortedMap<Long, Long> site = accepted.computeIfAbsent(told.site(), name -> new TreeMap<>());
    boolean refused = told.decision().equals(Receipt.REFUSED);
    site.merge(told.number(), refused ? 1 : told.bundle().sequence, Math::max);
    long highest = Collections.max(site.headMap(told.number() + 1).values());
    return told.envelope(highest);
  }

  /** A receipt that the desk collected before. */
  void collected(Told told) {
    ledger.recordReceipt(envelope(told));
  }

  /** A receipt that never came back: the site took the bundle all the same. */
  void lost(Told told) {
    envelope(told);
  }

  /** A stick that came back with receipts, and without a bundle. */
  Path cameBack(String name, Told... all) throws IOException {
    Path receipts = Files.createDirectories(folder.resolve(name).resolve("skerry-receipts"));
    for (Told told : all) {
      String file = "%s-%06d.dsse.json".formatted(told.site(), told.number());
      Files.write(receipts.resolve(file), envelope(told).bytes());
    }
    return folder.resolve(name);
  }

  AuditReport audit() {
    return audit(stick);
  }

  AuditReport audit(Path... paths) {
    return new Audit(MediumFiles.real(), new Roots(roots), ledger, LATER)
        .run(List.of(paths), Progress.none());
  }

  /** One of the files of a report. */
  String written(String ending, AuditReport report) throws IOException {
    AuditFiles files = AuditFiles.write(report, folder.resolve("report.html"));
    return Files.readString(
        files.all().stream().filter(f -> f.toString().endsWith(ending)).findFirst().orElseThrow());
  }

  /** The log of the gateway of north-1. */
  static Checkpoint log(long size, int root) {
    return new Checkpoint("site/north-1/audit", size, Digest.of(new byte[] {(byte) root}));
  }

  /** A site that took a bundle whose images carry SBOMs, and nothing that speaks against it. */
  Path wellDone() throws IOException {
    TestBundle carrying = carrying();
    Path there = Files.createDirectory(folder.resolve("carrying"));
    carrying.write(there, 40_000);
    collected(Told.of(1, Receipt.ADMITTED, carrying).log(log(7, 1)));
    return there;
  }

  private static TestBundle carrying() {
    TestBundle carrying = TestBundle.sample(9);
    for (Content image : carrying.statement().content()) {
      if (image.kind().equals(Kind.IMAGE)) {
        String repository = image.reference().substring(0, image.reference().lastIndexOf(':'));
        carrying.referrer(repository, image.digest(), TestBundle.utf8("{}"));
      }
    }
    return carrying;
  }

  /** The state of each control, of a report that is valid. */
  Map<String, String> states(AuditReport report) throws IOException {
    Map<String, String> states = new TreeMap<>();
    result(report)
        .get("findings")
        .forEach(finding -> states.put(target(finding), status(finding, "state")));
    return states;
  }

  /** The one result of a report that is valid. */
  JsonNode result(AuditReport report) throws IOException {
    JsonNode results = new JsonMapper().readTree(written(".oscal.json", report));
    assertThat(schema().validate(results)).isEmpty();
    return results.at("/assessment-results/results/0");
  }

  /** The control that a finding is about. */
  static String target(JsonNode finding) {
    return finding.at("/target/target-id").asText().replace("_smt", "");
  }

  static String status(JsonNode finding, String field) {
    return finding.at("/target/status/" + field).asText();
  }

  /** What NIST says that assessment results look like. */
  static JsonSchema schema() throws IOException {
    try (InputStream schema =
        AuditDesk.class.getResourceAsStream("/schema/json/oscal-ar_schema.json")) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema);
    }
  }
}
