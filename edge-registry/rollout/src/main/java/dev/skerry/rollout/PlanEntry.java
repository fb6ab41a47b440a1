package dev.skerry.rollout;

import dev.skerry.format.Digest;
import java.util.Optional;

/**
 * What became of a plan.
 *
 * @param name the plan
 * @param digest of its artifact
 * @param counter its counter
 * @param firstBundle name of the bundle that first brought this digest
 * @param approval whose consent it needs
 * @param state how far it is
 * @param target where it was handed to, empty before
 * @param reason why it waits or was refused, or what is odd about it
 */
public record PlanEntry(
    String name,
    Digest digest,
    long counter,
    String firstBundle,
    Approval approval,
    State state,
    Optional<String> target,
    Optional<String> reason) {

  /** How far a plan is. */
  public enum State {
    WAITING,
    /** Lies in K3s's manifests folder. */
    HANDED_OVER,
    /** The API server has it. */
    APPLIED,
    REFUSED,
    /** The active bundle no longer has it; it stays where it is. */
    DROPPED
  }

  static PlanEntry of(BundledPlan plan, String firstBundle, State state) {
    return new PlanEntry(
        plan.name(),
        plan.digest(),
        plan.counter(),
        firstBundle,
        plan.approval(),
        state,
        Optional.empty(),
        Optional.empty());
  }

  PlanEntry at(String where) {
    return new PlanEntry(
        name, digest, counter, firstBundle, approval, state, Optional.of(where), reason);
  }

  PlanEntry because(String why) {
    return new PlanEntry(
        name, digest, counter, firstBundle, approval, state, target, Optional.of(why));
  }

  PlanEntry dropped(String why) {
    return new PlanEntry(
        name, digest, counter, firstBundle, approval, State.DROPPED, target, Optional.of(why));
  }
}
