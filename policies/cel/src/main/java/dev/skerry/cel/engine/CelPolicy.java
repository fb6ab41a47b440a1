package dev.skerry.cel.engine;

import dev.skerry.cel.Decision;
import dev.skerry.cel.Gate;
import dev.skerry.cel.facts.BundleFacts;
import dev.skerry.format.accept.AdmissionPolicy;
import dev.skerry.format.accept.Metadata;
import dev.skerry.format.accept.Objection;
import dev.skerry.format.accept.SiteView;
import dev.skerry.format.accept.TrustJudgement.Trusted;
import dev.skerry.format.error.SkerryException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks policies whether a bundle may enter (format section 6, step 10). */
public final class CelPolicy implements AdmissionPolicy {
  private final PolicySet policies;

  /** With policies that were compiled for {@link Gate#ENTER}. */
  public CelPolicy(PolicySet policies) {
    this.policies = policies;
  }

  /** What every rule says of a bundle. */
  public static List<Decision> ask(
      PolicySet policies, SiteView site, Trusted trusted, Metadata metadata) {
    Map<String, Object> facts =
        BundleFacts.of(
            new BundleFacts.Known(
                trusted.statement(),
                trusted.statementDigest(),
                trusted.root(),
                trusted.signers(),
                Optional.of(site),
                site.time()),
            metadata);
    return policies.ask(facts);
  }

  @Override
  public List<Objection> judge(SiteView site, Trusted trusted, Metadata metadata) {
    return ask(policies, site, trusted, metadata).stream()
        .filter(decision -> !decision.allowed())
        .map(decision -> objection(decision, trusted.statement().name()))
        .toList();
  }

  private static Objection objection(Decision decision, String bundle) {
    return new Objection(
        Optional.of(decision.policy()),
        new SkerryException(decision.code(Gate.ENTER), bundle, decision.sentence()).problem());
  }
}
