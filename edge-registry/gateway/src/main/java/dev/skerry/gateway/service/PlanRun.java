package dev.skerry.gateway.service;

import dev.skerry.format.Digest;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.Statement;
import dev.skerry.plans.PlanArtifact;
import dev.skerry.rollout.Approval;
import dev.skerry.rollout.BundledPlan;
import dev.skerry.rollout.Journal;
import dev.skerry.rollout.PlanEntry;
import dev.skerry.rollout.Readiness;
import dev.skerry.rollout.RollOut;
import dev.skerry.rollout.Target;
import dev.skerry.store.ChannelKey;
import dev.skerry.store.EmbeddedStore;
import dev.skerry.store.SiteState.BundleRow;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Rolls out the plans of the active bundle; one run at a time. */
final class PlanRun {
  private final EmbeddedStore store;
  private final ChannelKey key;
  private final Target target;
  private final Journal journal;
  private final Function<Statement, Readiness> readiness;

  PlanRun(
      EmbeddedStore store,
      ChannelKey key,
      Target target,
      Journal journal,
      Function<Statement, Readiness> readiness) {
    this.store = store;
    this.key = key;
    this.target = target;
    this.journal = journal;
    this.readiness = readiness;
  }

  /** What became of each plan; empty before the first bundle. */
  synchronized List<PlanEntry> run() {
    Optional<BundleRow> active = store.state().active(key);
    if (active.isEmpty()) {
      return List.of();
    }
    Statement statement =
        Statement.of(Envelope.parse(active.get().envelope(), active.get().name()));
    List<BundledPlan> plans =
        statement.plans().stream()
            .map(plan ->
                new BundledPlan(
                    plan.name(),
                    plan.digest(),
                    counter(statement, plan.digest()),
                    active.get().name(),
                    Approval.of(plan.approval()),
                    PlanArtifact.file(plan.digest(), new BlobBytes(store.blobs()))))
            .toList();
    return new RollOut(target, readiness.apply(statement), journal).run(plans);
  }

  /** Whether something may still come of running again. */
  boolean waiting() {
    return journal.current().stream().anyMatch(e -> e.state() == PlanEntry.State.WAITING);
  }

  private static long counter(Statement statement, Digest plan) {
    return statement.content().stream()
        .filter(content -> content.digest().equals(plan))
        .mapToLong(content -> content.counter().orElse(1))
        .max()
        .orElse(1);
  }
}
