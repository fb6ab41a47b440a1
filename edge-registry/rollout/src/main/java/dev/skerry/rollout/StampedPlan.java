package dev.skerry.rollout;

import dev.skerry.plans.PlanDoc;
import dev.skerry.plans.PlanFile;
import java.util.List;

/**
 * A plan with the gateway's annotations in its text.
 *
 * @param plan as the bundle brings it
 * @param stamp what was added
 * @param file the text with it, parsed
 */
record StampedPlan(BundledPlan plan, Stamp stamp, PlanFile file) {
  /** A plan with its stamp in the text. */
  static StampedPlan of(BundledPlan plan, String firstBundle) {
    Stamp stamp = new Stamp(plan.digest(), plan.counter(), firstBundle);
    PlanFile original = PlanFile.parse(plan.name() + ".yaml", plan.yaml());
    return new StampedPlan(plan, stamp, YamlStamp.on(original, stamp));
  }

  /** The same plan as an earlier bundle would have stamped it. */
  StampedPlan firstBroughtBy(String bundle) {
    return of(plan, bundle);
  }

  /** The objects that a controller acts on. */
  List<PlanDoc> acting() {
    return file.documents().stream().filter(d -> d.kind().acts()).toList();
  }
}
