package dev.skerry.plans;

import dev.skerry.format.document.Selector;
import dev.skerry.format.document.Selector.Expression;
import dev.skerry.format.document.Selector.Operator;
import dev.skerry.plans.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the LabelSelector of a plan file. */
final class NodeSelector {
  private NodeSelector() {}

  /**
   * A term of an operator that Kubernetes has not is left out, so that too many nodes are looked at
   * and never too few.
   */
  static Selector of(Yaml.Mapping node) {
    SortedMap<String, String> labels = new TreeMap<>();
    for (Yaml.Entry label :
        node.mapping("matchLabels").map(Yaml.Mapping::entries).orElse(List.of())) {
      labels.put(label.key(), text(label.value()));
    }
    List<Expression> terms = new ArrayList<>();
    for (Yaml term : node.items("matchExpressions")) {
      if (term instanceof Yaml.Mapping mapping) {
        expression(mapping).ifPresent(terms::add);
      }
    }
    return new Selector(labels, terms);
  }

  private static Optional<Expression> expression(Yaml.Mapping term) {
    List<String> values = term.items("values").stream().map(NodeSelector::text).toList();
    return Operator.of(word(term, "operator"))
        .map(operator -> new Expression(word(term, "key"), operator, values));
  }

  private static String word(Yaml.Mapping mapping, String key) {
    return mapping.scalar(key).map(Yaml.Scalar::text).orElse("");
  }

  private static String text(Yaml node) {
    return node instanceof Yaml.Scalar s ? s.text() : "";
  }
}
