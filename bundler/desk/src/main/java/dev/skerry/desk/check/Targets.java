package dev.skerry.desk.check;

import dev.skerry.format.Platform;
import dev.skerry.format.document.Selector;
import dev.skerry.plans.PlanDoc;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which of a bundle's platforms the nodes of a plan have, as far as its selector says it. */
final class Targets {
  private static final String OS = "kubernetes.io/os";
  private static final String ARCHITECTURE = "kubernetes.io/arch";

  private Targets() {}

  /** The platforms that the plan's {@code nodeSelector} does not exclude. */
  static List<Platform> of(PlanDoc doc, List<Platform> platforms) {
    Optional<Selector> selector = doc.nodeSelector().map(Targets::aboutPlatforms);
    return platforms.stream()
        .filter(p -> selector.filter(s -> !s.matches(labels(p))).isEmpty())
        .toList();
  }

  /** What else it asks of nodes is not known at the desk. */
  private static Selector aboutPlatforms(Selector selector) {
    SortedMap<String, String> labels = new TreeMap<>(selector.matchLabels());
    labels.keySet().removeIf(key -> !known(key));
    return new Selector(
        labels, selector.matchExpressions().stream().filter(e -> known(e.key())).toList());
  }

  private static boolean known(String label) {
    return label.equals(OS) || label.equals(ARCHITECTURE);
  }

  private static SortedMap<String, String> labels(Platform platform) {
    return new TreeMap<>(Map.of(OS, platform.os(), ARCHITECTURE, platform.architecture()));
  }
}
