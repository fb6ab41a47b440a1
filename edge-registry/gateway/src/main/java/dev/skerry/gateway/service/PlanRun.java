package dev.skerry.gateway.service;

import dev.skerry.format.Digest;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.SeenNodes;
import dev.skerry.format.document.Statement;
import dev.skerry.format.error.SkerryException;
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

/**
 * Rolls out the plans of the active bundle, as far as the bundle accepted last has them too; one
 * run at a time. So nothing older than what was accepted is ever handed over, also after somebody
 * went back to an earlier bundle.
 */
final class PlanRun {
  private final EmbeddedStore store;
  private final ChannelKey key;
  private final Target target;
  private final Journal journal;
  private final Function<Statement, Readiness> readiness;
  private final RevokedContent revoked;
  private final NodeResults results;

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
    this.revoked = new RevokedContent(store, key);
    this.results = new NodeResults(store, key);
  }

  /** What became of each plan; empty before the first bundle. */
  synchronized List<PlanEntry> run() {
    return store
        .state()
        .active(key)
        .map(active -> {
          Statement statement = statement(active);
          List<BundledPlan> plans = plans(active, statement);
          RollOut rollOut =
              new RollOut(target, readiness.apply(statement), revoked.of(active), journal);
          return newest(active)
              ? rollOut.run(plans)
              : rollOut.run(plans, "an earlier bundle, " + active.name() + ", is active again");
        })
        .orElse(List.of());
  }

  private boolean newest(BundleRow active) {
    return accepted().map(BundleRow::statement).equals(Optional.of(active.statement()));
  }

  private Optional<BundleRow> accepted() {
    return store.state().accepted(key).flatMap(last -> store.state().held(key, last.statement()));
  }

  /**
   * What the cluster's nodes say they run; empty where they cannot be seen. What a plan newly came
   * to on one is noted in the log. An API server that does not answer keeps only who asked: nothing
   * that a run needs is held meanwhile.
   */
  Optional<SeenNodes> nodes() {
    List<BundledPlan> plans;
    try {
      plans =
          store
              .state()
              .active(key)
              .map(active -> plans(active, statement(active)))
              .orElse(List.of());
    } catch (SkerryException e) {
      // A plan that cannot be read is told by its own entry; the receipt has to be issued.
      return Optional.empty();
    }
    Optional<SeenNodes> nodes = target.nodes(plans);
    nodes.ifPresent(seen -> results.note(plans, seen.nodes()));
    return nodes;
  }

  private static Statement statement(BundleRow active) {
    return Statement.of(Envelope.parse(active.envelope(), active.name()));
  }

  private List<BundledPlan> plans(BundleRow active, Statement statement) {
    List<dev.skerry.format.document.PlanEntry> accepted =
        accepted().map(row -> statement(row).plans()).orElse(List.of());
    return statement.plans().stream()
        .filter(accepted::contains)
        .map(plan ->
            new BundledPlan(
                plan.name(),
                plan.digest(),
                counter(statement, plan.digest()),
                active.name(),
                Approval.of(plan.approval()),
                PlanArtifact.file(plan.digest(), new BlobBytes(store.blobs()))))
        .toList();
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
