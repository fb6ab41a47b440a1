package dev.skerry.desk.audit;

import dev.skerry.cel.facts.CarriedReferrer;
import dev.skerry.desk.audit.AuditReport.Bundle;
import dev.skerry.desk.read.Verification;
import dev.skerry.desk.root.Powers;
import dev.skerry.desk.root.RootFile;
import dev.skerry.format.document.Content;
import dev.skerry.format.document.Evidence;
import dev.skerry.format.document.Kind;
import dev.skerry.format.document.RoleName;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What bundles and root documents show. */
final class BundleObservations {
  private final AuditReport report;
  private final Instant made;

  BundleObservations(AuditReport report) {
    this.report = report;
    this.made = report.made();
  }

  Stream<Observation> all() {
    return Stream.concat(
        report.bundles().stream().flatMap(this::of), Stream.of(root(report.roots().getLast())));
  }

  private Stream<Observation> of(Bundle bundle) {
    Verification verification = bundle.verification();
    List<Observation> seen = new ArrayList<>(List.of(verdict(bundle), signers(verification)));
    if (verification.volumes() > 0) {
      bundle.statement().flatMap(s -> provenance(bundle, s).findFirst()).ifPresent(seen::add);
    }
    return seen.stream();
  }

  private Observation verdict(Bundle bundle) {
    Verification verification = bundle.verification();
    String verdict =
        verification.problem().map(p -> "refused: " + p.code() + ", " + p.reason()).orElse("good");
    String signers =
        verification.trusted().map(s -> "signed by " + String.join(", ", s.signers())).orElse("");
    List<Control> controls = new ArrayList<>(List.of(Control.SIGNED));
    if (verification.volumes() > 0) {
      controls.addAll(List.of(Control.AUTHENTIC, Control.INTEGRITY));
    }
    return new Observation(
        seed(verification),
        "Bundle " + verification.name(),
        (verdict + ". " + signers).strip(),
        made,
        digests(verification),
        verification.good(),
        controls);
  }

  /** Signatures alone: a bundle that is damaged may still be one that the right people released. */
  private Observation signers(Verification verification) {
    String text =
        verification
            .trusted()
            .map(s ->
                "Root %d asks for %d in role release; signed by %s"
                    .formatted(s.root(), threshold(s.root()), String.join(", ", s.signers())))
            .orElse("Not signed by as many in role release as the root asks for");
    return new Observation(
        "release " + seed(verification),
        "Who released " + verification.name(),
        text,
        made,
        digests(verification),
        verification.trusted().isPresent(),
        List.of(Control.RESTRICTED));
  }

  private long threshold(long version) {
    return report.roots().stream()
        .map(RootFile::document)
        .filter(document -> document.version() == version)
        .mapToLong(document -> document.roles().release().threshold())
        .findFirst()
        .orElse(0);
  }

  /** Nothing where a bundle has no image. */
  private Stream<Observation> provenance(Bundle bundle, Statement statement) {
    List<Content> images =
        statement.content().stream().filter(content -> content.kind().equals(Kind.IMAGE)).toList();
    Set<String> vouched =
        Stream.concat(
                bundle.carried().stream().map(CarriedReferrer::reference),
                statement.evidence().stream().flatMap(e -> references(images, e)))
            .collect(Collectors.toSet());
    List<String> without =
        images.stream().map(Content::reference).filter(r -> !vouched.contains(r)).toList();
    String text =
        "%d of %d images carry a signature, SBOM or attestation of their makers%s"
            .formatted(
                images.size() - without.size(),
                images.size(),
                without.isEmpty() ? "" : "; without: " + String.join(", ", without));
    Verification verification = bundle.verification();
    return Stream.of(
            new Observation(
                "provenance " + seed(verification),
                "What travels with the images of " + verification.name(),
                text,
                made,
                digests(verification),
                without.isEmpty(),
                List.of(Control.PROVENANCE)))
        .filter(observation -> !images.isEmpty());
  }

  private static Stream<String> references(List<Content> images, Evidence evidence) {
    return images.stream()
        .filter(image -> image.digest().equals(evidence.about()))
        .map(Content::reference);
  }

  /** The newest one: it says who can act now. */
  private Observation root(RootFile newest) {
    RootDocument root = newest.document();
    Powers powers = new Powers(root);
    List<String> alone =
        root.signers().stream()
            .map(RootDocument.RootSigner::name)
            .filter(name -> canDoTooMuch(powers, name))
            .toList();
    return new Observation(
        "root " + newest.envelope().payloadDigest(),
        "Root document " + root.version(),
        alone.isEmpty()
            ? "Nobody can change it alone, and nobody can release and deploy alone"
            : "Can change it, or release and deploy, alone: " + String.join(", ", alone),
        made,
        List.of(newest.envelope().payloadDigest().toString()),
        alone.isEmpty(),
        List.of(Control.SEPARATED));
  }

  private static boolean canDoTooMuch(Powers powers, String name) {
    return powers.alone(RoleName.ROOT, name)
        || (powers.alone(RoleName.RELEASE, name) && powers.alone(RoleName.DEPLOY, name));
  }

  private static String seed(Verification verification) {
    return verification.place()
        + " "
        + verification.name()
        + String.join("", digests(verification));
  }

  private static List<String> digests(Verification verification) {
    return verification.trusted().map(s -> s.digest().toString()).stream().toList();
  }
}
