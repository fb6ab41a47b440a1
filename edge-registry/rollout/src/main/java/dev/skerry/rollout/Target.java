package dev.skerry.rollout;

import dev.skerry.format.Platform;
import dev.skerry.format.document.SeenNodes;
import dev.skerry.plans.PlanDoc;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Where plans are handed to. */
public sealed interface Target permits ManifestsFolder, Cluster, Nowhere {
  /** What is there of a plan. */
  enum Standing {
    ABSENT,
    /** This digest of the plan. */
    SAME,
    /** Another digest, or an object without our annotations. */
    OTHER
  }

  /**
   * What is there.
   *
   * @param remark what is odd about it, for people
   */
  record Found(Standing standing, Optional<String> remark) {}

  /**
   * What the nodes of the cluster say they run; empty where they cannot be seen from here, ever or
   * now.
   */
  default Optional<SeenNodes> nodes(List<BundledPlan> plans) {
    return Optional.empty();
  }

  /**
   * The platforms of the nodes that a plan's controller would take, each with the name of one that
   * has it; none where nodes cannot be seen from here.
   *
   * @throws NotNow when they can be seen, and not now
   */
  default SortedMap<Platform, String> platforms(PlanDoc document) throws NotNow {
    return Collections.emptySortedMap();
  }

  /** The state of a plan that is there. */
  PlanEntry.State done();

  /** Where this plan goes, for people. */
  String place(BundledPlan plan);

  /**
   * Looks without writing.
   *
   * @throws NotNow when that cannot be seen now, or must not be touched
   */
  Found look(StampedPlan plan) throws NotNow;

  /**
   * Writes the plan.
   *
   * @throws NotNow when it must not or cannot be written now
   * @throws dev.skerry.format.error.SkerryException when it never can
   */
  void write(StampedPlan plan, Found found) throws NotNow;
}
