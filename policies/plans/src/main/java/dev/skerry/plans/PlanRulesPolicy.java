package dev.skerry.plans;

import dev.skerry.format.Digest;
import dev.skerry.format.accept.AdmissionPolicy;
import dev.skerry.format.accept.Metadata;
import dev.skerry.format.archive.ReadError;
import dev.skerry.format.document.PlanEntry;
import dev.skerry.format.document.Statement;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.SkerryException;
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
          .map(Finding::problem)
          .toList();
    } catch (SkerryException e) {
      return List.of(e.problem());
    }
  }

  private static byte[] document(Metadata metadata, Digest digest) {
    return Optional.ofNullable(metadata.documents().get(digest))
        .orElseThrow(() ->
            new SkerryException(
                ReadError.LISTS_CONTRADICT, digest.toString(), "is not in group 4 of the bundle"));
  }
}
