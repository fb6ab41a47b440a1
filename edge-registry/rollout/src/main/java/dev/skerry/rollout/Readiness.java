package dev.skerry.rollout;

import dev.skerry.plans.NamedImage;
import java.util.List;
import java.util.Optional;

/** Whether nodes will get what a plan makes them pull. */
public interface Readiness {
  /**
   * Why a plan cannot start yet: the first image that is neither assumed nor present for every
   * platform of the bundle, or that does not answer a real pull. Empty when nothing is missing.
   *
   * @param images every image that the plan names
   */
  Optional<String> missing(BundledPlan plan, List<NamedImage> images);
}
