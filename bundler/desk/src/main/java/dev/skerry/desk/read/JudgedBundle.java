package dev.skerry.desk.read;

import dev.skerry.format.Progress;
import dev.skerry.format.accept.Acceptance;
import dev.skerry.format.accept.AdmissionPolicy;
import dev.skerry.format.accept.Metadata;
import dev.skerry.format.accept.SiteView;
import dev.skerry.format.accept.Space;
import dev.skerry.format.accept.TrustJudgement.NotTrusted;
import dev.skerry.format.accept.TrustJudgement.Trusted;
import dev.skerry.format.accept.Verdict;
import dev.skerry.format.archive.BundleSource;
import dev.skerry.format.archive.Diagnosis;
import dev.skerry.format.archive.Head;
import dev.skerry.format.archive.HeadReader;
import dev.skerry.format.archive.MemberName;
import dev.skerry.format.archive.MetadataReader;
import dev.skerry.format.archive.Opening;
import dev.skerry.format.archive.ReadError;
import dev.skerry.format.certificate.KeyCertificate;
import dev.skerry.format.certificate.KeyCertificates;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.log.Acks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One bundle on its way through the steps, with what was found until it was refused. */
final class JudgedBundle {
  private final SiteView view;
  private final AdmissionPolicy policy;
  private final Optional<Space> space;
  private final List<Problem> warnings = new ArrayList<>();
  private Optional<Verification.Signed> signed = Optional.empty();
  private List<KeyCertificate> certificates = List.of();
  private Optional<Acks> seen = Optional.empty();
  private int omitted;

  /**
   * A bundle that nothing was read of yet.
   *
   * @param heard warnings so far
   */
  JudgedBundle(SiteView view, AdmissionPolicy policy, Optional<Space> space, List<Problem> heard) {
    this.view = view;
    warnings.addAll(heard);
    this.policy = policy;
    this.space = space;
  }

  Optional<Verification.Signed> signed() {
    return signed;
  }

  List<Problem> warnings() {
    return warnings;
  }

  /** The certificates of those who signed. */
  List<KeyCertificate> certificates() {
    return certificates;
  }

  /** What the desk had seen of the logs of gateways. */
  Optional<Acks> seen() {
    return seen;
  }

  /** How many blobs the bundle leaves out because the site holds them. */
  int omitted() {
    return omitted;
  }

  /**
   * Steps 0 to 11.
   *
   * @throws SkerryException the first refusal
   */
  void judge(BundleSource source, Progress progress) {
    BodyHasher.run(source, metadata(source), progress);
  }

  /**
   * Steps 0 to 10.
   *
   * @throws SkerryException the first refusal
   */
  Head metadata(BundleSource source) {
    HeadReader reader = new HeadReader(source);
    Opening opening;
    Trusted trusted;
    try {
      opening = reader.opening();
      trusted = trust(opening);
    } catch (SkerryException e) {
      throw new Diagnosis(source).head(e);
    }
    Verdict steps = Acceptance.judgeStatement(view, trusted);
    hear(steps);
    Head head = reader.head(opening, trusted.statement());
    requireAll(source, head);
    Metadata metadata = MetadataReader.read(source, head);
    omitted = metadata.omitted().size();
    certificates =
        KeyCertificates.of(
            trusted.root(),
            trusted.signers(),
            trusted.statement().issued(),
            metadata.revocations());
    hearAcks(head);
    hear(Acceptance.judgeMetadata(view, trusted, steps, metadata, policy, space));
    return head;
  }

  /**
   * Steps 1 to 6, of what stands before the lists.
   *
   * @throws SkerryException the first refusal
   */
  void judge(Opening opening) {
    hear(Acceptance.judgeStatement(view, trust(opening)));
  }

  private Trusted trust(Opening opening) {
    return switch (Acceptance.judgeTrust(view, opening.envelope(), opening.roots())) {
      case NotTrusted refused -> throw new SkerryException(refused.problem());
      case Trusted good -> {
        signed =
            Optional.of(
                new Verification.Signed(
                    good.statement(),
                    good.statementDigest(),
                    good.root().version(),
                    List.copyOf(good.signers())));
        yield good;
      }
    };
  }

  /** A wrong list keeps no bundle out of a gateway, so it does not here. */
  private void hearAcks(Head head) {
    try {
      seen = Optional.ofNullable(head.extras().get(MemberName.extra(Acks.NAME))).map(Acks::parse);
    } catch (SkerryException e) {
      warnings.add(e.problem());
    }
  }

  private void hear(Verdict verdict) {
    warnings.addAll(verdict.warnings());
    verdict.orThrow();
  }

  private static void requireAll(BundleSource source, Head head) {
    List<Integer> missing = source.missing(head.length());
    if (!missing.isEmpty()) {
      throw new SkerryException(
          ReadError.VOLUME_MISSING,
          source.volumeName(missing.getFirst()),
          "is not here; of the bundle's volumes %d %s missing"
              .formatted(missing.size(), missing.size() == 1 ? "is" : "are"));
    }
  }
}
