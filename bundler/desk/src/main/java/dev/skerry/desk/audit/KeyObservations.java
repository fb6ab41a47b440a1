package dev.skerry.desk.audit;

import dev.skerry.desk.audit.AuditReport.Brought;
import dev.skerry.desk.read.ReadSideError;
import dev.skerry.desk.root.RootFile;
import dev.skerry.format.console.Amounts;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.RootDocument.RootKey;
import dev.skerry.format.document.Times;
import dev.skerry.format.error.Problem;
import dev.skerry.format.log.SignedSuccession;
import dev.skerry.format.sign.Scheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What root documents and receipts show of keys: by which documents they came and went. */
final class KeyObservations {
  private static final List<Control> CHANGES =
      List.of(Control.CONTROLLED_KEYS, Control.MANAGED_KEYS);

  /** A gateway's key that the registered one does not stand for, or no longer. */
  private static final Set<String> UNREGISTERED =
      Set.of(
          ReadSideError.KEY_CHANGED.code(),
          ReadSideError.KEY_REPLACED.code(),
          ReadSideError.KEY_REPLACED_LATE.code());

  private final AuditReport report;

  KeyObservations(AuditReport report) {
    this.report = report;
  }

  Stream<Observation> all() {
    List<RootFile> roots = report.roots();
    List<Observation> seen = new ArrayList<>();
    for (int i = 0; i < roots.size(); i++) {
      Set<String> before = i == 0 ? Set.of() : keys(roots.get(i - 1).document()).keySet();
      seen.add(root(roots.get(i), before));
    }
    seen.add(schemes(roots.getLast()));
    report.sites().forEach((site, receipts) -> seen.add(gateway(site, receipts)));
    report.receipts().stream()
        .flatMap(one -> one.objection().stream())
        .filter(objection -> UNREGISTERED.contains(objection.code()))
        .map(this::unregistered)
        .forEach(seen::add);
    return seen.stream();
  }

  /** Its signatures were judged when the chain was read; without that there is no report. */
  private Observation root(RootFile root, Set<String> before) {
    RootDocument document = root.document();
    Map<String, RootKey> now = keys(document);
    Set<String> added = new TreeSet<>(now.keySet());
    added.removeAll(before);
    Set<String> gone = new TreeSet<>(before);
    gone.removeAll(now.keySet());
    String text =
        ("Root document %d of %s is signed as it asks itself%s."
                + " Keys added: %s; gone: %s; revoked: %s")
            .formatted(
                document.version(),
                Times.text(document.issued()),
                document.version() == 1
                    ? ", and is the one trusted"
                    : " and as the one before asks",
                listed(added),
                listed(gone),
                listed(Set.copyOf(document.revoked().keys())));
    return observation(
        "keys " + root.envelope().payloadDigest(),
        "Keys of root document " + document.version(),
        text,
        List.of(root.envelope().payloadDigest().toString()),
        true,
        CHANGES);
  }

  private static Map<String, RootKey> keys(RootDocument document) {
    return document.signers().stream()
        .flatMap(signer -> signer.keys().stream())
        .collect(Collectors.toMap(RootKey::keyid, key -> key, (one, same) -> one, TreeMap::new));
  }

  private static String listed(Set<String> keyids) {
    return keyids.isEmpty() ? "none" : String.join(", ", new TreeSet<>(keyids));
  }

  /** Whether a module that signs is validated is not seen. */
  private Observation schemes(RootFile newest) {
    Map<String, Long> used =
        keys(newest.document()).values().stream()
            .collect(Collectors.groupingBy(RootKey::scheme, TreeMap::new, Collectors.counting()));
    String text =
        used.entrySet().stream()
            .map(one ->
                "%s of %s (%s)"
                    .formatted(
                        Amounts.count(one.getValue(), "key"),
                        one.getKey(),
                        Scheme.of(one.getKey())
                            .map(KeyObservations::standard)
                            .orElse("not known here")))
            .collect(Collectors.joining(", "));
    return observation(
        "schemes " + newest.envelope().payloadDigest(),
        "Schemes of root document " + newest.document().version(),
        text + ". Whether what signs is a validated module is not in a bundle.",
        List.of(newest.envelope().payloadDigest().toString()),
        used.keySet().stream().allMatch(scheme -> Scheme.of(scheme).isPresent()),
        List.of(Control.APPROVED));
  }

  private static String standard(Scheme scheme) {
    return switch (scheme) {
      case ED25519, ECDSA_P256_SHA256, RSA_PSS_3072_SHA256 -> "FIPS 186-5";
      case ML_DSA_65, ML_DSA_87 -> "FIPS 204";
    };
  }

  private Observation gateway(String site, List<Brought> receipts) {
    List<SignedSuccession> changes = AuditReport.keyChanges(receipts);
    String text =
        "%s of %s signed by keys that role deploy registered%s"
            .formatted(
                Amounts.count(receipts.size(), "receipt"),
                site,
                changes.isEmpty()
                    ? ""
                    : "; changed, signed by both keys: "
                        + changes.stream()
                            .map(
                                change -> change.before().keyid() + " to " + change.after().keyid())
                            .collect(Collectors.joining(", ")));
    return observation(
        "gateway key " + site,
        "Key of the gateway of " + site,
        text,
        receipts.stream().map(one -> one.digest().toString()).toList(),
        true,
        CHANGES);
  }

  private Observation unregistered(Problem objection) {
    String text = "%s, %s: %s".formatted(objection.code(), objection.item(), objection.reason());
    return observation(text, "Key of a gateway", text, List.of(), false, CHANGES);
  }

  private Observation observation(
      String seed,
      String title,
      String text,
      List<String> digests,
      boolean good,
      List<Control> controls) {
    return new Observation(seed, title, text, report.made(), digests, good, controls);
  }
}
