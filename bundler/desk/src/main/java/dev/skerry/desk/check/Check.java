package dev.skerry.desk.check;

import dev.skerry.desk.DeskError;
import dev.skerry.desk.describe.BundleSpec;
import dev.skerry.desk.describe.ControllerSpec;
import dev.skerry.desk.lock.BundleLock;
import dev.skerry.format.Platform;
import dev.skerry.format.error.SkerryException;
import dev.skerry.plans.Finding;
import dev.skerry.plans.HiddenImages;
import dev.skerry.plans.NamedImage;
import dev.skerry.plans.PlanDoc;
import dev.skerry.plans.PlanFile;
import dev.skerry.plans.PlanRules;
import dev.skerry.plans.Words;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Step 4: every image that a plan or a controller will make a node pull is in the bundle for every
 * platform, or assumed; and no plan has a trap that only shows at the site.
 */
public final class Check {
  private final BundleSpec spec;
  private final Holdings holdings;
  private final Set<String> assumed;
  private final List<Finding> findings = new ArrayList<>();

  private Check(BundleSpec spec, BundleLock lock) {
    this.spec = spec;
    this.holdings = new Holdings(lock);
    this.assumed = new HashSet<>(spec.assumes());
  }

  /** All findings, plans in the order given. */
  public static List<Finding> run(BundleSpec spec, BundleLock lock, List<PlanFile> plans) {
    Check check = new Check(spec, lock);
    for (PlanFile plan : plans) {
      check.findings.addAll(PlanRules.check(plan));
      plan.documents().forEach(doc -> check.plan(plan.name(), doc));
    }
    spec.controllers().forEach(check::controller);
    return List.copyOf(check.findings);
  }

  /**
   * Refuses when a finding stops.
   *
   * @throws SkerryException a single one as it is, several as {@link DeskError#CHECK}
   */
  public static void requireNoErrors(List<Finding> findings) {
    List<Finding> errors = findings.stream().filter(Finding::stops).toList();
    if (errors.size() == 1) {
      throw new SkerryException(errors.getFirst().problem());
    } else if (!errors.isEmpty()) {
      List<String> lines = errors.stream().map(Finding::text).toList();
      throw new SkerryException(
          DeskError.CHECK, errors.size() + " errors", "\n  " + String.join("\n  ", lines));
    }
  }

  private void plan(String file, PlanDoc doc) {
    List<Platform> platforms = Targets.of(doc, spec.platforms());
    for (NamedImage image : doc.images()) {
      require(file + ":" + image.line() + ": " + image.field(), image.image(), platforms);
    }
  }

  private void controller(ControllerSpec controller) {
    for (NamedImage image : HiddenImages.of(controller.name(), controller.version())) {
      require(spec.place(controller.at()) + ": " + image.field(), image.image(), spec.platforms());
    }
  }

  private void require(String where, String image, List<Platform> platforms) {
    if (assumed.contains(image)) {
      return;
    }
    List<Platform> held = holdings.platforms(image);
    if (held.isEmpty()) {
      String hint = Words.hint(image, holdings.references());
      String reason = image + " is neither in the bundle nor assumed" + hint;
      findings.add(Finding.error(DeskError.NOT_IN_BUNDLE, where, reason));
      return;
    }
    for (Platform platform : platforms) {
      if (held.stream().noneMatch(platform::matches)) {
        String reason = image + " is in the bundle for " + held + ", not for " + platform;
        findings.add(Finding.error(DeskError.NOT_IN_BUNDLE, where, reason));
      }
    }
  }
}
