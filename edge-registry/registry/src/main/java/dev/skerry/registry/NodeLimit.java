package dev.skerry.registry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts requests under way per address, so that one node cannot take the gateway from others. */
final class NodeLimit {
  private final Map<String, Integer> running = new ConcurrentHashMap<>();
  private final int limit;

  NodeLimit(int limit) {
    this.limit = limit;
  }

  /** Begins a request, in any case until {@link #leave}; false when the node has too many. */
  boolean enter(String node) {
    return running.merge(node, 1, Integer::sum) <= limit;
  }

  void leave(String node) {
    running.computeIfPresent(node, (key, n) -> n == 1 ? null : n - 1);
  }
}
