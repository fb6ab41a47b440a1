package dev.skerry.site;

import dev.skerry.format.Progress;
import dev.skerry.format.accept.AdmissionPolicy;
import dev.skerry.format.archive.BundleFiles;
import dev.skerry.format.archive.BundleFinder;
import dev.skerry.format.archive.BundleSource;
import dev.skerry.format.archive.MediumFiles;
import dev.skerry.format.archive.PermitFiles;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.error.SkerryException;
import dev.skerry.store.Disk;
import dev.skerry.store.EmbeddedStore;
import dev.skerry.store.Intake;
import dev.skerry.store.StoreError;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Steps 7 and 8: judges the bundles of a medium and imports the highest admissible one (format
 * section 6). Nothing is visible before the one transaction at the end; stopped at any point, it
 * can be repeated, and what was read is not read again.
 */
public final class Import {
  private final EmbeddedStore store;
  private final MediumFiles medium;
  private final SiteSettings settings;
  private final InstantSource clock;
  private final SiteViews views;
  private final StateInLog state;
  private final Admit admit;
  private final Pending pending;

  /**
   * An importer.
   *
   * @param disk writes what waits for further volumes
   * @param medium reads the sources
   * @param policy what this site asks beyond the format; see {@link
   *     dev.skerry.plans.PlanRulesPolicy}
   */
  public Import(
      EmbeddedStore store,
      Disk disk,
      MediumFiles medium,
      AdmissionPolicy policy,
      SiteSettings settings,
      InstantSource clock) {
    this.store = store;
    this.medium = medium;
    this.settings = settings;
    this.clock = clock;
    this.views = new SiteViews(store.state(), settings, clock);
    this.state = new StateInLog(store);
    this.admit = new Admit(store, views, policy);
    this.pending = new Pending(store.data(), disk);
  }

  /**
   * Looks at what this site trusts before anything is judged by it; a service does so when it
   * starts, so that the first import need not wait for the verifier to be loaded.
   *
   * @throws SkerryException {@link SiteError#NO_SITE}, {@link SiteError#ROOTS_CHANGED}
   */
  public void check() {
    views.requireRoots();
  }

  /**
   * Looks whether every entry of the log is as it was written, whether the log still begins with
   * what this site signed of it, and whether it is the one that the release desk has seen.
   *
   * @throws SkerryException {@link StoreError#LOG_CHANGED}, {@link SiteError#LOG_CONTRADICTED}
   */
  public void checkLog() {
    Checkpoints.requireSound(store.log());
    Acknowledgement.standing(store.log())
        .ifPresent(problem -> {
          throw new SkerryException(problem);
        });
  }

  /**
   * Looks whether what was accepted is what log and receipts say of it.
   *
   * @throws SkerryException {@link SiteError#STATE_CHANGED}, {@link StoreError#LOG_CHANGED}
   */
  public void checkState() {
    state.check();
  }

  private void requireState() {
    try {
      checkState();
    } catch (SkerryException e) {
      if (e.problem().code().equals(SiteError.STATE_CHANGED.code())) {
        new Journal(store.log()).stateContradicted(views.site().id(), e.problem());
      }
      throw e;
    }
  }

  /**
   * Imports. Refusals are outcomes; what is thrown is a failure of the gateway itself, or of a
   * medium on which not even one bundle was found.
   *
   * @throws SkerryException those of {@link #check} and {@link #checkState}, of {@link
   *     BundleFinder} and of the store
   */
  public ImportResult run(ImportRequest request, Progress progress) {
    check();
    requireState();
    Outcomes outcomes = new Outcomes(views, store.log());
    List<Outcome> untrusted = new ArrayList<>();
    List<Candidate> candidates = new ArrayList<>();
    MediumFiles sitting = medium.sitting(progress);
    try (Intake intake = store.blobs().intake()) {
      List<BundleFiles> bundles = BundleFinder.find(sitting, request.sources());
      PermitFiles permits = PermitFiles.read(sitting, bundles, request.permits());
      for (BundleFiles files : bundles) {
        AtomicReference<Optional<Envelope>> seen = new AtomicReference<>(Optional.empty());
        try {
          Consumer<Envelope> tell = envelope -> seen.set(Optional.of(envelope));
          candidates.add(judgeHead(sitting, files, permits, tell));
        } catch (SkerryException e) {
          untrusted.add(outcomes.untrusted(files, seen.get(), e.problem()));
        }
      }
      candidates.sort(Candidate.HIGHEST_FIRST);
      return new ImportResult(
          choose(candidates, untrusted, one(sitting, outcomes), outcomes, intake, progress));
    } finally {
      candidates.forEach(Candidate::close);
    }
  }

  private Candidate judgeHead(
      MediumFiles sitting, BundleFiles files, PermitFiles permits, Consumer<Envelope> seen) {
    BundleSource source = BundleSource.open(sitting, files, pending.beginning(files));
    try {
      return admit.judgeHead(source, permits, seen);
    } catch (SkerryException e) {
      source.close();
      throw e;
    }
  }

  private OneImport one(MediumFiles sitting, Outcomes outcomes) {
    Commit commit = new Commit(store, admit, state, views.key(), clock);
    return new OneImport(
        store, admit, commit, pending, sitting, outcomes, views.site(), settings.reserve());
  }

  /** Takes the highest admissible one; the outcome that decides comes first. */
  private List<Outcome> choose(
      List<Candidate> candidates,
      List<Outcome> untrusted,
      OneImport one,
      Outcomes outcomes,
      Intake intake,
      Progress progress) {
    List<Outcome> others = new ArrayList<>();
    Optional<Outcome> taken = Optional.empty();
    for (Candidate candidate : candidates) {
      if (taken.isPresent()) {
        others.add(
            one.lacking(candidate)
                ? one.run(candidate, intake, progress)
                : outcomes.passedOver(candidate, taken.get()));
        continue;
      }
      Outcome outcome = one.run(candidate, intake, progress);
      if (outcome.decision() == Decision.REFUSED) {
        others.add(outcome);
      } else {
        List<Outcome> higher = Stream.concat(others.stream(), untrusted.stream()).toList();
        taken = Optional.of(outcomes.insteadOf(higher, outcome));
      }
    }
    taken.ifPresent(others::addFirst);
    others.addAll(untrusted);
    return others;
  }
}
