package dev.skerry.desk.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skerry.desk.audit.AuditReport.Brought;
import dev.skerry.desk.audit.AuditReport.Bundle;
import dev.skerry.format.console.Amounts;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.document.Times;
import dev.skerry.format.error.Problem;
import dev.skerry.format.json.JsonText;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The report as OSCAL 1.1.2 assessment results, keyed to controls of NIST SP 800-53. */
final class AuditOscal {
  /** The name space of URLs (RFC 9562 section 6.6). */
  private static final byte[] URL_NAMESPACE =
      HexFormat.of().parseHex("6ba7b8119dad11d180b400c04fd430c8");

  private static final String NAMESPACE = "https://skerry.dev/oscal/v1";

  /** What a control asks for, as far as bundles and receipts show it. */
  private enum Control {
    AUTHENTICATED("si-7.15", "Bundles are authenticated before anything of them is installed"),
    SIGNED("cm-14", "What is installed is signed by those whom the organisation names"),
    AUTHENTIC("sr-11", "Content is the one that was signed, to the last byte"),
    ATTRIBUTED("au-10", "Who signed and which gateway decided cannot be denied"),
    PROTECTED("au-9.3", "What a gateway records is protected by its signature"),
    REMEDIATED("si-2", "When each site took a release is known");

    private final String id;
    private final String title;

    Control(String id, String title) {
      this.id = id;
      this.title = title;
    }
  }

  /**
   * What was looked at.
   *
   * @param good whether it is what it claims to be
   */
  private record Observation(
      String seed,
      String title,
      String description,
      Instant collected,
      List<String> digests,
      boolean good,
      List<Control> controls) {
    UUID uuid() {
      return AuditOscal.uuid("observation " + seed);
    }
  }

  private final AuditReport report;
  private final List<Observation> observations;

  private AuditOscal(AuditReport report) {
    this.report = report;
    this.observations =
        Stream.of(
                report.bundles().stream().map(this::bundle),
                report.receipts().stream().map(AuditOscal::receipt),
                report.logs().stream().map(this::log),
                report.unreadable().stream().map(this::unreadable))
            .flatMap(all -> all)
            .toList();
  }

  static byte[] of(AuditReport report) {
    AuditOscal oscal = new AuditOscal(report);
    return JsonText.object().object("assessment-results", oscal::results).bytes();
  }

  private void results(JsonText json) {
    String seed = report.product() + " " + report.made();
    UUID plan = uuid("plan " + report.product());
    json.put("uuid", uuid("results " + seed).toString())
        .object(
            "metadata",
            metadata ->
                metadata
                    .put("title", "Bundles and receipts of " + report.product())
                    .put("last-modified", Times.text(report.made()))
                    .put("version", Times.text(report.made()))
                    .put("oscal-version", "1.1.2"))
        .object("import-ap", ap -> ap.put("href", "#" + plan))
        .allObjects("results", List.of(seed), this::result)
        .object(
            "back-matter",
            matter ->
                matter.allObjects(
                    "resources",
                    List.of(plan),
                    (resource, id) ->
                        resource
                            .put("uuid", id.toString())
                            .put("title", "Assessment plan")
                            .put(
                                "description",
                                "Every bundle and receipt at hand is judged, offline, by the root"
                                    + " documents of the product: skerry audit.")));
  }

  private void result(JsonText json, String seed) {
    Instant start =
        observations.stream()
            .map(Observation::collected)
            .min(Instant::compareTo)
            .orElse(report.made());
    json.put("uuid", uuid("result " + seed).toString())
        .put("title", "Audit of " + report.product())
        .put("description", "What was signed, carried and admitted, from bundles and receipts.")
        .put("start", Times.text(start))
        .put("end", Times.text(report.made()))
        .object(
            "reviewed-controls",
            reviewed ->
                reviewed.allObjects(
                    "control-selections",
                    List.of(seed),
                    (selection, all) ->
                        selection.allObjects(
                            "include-controls",
                            List.of(Control.values()),
                            (one, control) -> one.put("control-id", control.id))))
        .objects("observations", observations, AuditOscal::put)
        .objects("findings", findings(), this::put);
  }

  private List<Control> findings() {
    return Stream.of(Control.values()).filter(c -> related(c).findAny().isPresent()).toList();
  }

  private Stream<Observation> related(Control control) {
    return observations.stream().filter(o -> o.controls().contains(control));
  }

  private void put(JsonText json, Control control) {
    boolean satisfied = related(control).allMatch(Observation::good);
    json.put("uuid", uuid("finding " + control.id + " " + report.made()).toString())
        .put("title", control.title)
        .put("description", "Observations: " + related(control).count() + ".")
        .object(
            "target",
            target ->
                target
                    .put("type", "statement-id")
                    .put("target-id", control.id + "_smt")
                    .object(
                        "status",
                        status -> status.put("state", satisfied ? "satisfied" : "not-satisfied")))
        .objects(
            "related-observations",
            related(control).toList(),
            (one, observation) -> one.put("observation-uuid", observation.uuid().toString()));
  }

  private static void put(JsonText json, Observation observation) {
    json.put("uuid", observation.uuid().toString())
        .put("title", observation.title())
        .put("description", observation.description())
        .objects(
            "props",
            observation.digests(),
            (prop, digest) -> prop.put("name", "digest").put("ns", NAMESPACE).put("value", digest))
        .strings("methods", List.of("EXAMINE"))
        .strings("types", List.of("control-objective"))
        .put("collected", Times.text(observation.collected()));
  }

  private Observation bundle(Bundle bundle) {
    var verification = bundle.verification();
    String verdict =
        verification.problem().map(p -> "refused: " + p.code() + ", " + p.reason()).orElse("good");
    String signers =
        verification.trusted().map(s -> "signed by " + String.join(", ", s.signers())).orElse("");
    List<String> digests = new ArrayList<>();
    verification.trusted().map(s -> s.digest().toString()).ifPresent(digests::add);
    List<Control> controls = new ArrayList<>(List.of(Control.SIGNED));
    if (verification.volumes() > 0) {
      controls.add(Control.AUTHENTIC);
    }
    return new Observation(
        verification.place() + " " + verification.name() + String.join("", digests),
        "Bundle " + verification.name(),
        (verdict + ". " + signers).strip(),
        report.made(),
        digests,
        verification.good(),
        controls);
  }

  private static Observation receipt(Brought brought) {
    Receipt receipt = brought.receipt();
    String what =
        "Site %s %s %s%s"
            .formatted(
                receipt.site(),
                receipt.decision().equals(Receipt.REFUSED) ? "refused" : "admitted",
                receipt.name(),
                receipt.code().map(code -> " with " + code).orElse("") + nodes(receipt));
    List<Control> controls =
        new ArrayList<>(List.of(Control.AUTHENTICATED, Control.ATTRIBUTED, Control.PROTECTED));
    if (!receipt.decision().equals(Receipt.REFUSED)) {
      controls.add(Control.REMEDIATED);
    }
    return new Observation(
        brought.digest().toString(),
        "Receipt %d of %s".formatted(receipt.number(), receipt.site()),
        brought.objection().map(o -> what + "; not believed: " + o.reason()).orElse(what),
        receipt.issued(),
        List.of(brought.digest().toString(), receipt.statement().toString()),
        brought.believed(),
        controls);
  }

  /** What is known of a log is never good news; one that cannot be proved is not proved. */
  private Observation log(Problem log) {
    return problem("Log of a gateway", log, List.of(Control.PROTECTED));
  }

  private Observation unreadable(Problem file) {
    return problem("File among receipts", file, List.of(Control.ATTRIBUTED, Control.PROTECTED));
  }

  private Observation problem(String title, Problem problem, List<Control> controls) {
    String text = "%s, %s: %s".formatted(problem.code(), problem.item(), problem.reason());
    return new Observation(text, title, text, report.made(), List.of(), false, controls);
  }

  private static String nodes(Receipt receipt) {
    return receipt
        .nodes()
        .filter(nodes -> !nodes.isEmpty())
        .map(nodes ->
            nodes.stream()
                .map(n -> n.name() + " " + n.versions())
                .collect(Collectors.joining("; ", ". Nodes report: ", more(receipt))))
        .orElse("");
  }

  private static String more(Receipt receipt) {
    return receipt.moreNodes() == 0
        ? ""
        : "; and " + Amounts.count(receipt.moreNodes(), "more node");
  }

  /** A UUID of version 5 (RFC 9562 section 5.5): the same report has the same ones. */
  private static UUID uuid(String name) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      sha1.update(URL_NAMESPACE);
      ByteBuffer hash = ByteBuffer.wrap(sha1.digest((NAMESPACE + " " + name).getBytes(UTF_8)));
      long high = hash.getLong() & ~0xF000L | 0x5000L;
      long low = hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
      return new UUID(high, low);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
