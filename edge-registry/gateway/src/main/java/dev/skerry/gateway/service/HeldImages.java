package dev.skerry.gateway.service;

import dev.skerry.format.Reference;
import dev.skerry.format.document.Content;
import dev.skerry.format.document.Statement;
import dev.skerry.plans.HiddenImages;
import dev.skerry.plans.NamedImage;
import dev.skerry.rollout.BundledPlan;
import dev.skerry.rollout.Readiness;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether the bundle brought, or the site is trusted to hold, what a plan and its controller pull,
 * and whether the registry really gives it to a node.
 */
final class HeldImages implements Readiness {
  private static final String SUC = "rancher/system-upgrade-controller";

  private final Statement statement;
  private final PullProbe probe;

  private HeldImages(Statement statement, PullProbe probe) {
    this.statement = statement;
    this.probe = probe;
  }

  /** For the plans of a statement. */
  static HeldImages of(Statement statement, OwnRegistry registry) {
    return new HeldImages(statement, new PullProbe(registry));
  }

  @Override
  public Optional<String> missing(BundledPlan plan, List<NamedImage> images) {
    return pulled(statement, images).stream()
        .filter(image -> !statement.assumes().contains(image.image()))
        .map(this::missing)
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** What nodes will pull: the images of a plan and those of controllers that the bundle brings. */
  static List<NamedImage> pulled(Statement statement, List<NamedImage> images) {
    List<NamedImage> all = new ArrayList<>(images);
    statement.content().stream().map(Content::reference).forEach(r -> all.addAll(hidden(r)));
    return all;
  }

  private Optional<String> missing(NamedImage image) {
    Optional<Content> content =
        statement.content().stream().filter(c -> c.reference().equals(image.image())).findFirst();
    return content.isEmpty()
        ? Optional.of(
            image.image() + " (" + image.field() + ") is neither in the bundle nor assumed")
        : probe.fault(content.get()).map(fault -> image.image() + " cannot be pulled: " + fault);
  }

  /** What a controller pulls besides, when the bundle brings a release that is known. */
  private static List<NamedImage> hidden(String reference) {
    Reference controller = Reference.parse(reference);
    String tag = controller.tag().orElse("");
    boolean known =
        controller.repository().equals(SUC) && HiddenImages.knows("systemUpgradeController", tag);
    return known ? HiddenImages.of("systemUpgradeController", tag) : List.of();
  }
}
