package dev.skerry.desk.build;

import dev.skerry.desk.DeskError;
import dev.skerry.desk.describe.BundleSpec;
import dev.skerry.desk.describe.PlanSpec;
import dev.skerry.format.error.SkerryException;
import java.util.ArrayList;
import java.util.List;

/** What {@code bundle.yaml} can say and {@code build} cannot do yet. */
final class NotYet {
  private NotYet() {}

  /**
   * Refuses it.
   *
   * @throws SkerryException {@link DeskError#NOT_AVAILABLE} with the lines
   */
  static void refuse(BundleSpec spec) {
    List<String> found = new ArrayList<>();
    spec.k3s().forEach(k -> found.add(spec.place(k.at()) + ": k3s: " + k.version()));
    for (PlanSpec plan : spec.plans()) {
      if (plan instanceof PlanSpec.UpgradeK3s u) {
        found.add(spec.place(u.at()) + ": plans: upgrade: k3s");
      }
    }
    if (!found.isEmpty()) {
      throw new SkerryException(
          DeskError.NOT_AVAILABLE,
          String.join(", ", found),
          "is understood, but this version of skerry cannot build it");
    }
  }
}
