package dev.skerry.rollout;

import dev.skerry.format.Platform;
import dev.skerry.format.document.Selector;
import dev.skerry.format.json.Fields;
import dev.skerry.plans.PlanDoc;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The nodes of this cluster that a plan's controller would take (contracts.md 4.1 and 4.7): by the
 * plan's selector, without those on which it was disabled.
 */
final class TargetedNodes {
  private static final Selector EVERY = new Selector(new TreeMap<>(), List.of());
  private static final String DISABLED = "disabled";

  private final NodeList list;

  TargetedNodes(NodeList list) {
    this.list = list;
  }

  /**
   * The platforms that they report, each with a node that has it. What names another platform than
   * an image can have is left out.
   *
   * @throws NotNow when the server does not say
   */
  SortedMap<Platform, String> platforms(PlanDoc document) throws NotNow {
    SortedMap<Platform, String> platforms = new TreeMap<>();
    Optional<Selector> selector = selector(document);
    if (selector.isPresent()) {
      list.each(node -> {
        Fields metadata = node.object("metadata");
        Map<String, String> labels = metadata.textMap("labels");
        if (selector.get().matches(new TreeMap<>(labels))
            && !DISABLED.equals(labels.get(ClusterNodes.LABEL + document.name()))) {
          platform(node).ifPresent(p -> platforms.putIfAbsent(p, metadata.text("name")));
        }
      });
    }
    return platforms;
  }

  /** Without a selector a Plan takes no node, and Kairos every one. */
  private static Optional<Selector> selector(PlanDoc document) {
    return switch (document.kind()) {
      case PLAN -> document.nodeSelector();
      case NODE_OP_UPGRADE -> document.nodeSelector().or(() -> Optional.of(EVERY));
      // Fleet hands it on to clusters that are not seen from here.
      case MANAGED_OS_IMAGE, COMPANION -> Optional.empty();
    };
  }

  private static Optional<Platform> platform(Fields node) {
    Optional<Fields> info =
        node.optionalObject("status").flatMap(s -> s.optionalObject("nodeInfo"));
    return info.map(i ->
            i.optionalText("operatingSystem").orElse("")
                + "/"
                + i.optionalText("architecture").orElse(""))
        .flatMap(Platform::of);
  }
}
