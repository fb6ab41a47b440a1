package dev.skerry.plans;

import dev.skerry.format.document.Selector;
import dev.skerry.plans.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One object of a plan file.
 *
 * @param kind what it is
 * @param kindWord its {@code kind} as written
 * @param name its {@code metadata.name}
 * @param namespace its {@code metadata.namespace}
 * @param node the whole document with the places of its values
 */
public record PlanDoc(
    PlanKind kind, String kindWord, String name, Optional<String> namespace, Yaml.Mapping node) {

  /** The line that it begins at, from 1. */
  public int line() {
    return node.at().line();
  }

  /** The version that the plan promises: what nodes report when they are done. */
  public Optional<String> version() {
    return switch (kind) {
      case PLAN -> node.scalar("spec", "version").map(Yaml.Scalar::text);
      case MANAGED_OS_IMAGE, NODE_OP_UPGRADE ->
          imageField().flatMap(f -> node.scalar("spec", f)).map(s -> tag(s.text()));
      case COMPANION -> Optional.empty();
    };
  }

  /** Which nodes it is for, as far as it says so. */
  public Optional<Selector> nodeSelector() {
    return node.mapping("spec", "nodeSelector").map(NodeSelector::of);
  }

  /** The images that nodes will pull for it; one that cannot be completed offline is left out. */
  public List<NamedImage> images() {
    List<NamedImage> images = new ArrayList<>();
    imageField().ifPresent(field -> add(images, Optional.of("latest"), "spec", field));
    Optional<String> tag =
        kind == PlanKind.PLAN ? version().map(NodeImage::munged) : Optional.of("latest");
    if (kind == PlanKind.PLAN) {
      add(images, tag, "spec", "prepare", "image");
      add(images, tag, "spec", "upgrade", "image");
    } else if (kind == PlanKind.MANAGED_OS_IMAGE) {
      add(images, tag, "spec", "prepare", "image");
      add(images, tag, "spec", "upgradeContainer", "image");
    }
    return images;
  }

  private Optional<String> imageField() {
    return switch (kind) {
      case MANAGED_OS_IMAGE -> Optional.of("osImage");
      case NODE_OP_UPGRADE -> Optional.of("image");
      case PLAN, COMPANION -> Optional.empty();
    };
  }

  private void add(List<NamedImage> images, Optional<String> tag, String... path) {
    Optional<Yaml.Scalar> image = node.scalar(path).filter(s -> !s.text().isEmpty());
    if (image.isPresent() && (tag.isPresent() || NodeImage.pinned(image.get().text()))) {
      images.add(
          new NamedImage(
              kindWord + " " + name + ": " + String.join(".", path),
              NodeImage.withTag(image.get().text(), tag.orElse("")),
              image.get().at().line()));
    }
  }

  private static String tag(String image) {
    int colon = image.lastIndexOf(':');
    return colon > image.lastIndexOf('/') ? image.substring(colon + 1) : "latest";
  }
}
