package dev.skerry.plans;

import dev.skerry.format.accept.AdmissionPolicy;
import dev.skerry.format.accept.Metadata;
import dev.skerry.format.accept.Objection;
import dev.skerry.format.accept.SiteView;
import dev.skerry.format.accept.TrustJudgement.Trusted;
import dev.skerry.format.document.PlanEntry;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.SkerryException;
import java.util.List;

/** Judges the plans of a bundle by the plan rules before anything of it is stored. */
public final class PlanRulesPolicy implements AdmissionPolicy {
  @Override
  public List<Objection> judge(SiteView site, Trusted trusted, Metadata metadata) {
    return trusted.statement().plans().stream()
        .flatMap(plan -> judge(plan, metadata).stream())
        .map(Objection::of)
        .toList();
  }

  private static List<Problem> judge(PlanEntry plan, Metadata metadata) {
    try {
      byte[] yaml = PlanArtifact.file(plan.digest(), metadata);
      return PlanRules.check(PlanFile.parse(plan.name(), yaml)).stream()
          .filter(Finding::stops)
          .map(Finding::problem)
          .toList();
    } catch (SkerryException e) {
      return List.of(e.problem());
    }
  }
}
