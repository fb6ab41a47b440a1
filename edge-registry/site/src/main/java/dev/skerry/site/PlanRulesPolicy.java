package dev.skerry.site;

import dev.skerry.format.Digest;
import dev.skerry.format.accept.AdmissionPolicy;
import dev.skerry.format.accept.Metadata;
import dev.skerry.format.archive.ReadError;
import dev.skerry.format.document.PlanEntry;
import dev.skerry.format.document.Statement;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.SkerryException;
import dev.skerry.plans.Finding;
import dev.skerry.plans.PlanFile;
import dev.skerry.plans.PlanRules;
import java.util.List;
import java.util.Optional;

/** Judges the plans of a bundle by the plan rules before anything of it is stored. */
public final class PlanRulesPolicy implements AdmissionPolicy {
  @Override
  public List<Problem> judge(Statement statement, Metadata metadata) {
    return statement.plans().stream().flatMap(plan -> judge(plan, metadata).stream()).toList();
  }

  private static List<Problem> judge(PlanEntry plan, Metadata metadata) {
    try {
      byte[] yaml = PlanArtifact.file(plan.digest(), digest -> document(metadata, digest));
      return PlanRules.check(PlanFile.parse(plan.name(), yaml)).stream()
          .filter(Finding::stops)
          .map(finding -> refusal(finding.problem()))
          .toList();
    } catch (SkerryException e) {
      return List.of(refusal(e.problem()));
    }
  }

  /** A site refuses where the desk fails: the same problem, another exit code. */
  private static Problem refusal(Problem found) {
    return new Problem(
        found.code(), found.side(), found.item(), found.reason(), found.next(), ExitCode.REFUSED);
  }

  private static byte[] document(Metadata metadata, Digest digest) {
    return Optional.ofNullable(metadata.documents().get(digest))
        .orElseThrow(() ->
            new SkerryException(
                ReadError.LISTS_CONTRADICT, digest.toString(), "is not in group 4 of the bundle"));
  }
}
