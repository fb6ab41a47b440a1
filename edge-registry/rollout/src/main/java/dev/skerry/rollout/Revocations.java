package dev.skerry.rollout;

import dev.skerry.plans.NamedImage;
import java.util.List;
import java.util.Optional;

/** What was revoked since the bundle of a plan was admitted. */
public interface Revocations {
  /**
   * Why a plan must not start: its bundle, the plan itself or what it makes nodes pull was revoked.
   * Empty when nothing of it was.
   *
   * @param images every image that the plan names
   */
  Optional<String> against(BundledPlan plan, List<NamedImage> images);
}
