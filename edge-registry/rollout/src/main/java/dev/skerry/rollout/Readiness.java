package dev.skerry.rollout;

import dev.skerry.format.Platform;
import dev.skerry.plans.NamedImage;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Whether nodes will get what a plan makes them pull. */
public interface Readiness {
  /**
   * Why an object of a plan cannot start yet: the first image that is neither assumed nor present
   * for every platform of the bundle and of the nodes, or that does not answer a real pull. Empty
   * when nothing is missing.
   *
   * @param images every image that the object names
   * @param nodes the platforms of the nodes that it is for, each with one that has it; none where
   *     they are not seen
   */
  Optional<String> missing(List<NamedImage> images, SortedMap<Platform, String> nodes);
}
