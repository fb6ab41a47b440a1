package dev.skerry.desk.check;

import dev.skerry.format.Platform;
import dev.skerry.plans.PlanDoc;
import dev.skerry.plans.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which of a bundle's platforms the nodes of a plan have, as far as its selector says it. */
final class Targets {
  private static final String ARCHITECTURE = "kubernetes.io/arch";

  private Targets() {}

  /** The platforms whose architecture the plan's {@code nodeSelector} does not exclude. */
  static List<Platform> of(PlanDoc doc, List<Platform> platforms) {
    Optional<Yaml.Mapping> selector = doc.node().mapping("spec", "nodeSelector");
    List<List<String>> allowed = new ArrayList<>();
    selector
        .flatMap(s -> s.scalar("matchLabels", ARCHITECTURE))
        .ifPresent(label -> allowed.add(List.of(label.text())));
    for (Yaml term : items(selector.flatMap(s -> s.get("matchExpressions")))) {
      if (term instanceof Yaml.Mapping m && word(m, "key").equals(ARCHITECTURE)) {
        if (word(m, "operator").equals("In")) {
          allowed.add(items(m.get("values")).stream().map(Targets::text).toList());
        }
      }
    }
    return platforms.stream()
        .filter(p -> allowed.stream().allMatch(words -> words.contains(p.architecture())))
        .toList();
  }

  private static String word(Yaml.Mapping mapping, String key) {
    return mapping.scalar(key).map(Yaml.Scalar::text).orElse("");
  }

  private static List<Yaml> items(Optional<Yaml> node) {
    return node.filter(Yaml.Sequence.class::isInstance)
        .map(n -> ((Yaml.Sequence) n).items())
        .orElse(List.of());
  }

  private static String text(Yaml node) {
    return node instanceof Yaml.Scalar s ? s.text() : "";
  }
}
