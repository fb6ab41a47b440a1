package dev.skerry.gateway.service;

import dev.skerry.format.document.Receipt;
import dev.skerry.rollout.BundledPlan;
import dev.skerry.store.AuditLog;
import dev.skerry.store.ChannelKey;
import dev.skerry.store.EmbeddedStore;
import java.util.List;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes into the log, once for each, that a node reports a plan as done. */
final class NodeResults {
  private static final String DONE = "plan.done";

  private final EmbeddedStore store;
  private final ChannelKey key;

  NodeResults(EmbeddedStore store, ChannelKey key) {
    this.store = store;
    this.key = key;
  }

  /**
   * Notes what is new; for one at a time, so that nothing is noted twice.
   *
   * @param nodes what they say now
   */
  synchronized void note(List<BundledPlan> plans, List<Receipt.Node> nodes) {
    for (BundledPlan plan : plans) {
      NavigableSet<String> known = store.plans().doneOn(key, plan.name(), plan.digest());
      nodes.stream()
          .filter(node -> node.plans().contains(plan.name()) && !known.contains(node.name()))
          .forEach(node -> note(plan, node));
    }
  }

  private void note(BundledPlan plan, Receipt.Node node) {
    store.inTransaction(() -> {
      store.plans().recordDone(key, plan.name(), plan.digest(), node.name());
      return store.log().append(event(plan, node));
    });
  }

  private static AuditLog.Event event(BundledPlan plan, Receipt.Node node) {
    SortedMap<String, String> detail = new TreeMap<>();
    detail.put("digest", plan.digest().toString());
    detail.put("bundle", plan.bundle());
    detail.put("node", node.name());
    detail.put("kubelet", node.kubelet());
    detail.put("os", node.os());
    return new AuditLog.Event(DONE, "rollout", plan.name(), detail);
  }
}
