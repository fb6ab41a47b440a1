package dev.skerry.format.document;

import java.util.List;

/**
 * The nodes of a cluster, as far as they were read.
 *
 * @param nodes ascending by name
 * @param unread how many more the cluster has
 */
public record SeenNodes(List<Receipt.Node> nodes, long unread) {
  /** Copies the list. */
  public SeenNodes {
    nodes = List.copyOf(nodes);
  }

  /** Those that a receipt names: the first, at most {@link Receipt#MOST_NODES}. */
  public List<Receipt.Node> named() {
    return nodes.subList(0, Math.min(nodes.size(), Receipt.MOST_NODES));
  }

  /** How many of the cluster a receipt does not name. */
  public long unnamed() {
    return unread + nodes.size() - named().size();
  }
}
