package dev.skerry.site;

import dev.skerry.format.Digest;
import dev.skerry.format.accept.CounterStep;
import dev.skerry.format.accept.Metadata;
import dev.skerry.format.accept.SiteView;
import dev.skerry.format.accept.TrustJudgement.Trusted;
import dev.skerry.format.accept.Verdict;
import dev.skerry.format.document.PlanEntry;
import dev.skerry.format.document.Statement;
import dev.skerry.format.document.Times;
import dev.skerry.format.error.SkerryException;
import dev.skerry.store.BundleContent;
import dev.skerry.store.ChannelKey;
import dev.skerry.store.EmbeddedStore;
import dev.skerry.store.PlanJournal.PlanRow;
import dev.skerry.store.PlanJournal.State;
import dev.skerry.store.SiteState.BundleRow;
import dev.skerry.store.StoreError;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The one transaction in which a bundle becomes visible: judged again against the state of now,
 * then rows, tags, counters, floor, plans and log row, all at once (format section 6, step 12).
 */
final class Commit {
  private final EmbeddedStore store;
  private final Admit admit;
  private final StateInLog state;
  private final ChannelKey key;
  private final InstantSource clock;
  private final Journal journal;

  Commit(EmbeddedStore store, Admit admit, StateInLog state, ChannelKey key, InstantSource clock) {
    this.store = store;
    this.admit = admit;
    this.state = state;
    this.key = key;
    this.clock = clock;
    this.journal = new Journal(store.log());
  }

  /**
   * Commits.
   *
   * @param omitted the blobs that it leaves out, found sound when it was admitted
   * @param seen what the desk has seen of the log
   * @return the verdict of step 12; when it refuses, nothing has happened
   * @throws SkerryException {@link StoreError#NOT_HELD} when a blob that was stored is gone again,
   *     and those of {@link StateInLog#check}
   */
  Verdict run(Candidate candidate, Metadata metadata, Omitted omitted, Acknowledgement seen) {
    Trusted trusted = candidate.trusted();
    BundleContent rows =
        CatalogRows.of(trusted.statementDigest(), metadata, sizes(metadata, omitted));
    AtomicReference<Verdict> last = new AtomicReference<>(candidate.verdict());
    try {
      store.inTransaction(() -> {
        SiteView view = admit.view(candidate);
        Verdict verdict = admit.judgeAgain(view, candidate, metadata, omitted.again());
        last.set(verdict);
        verdict.orThrow();
        state.compare();
        requireHeld(metadata);
        write(candidate, metadata, rows, view, verdict.floor().orElseThrow());
        verdict
            .permitted()
            .forEach(p -> journal.permitted(name(trusted), p, JudgedFacts.of(view, trusted)));
        seen.told().ifPresent(store.log()::acknowledge);
        seen.problem().ifPresent(problem -> journal.contradicted(name(trusted), problem));
        return rows;
      });
    } catch (SkerryException e) {
      if (!(last.get() instanceof Verdict.Refused refused)
          || !refused.problem().equals(e.problem())) {
        throw e;
      }
    }
    return last.get();
  }

  private static String name(Trusted trusted) {
    return trusted.statement().name();
  }

  private void write(
      Candidate candidate, Metadata metadata, BundleContent rows, SiteView view, Instant floor) {
    Trusted trusted = candidate.trusted();
    Statement statement = trusted.statement();
    Instant now = clock.instant();
    store.catalog().addBundle(rows);
    store.state().accept(key, bundleRow(trusted, metadata, now));
    CounterStep.counters(statement)
        .forEach((name, counter) -> store.state().setCounter(key, name, counter));
    store.state().raiseFloor(key, floor);
    plans(statement, now);
    log(trusted, known(candidate, view));
  }

  /** Blobs of a thin bundle that it does not carry are held: they belong to it all the same. */
  private static SortedMap<Digest, Long> sizes(Metadata metadata, Omitted omitted) {
    SortedMap<Digest, Long> sizes = new TreeMap<>(metadata.sizes());
    sizes.putAll(omitted.sizes());
    return sizes;
  }

  /** A row promises a file: one that was found damaged in the meantime was put away. */
  private void requireHeld(Metadata metadata) {
    for (Digest digest : metadata.sizes().keySet()) {
      if (!store.blobs().holds(digest)) {
        throw new SkerryException(
            StoreError.NOT_HELD, digest.toString(), "was put away while its bundle was imported");
      }
    }
  }

  private static BundleRow bundleRow(Trusted trusted, Metadata metadata, Instant now) {
    Statement statement = trusted.statement();
    return new BundleRow(
        trusted.statementDigest(),
        statement.name(),
        statement.epoch(),
        statement.sequence(),
        statement.issued(),
        now,
        statement.totals().bytes(),
        trusted.envelope().bytes(),
        metadata.index());
  }

  private void plans(Statement statement, Instant now) {
    Set<String> brought = new HashSet<>();
    for (PlanEntry plan : statement.plans()) {
      brought.add(plan.name());
      if (store.plans().find(key, plan.name(), plan.digest()).isEmpty()) {
        store.plans().record(key, planRow(statement, plan, now));
      }
    }
    for (PlanRow row : store.plans().current(key)) {
      if (!brought.contains(row.name()) && row.state() != State.DROPPED) {
        store.plans().record(key, dropped(row, statement.name(), now));
      }
    }
  }

  private static PlanRow planRow(Statement statement, PlanEntry plan, Instant now) {
    return new PlanRow(
        plan.name(),
        plan.digest(),
        counter(statement, plan),
        statement.name(),
        plan.approval(),
        State.WAITING,
        Optional.empty(),
        Optional.empty(),
        now);
  }

  private static long counter(Statement statement, PlanEntry plan) {
    return statement.content().stream()
        .filter(entry -> entry.digest().equals(plan.digest()) && entry.counter().isPresent())
        .mapToLong(entry -> entry.counter().getAsLong())
        .max()
        .orElse(0);
  }

  private static PlanRow dropped(PlanRow row, String bundle, Instant now) {
    return new PlanRow(
        row.name(),
        row.digest(),
        row.counter(),
        row.firstBundle(),
        row.approval(),
        State.DROPPED,
        row.target(),
        Optional.of("bundle " + bundle + " no longer has it"),
        now);
  }

  /** What was before the commit, and where the bundle came from. */
  private static SortedMap<String, String> known(Candidate candidate, SiteView view) {
    SortedMap<String, String> detail = JudgedFacts.of(view, candidate.trusted());
    detail.put("place", candidate.source().files().folder().toString());
    detail.put("floor-before", Times.text(view.floor()));
    return detail;
  }

  private void log(Trusted trusted, SortedMap<String, String> known) {
    Statement statement = trusted.statement();
    SortedMap<String, String> detail = new TreeMap<>(known);
    detail.put("epoch", Long.toString(statement.epoch()));
    detail.put("sequence", Long.toString(statement.sequence()));
    detail.put("floor", Times.text(store.state().floor(key)));
    detail.put("counters", StateInLog.counters(store.state(), key).toString());
    detail.put("site", StateInLog.identity(store.state().site().orElseThrow()).toString());
    journal.append(Journal.ADMITTED, statement.name(), detail);
  }
}
