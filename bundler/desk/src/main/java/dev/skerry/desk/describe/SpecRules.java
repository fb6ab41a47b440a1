package dev.skerry.desk.describe;

import dev.skerry.desk.shape.Faults;
import dev.skerry.plans.yaml.Mark;
import java.util.HashMap;
import java.util.Map;

/** What must hold between the entries of a {@code bundle.yaml}. */
final class SpecRules {
  private final BundleSpec spec;
  private final Faults faults;
  private final Map<String, Mark> references = new HashMap<>();
  private final Map<String, Mark> plans = new HashMap<>();

  private SpecRules(BundleSpec spec, Faults faults) {
    this.spec = spec;
    this.faults = faults;
  }

  /** Reports everything that does not fit together. */
  static void check(BundleSpec spec, Faults faults) {
    new SpecRules(spec, faults).run();
  }

  private void run() {
    spec.images().forEach(i -> unique(references, "images", i.name().toString(), i.at()));
    for (OsSpec os : spec.os()) {
      unique(references, "os", os.reference().toString(), os.at());
      platform(os);
    }
    spec.k3s().forEach(k -> unique(references, "k3s", k.version(), k.at()));
    for (FileSpec file : spec.files()) {
      unique(references, "files", file.reference().toString(), file.file().at());
    }
    for (PlanSpec plan : spec.plans()) {
      switch (plan) {
        case PlanSpec.FromFile f -> unique(plans, "plans", f.name(), f.at());
        case PlanSpec.UpgradeK3s u -> {
          unique(plans, "plans", "k3s-server", u.at());
          unique(plans, "plans", "k3s-agent", u.at());
        }
      }
    }
    Map<String, Mark> downgrades = new HashMap<>();
    spec.downgrade()
        .forEach(d -> unique(downgrades, "downgrade", d.kind() + " " + d.name(), d.at()));
  }

  private void unique(Map<String, Mark> seen, String field, String name, Mark at) {
    Mark first = seen.putIfAbsent(name, at);
    if (first != null) {
      faults.add(at, field, name + " again", "each name once (the first is at " + first + ")");
    }
  }

  private void platform(OsSpec os) {
    if (os instanceof OsSpec.FromRootfs r
        && r.platform().isEmpty()
        && spec.platforms().size() != 1) {
      String expected = "platform: one of the bundle's " + spec.platforms();
      faults.add(r.at(), "os", "a rootfs without a platform", expected);
    }
  }
}
