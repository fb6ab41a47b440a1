package dev.skerry.gateway.service;

import dev.skerry.format.Platform;
import dev.skerry.format.Reference;
import dev.skerry.format.document.Content;
import dev.skerry.format.document.Statement;
import dev.skerry.plans.HiddenImages;
import dev.skerry.plans.NamedImage;
import dev.skerry.rollout.Readiness;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

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
  public Optional<String> missing(List<NamedImage> images, SortedMap<Platform, String> nodes) {
    return pulled(statement, images).stream()
        .filter(image -> !statement.assumes().contains(image.image()))
        .map(image -> missing(image, isController(image) ? new TreeMap<>() : nodes))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** What nodes will pull: the images of a plan and those of controllers that the bundle brings. */
  static List<NamedImage> pulled(Statement statement, List<NamedImage> images) {
    List<NamedImage> all = new ArrayList<>(images);
    statement.content().stream().map(Content::reference).forEach(r -> all.addAll(hidden(r)));
    return all;
  }

  private Optional<String> missing(NamedImage image, SortedMap<Platform, String> nodes) {
    Optional<Content> content =
        statement.content().stream().filter(c -> c.reference().equals(image.image())).findFirst();
    return content.isEmpty()
        ? Optional.of(
            image.image() + " (" + image.field() + ") is neither in the bundle nor assumed")
        : lacking(image, content.get().platforms(), nodes)
            .or(() ->
                probe
                    .fault(content.get())
                    .map(fault -> image.image() + " cannot be pulled: " + fault));
  }

  /** Nodes do not report a variant. */
  private static Optional<String> lacking(
      NamedImage image, List<Platform> held, SortedMap<Platform, String> nodes) {
    return nodes.entrySet().stream()
        .filter(node -> held.stream().noneMatch(node.getKey()::sameMachine))
        .map(node ->
            "%s (%s) is in the bundle for %s, and node %s is %s"
                .formatted(
                    image.image(),
                    image.field(),
                    held.stream().map(Platform::toString).collect(Collectors.joining(", ")),
                    node.getValue(),
                    node.getKey()))
        .findFirst();
  }

  /** It runs on one node, which need not be one that is upgraded. */
  private static boolean isController(NamedImage image) {
    return Reference.parse(image.image()).repository().equals(SUC);
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
