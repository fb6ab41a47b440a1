package dev.skerry.rollout;

import dev.skerry.format.Digest;
import dev.skerry.format.error.SkerryException;
import dev.skerry.plans.PlanFile;

/**
 * A plan as the active bundle brings it.
 *
 * @param name the plan's name in the bundle; becomes part of a file name
 * @param digest of the plan's artifact, as the statement names it
 * @param counter its counter
 * @param bundle name of the active bundle
 * @param approval whose consent it needs
 * @param yaml the plan file's bytes
 */
public record BundledPlan(
    String name, Digest digest, long counter, String bundle, Approval approval, byte[] yaml) {
  /** Refuses a name that is no plan's: it must not lead out of a folder. */
  public BundledPlan {
    if (!PlanFile.NAME.matcher(name).matches()) {
      throw new SkerryException(RolloutError.PLAN_NAME, name, "is not the name of a plan");
    }
    if (counter < 1 || bundle.isEmpty()) {
      throw new IllegalArgumentException("incomplete plan " + name);
    }
    yaml = yaml.clone();
  }
}
