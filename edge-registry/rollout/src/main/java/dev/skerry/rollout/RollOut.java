package dev.skerry.rollout;

import dev.skerry.format.error.Problem;
import dev.skerry.format.error.SkerryException;
import dev.skerry.plans.PlanDoc;
import dev.skerry.rollout.PlanEntry.State;
import dev.skerry.rollout.Target.Found;
import dev.skerry.rollout.Target.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Step 10: brings the plans of the active bundle as far as they may go (design section 4,
 * "Roll-out"). Every run looks at the target first, so it can be repeated at any time: a digest
 * that is already there is never written again.
 */
public final class RollOut {
  private final Target target;
  private final Readiness readiness;
  private final Revocations revocations;
  private final Journal journal;

  /** Wires the step. */
  public RollOut(Target target, Readiness readiness, Revocations revocations, Journal journal) {
    this.target = target;
    this.readiness = readiness;
    this.revocations = revocations;
    this.journal = journal;
  }

  /**
   * Runs the step once.
   *
   * @param plans all plans of the active bundle
   * @return what became of each, then those that only earlier bundles had
   */
  public List<PlanEntry> run(List<BundledPlan> plans) {
    return run(plans, "the active bundle no longer has it");
  }

  /**
   * Runs the step once.
   *
   * @param plans those that may go on
   * @param dropped why all others that were known before do not
   * @return what became of each, then the others
   */
  public List<PlanEntry> run(List<BundledPlan> plans, String dropped) {
    List<PlanEntry> entries = new ArrayList<>();
    for (BundledPlan plan : plans) {
      entries.add(keep(advance(plan)));
    }
    Set<String> names = plans.stream().map(BundledPlan::name).collect(Collectors.toSet());
    for (PlanEntry earlier : journal.current()) {
      if (!names.contains(earlier.name())) {
        entries.add(keep(earlier.dropped(dropped)));
      }
    }
    return List.copyOf(entries);
  }

  private PlanEntry keep(PlanEntry entry) {
    boolean news = journal.current().stream().noneMatch(entry::equals);
    if (news) {
      journal.record(entry);
    }
    return entry;
  }

  private PlanEntry advance(BundledPlan plan) {
    String first =
        journal.find(plan.name(), plan.digest()).map(PlanEntry::firstBundle).orElse(plan.bundle());
    try {
      StampedPlan stamped = StampedPlan.of(plan, first);
      Found found = target.look(stamped);
      if (found.standing() != Standing.SAME) {
        mayStart(stamped);
        target.write(stamped, found);
      }
      PlanEntry done = PlanEntry.of(plan, first, target.done()).at(target.place(plan));
      return found.remark().map(done::because).orElse(done);
    } catch (NotNow e) {
      return PlanEntry.of(plan, first, State.WAITING).because(e.reason());
    } catch (SkerryException e) {
      return PlanEntry.of(plan, first, State.REFUSED).because(text(e.problem()));
    }
  }

  private static String text(Problem problem) {
    return problem.code() + " " + problem.item() + ": " + problem.reason();
  }

  private void mayStart(StampedPlan stamped) throws NotNow {
    BundledPlan plan = stamped.plan();
    Optional<String> revoked = revocations.against(plan, stamped.file().images());
    if (revoked.isPresent()) {
      throw new SkerryException(RolloutError.REVOKED, plan.name(), revoked.get());
    }
    if (plan.approval() != Approval.NONE) {
      throw new NotNow("needs the approval of " + plan.approval().word() + " at the site");
    }
    for (PlanDoc document : stamped.acting()) {
      Optional<String> missing = readiness.missing(document.images(), target.platforms(document));
      if (missing.isPresent()) {
        throw new NotNow(missing.get());
      }
    }
  }
}
