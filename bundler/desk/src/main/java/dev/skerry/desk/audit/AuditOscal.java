package dev.skerry.desk.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skerry.format.document.Times;
import dev.skerry.format.json.JsonText;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** The report as OSCAL 1.1.2 assessment results, keyed to controls of NIST SP 800-53. */
final class AuditOscal {
  /** The name space of URLs (RFC 9562 section 6.6). */
  private static final byte[] URL_NAMESPACE =
      HexFormat.of().parseHex("6ba7b8119dad11d180b400c04fd430c8");

  static final String NAMESPACE = "https://skerry.dev/oscal/v1";

  private static final String NOT_SATISFIED = "not-satisfied";

  private final AuditReport report;
  private final List<Observation> observations;

  private AuditOscal(AuditReport report) {
    this.report = report;
    this.observations =
        Stream.of(
                new BundleObservations(report).all(),
                new KeyObservations(report).all(),
                new ReceiptObservations(report).all(),
                new SiteObservations(report).all())
            .flatMap(all -> all)
            .distinct()
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
        .object("reviewed-controls", ReviewedControls::put)
        .objects("observations", observations, AuditOscal::put)
        .allObjects("findings", List.of(Control.values()), this::put);
  }

  private Stream<Observation> related(Control control) {
    return observations.stream()
        .filter(o ->
            o.controls().contains(control)
                || o.controls().stream().anyMatch(control.parts()::contains));
  }

  /** Whether every part of it was looked at: what nobody saw satisfies nothing. */
  private boolean evident(Control control) {
    return control.parts().isEmpty()
        ? related(control).findAny().isPresent()
        : control.parts().stream().allMatch(this::evident);
  }

  private void put(JsonText json, Control control) {
    json.put("uuid", uuid("finding " + control.id() + " " + report.made()).toString())
        .put("title", control.title())
        .put(
            "description",
            evident(control)
                ? "Observations: " + related(control).count() + "."
                : "No evidence, or not of all of it, was at hand.")
        .object(
            "target",
            target ->
                target
                    .put("type", "statement-id")
                    .put("target-id", control.id() + "_smt")
                    .object("status", status -> putState(status, control)))
        .objects(
            "related-observations",
            related(control).toList(),
            (one, observation) -> one.put("observation-uuid", uuid(observation).toString()));
  }

  private void putState(JsonText status, Control control) {
    boolean good = related(control).allMatch(Observation::good);
    if (!good) {
      status.put("state", NOT_SATISFIED).put("reason", "fail");
    } else if (evident(control)) {
      status.put("state", "satisfied").put("reason", "pass");
    } else {
      status.put("state", NOT_SATISFIED).put("reason", "other");
    }
  }

  private static void put(JsonText json, Observation observation) {
    json.put("uuid", uuid(observation).toString())
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

  private static UUID uuid(Observation observation) {
    return uuid("observation " + observation.seed());
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
