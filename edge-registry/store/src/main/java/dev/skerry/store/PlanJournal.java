package dev.skerry.store;

import dev.skerry.format.Digest;
import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;

/** What became of each plan that bundles brought; one row per plan name and plan digest. */
public interface PlanJournal {
  /**
   * The newest row of each plan name, ascending by name: the digest that was first recorded last,
   * or that waits again after it did not. What later becomes of an older one changes nothing here.
   */
  List<PlanRow> current(ChannelKey key);

  /** The row of one plan as one bundle brought it. */
  Optional<PlanRow> find(ChannelKey key, String name, Digest digest);

  /**
   * Writes or replaces the row of (name, digest); its first bundle stays as it was first written.
   */
  void record(ChannelKey key, PlanRow row);

  /** The nodes that were seen to report a plan as done, ascending. */
  NavigableSet<String> doneOn(ChannelKey key, String name, Digest digest);

  /** Keeps that a node reports a plan as done; what is kept already stays. */
  void recordDone(ChannelKey key, String name, Digest digest, String node);

  /** How far a plan is. */
  enum State {
    WAITING,
    HANDED_OVER,
    APPLIED,
    REFUSED,
    /** A newer bundle no longer has it; reported, never deleted. */
    DROPPED
  }

  /**
   * A plan.
   *
   * @param digest of the plan's artifact, as the statement names it
   * @param firstBundle name of the bundle that first brought this digest
   * @param approval {@code none}, {@code one} or {@code two}
   * @param target where it was handed to, empty before
   * @param reason why it waits or was refused, empty otherwise
   * @param changed when the row was last written
   */
  record PlanRow(
      String name,
      Digest digest,
      long counter,
      String firstBundle,
      String approval,
      State state,
      Optional<String> target,
      Optional<String> reason,
      Instant changed) {}
}
