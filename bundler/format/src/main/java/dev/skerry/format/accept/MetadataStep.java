package dev.skerry.format.accept;

import dev.skerry.format.Digest;
import dev.skerry.format.accept.TrustJudgement.Trusted;
import dev.skerry.format.certificate.KeyCertificates;
import dev.skerry.format.document.Kind;
import dev.skerry.format.document.Permit;
import dev.skerry.format.document.PlanEntry;
import dev.skerry.format.document.Statement;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.oci.Closure;
import dev.skerry.format.oci.IndexJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Step 10: what group 4 shows. */
final class MetadataStep {
  private final SiteView site;
  private final Trusted trusted;
  private final Statement statement;
  private final Metadata metadata;
  private final List<Problem> warnings = new ArrayList<>();
  private final Permits permits;
  private final List<JudgedPermit> before;

  MetadataStep(SiteView site, Trusted trusted, Verdict steps, Metadata metadata) {
    this.permits = new Permits(site, trusted, warnings);
    this.before = steps.permits();
    this.site = site;
    this.trusted = trusted;
    this.statement = trusted.statement();
    this.metadata = metadata;
  }

  Verdict judge(AdmissionPolicy policy, Optional<Space> space) {
    try {
      Closure.judge(
          IndexJson.parse(metadata.index()),
          statement.content(),
          metadata.documents(),
          metadata.sizes(),
          metadata.omitted());
      revoked();
      plans();
      certificates();
      List<Problem> against = against(policy);
      if (!against.isEmpty()) {
        warnings.addAll(0, against.subList(1, against.size()));
        return refused(against.getFirst());
      }
      space.ifPresent(this::space);
      return new Verdict.GoOn(warnings, permits.judged(), Optional.empty());
    } catch (SkerryException e) {
      return refused(e.problem());
    }
  }

  private Verdict refused(Problem problem) {
    permits.tellOthers(before);
    return new Verdict.Refused(warnings, permits.judged(), problem);
  }

  /** What policies say and no permit lifts. */
  private List<Problem> against(AdmissionPolicy policy) {
    List<Problem> against = new ArrayList<>();
    for (Objection objection : policy.judge(site, trusted, metadata)) {
      try {
        SkerryException refusal = new SkerryException(objection.problem());
        permits.lift(objection.policy().map(Permit::policy).orElseThrow(() -> refusal), refusal);
      } catch (SkerryException refused) {
        against.add(refused.problem());
      }
    }
    return against;
  }

  /** Step 6 for what the statement does not name itself: platforms of an index, layers. */
  private void revoked() {
    for (Digest digest : trusted.root().revoked().content()) {
      if (metadata.sizes().containsKey(digest) || metadata.omitted().contains(digest)) {
        throw new SkerryException(
            AcceptError.CONTENT_REVOKED,
            statement.name(),
            "carries %s, which root %d revoked".formatted(digest, trusted.root().version()));
      }
    }
  }

  private void plans() {
    for (PlanEntry plan : statement.plans()) {
      boolean carried =
          statement.content().stream()
              .anyMatch(entry ->
                  entry.kind().equals(Kind.PLAN)
                      && entry.digest().equals(plan.digest())
                      && entry.name().equals(Optional.of(plan.name())));
      if (!carried) {
        throw new SkerryException(
            AcceptError.PLAN_NOT_CARRIED,
            "plan " + plan.name(),
            "is %s, which is no plan in the content of %s"
                .formatted(plan.digest(), statement.name()));
      }
    }
  }

  /** Evidence only: what counts is the key, unless a policy asks for more. */
  private void certificates() {
    KeyCertificates.of(
            trusted.root(), trusted.signers(), statement.issued(), metadata.revocations())
        .stream()
        .filter(certificate -> !certificate.sound())
        .map(certificate ->
            new SkerryException(
                    AcceptError.WARN_CERTIFICATE,
                    "certificate of " + certificate.signer(),
                    certificate.reason())
                .problem())
        .forEach(warnings::add);
  }

  private void space(Space space) {
    for (Digest digest : metadata.omitted()) {
      if (!space.held().test(digest)) {
        throw new SkerryException(
            AcceptError.OMITTED_NOT_HELD,
            digest.toString(),
            "is left out of %s and not held here as it was".formatted(statement.name()));
      }
    }
    long needed =
        metadata.sizes().entrySet().stream()
            .filter(blob -> !space.held().test(blob.getKey()))
            .mapToLong(Map.Entry::getValue)
            .sum();
    if (!space.fits(needed)) {
      throw new SkerryException(
          AcceptError.SPACE,
          statement.name(),
          "needs %,d bytes and %,d in reserve; %,d are free"
              .formatted(needed, space.reserve(), space.free()));
    }
  }
}
