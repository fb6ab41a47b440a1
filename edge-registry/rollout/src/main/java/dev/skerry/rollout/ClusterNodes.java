package dev.skerry.rollout;

import dev.skerry.format.document.Names;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.document.SeenNodes;
import dev.skerry.format.json.Fields;
import dev.skerry.plans.PlanDoc;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What the nodes of a cluster say they run. That a plan is done on one is what its label says,
 * where the controller has looked at the plan as it is now (contracts.md 4.11 point 1).
 */
final class ClusterNodes {
  static final String LABEL = "plan.upgrade.cattle.io/";

  private final ApiServer server;
  private final NodeList list;

  ClusterNodes(ApiServer server, NodeList list) {
    this.server = server;
    this.list = list;
  }

  /**
   * A plan as the controller has resolved it.
   *
   * @param name in the bundle
   * @param label that nodes carry when it is done
   * @param hash the label's value
   */
  private record Resolved(String name, String label, String hash) {
    boolean doneOn(Map<String, String> labels) {
      return hash.equals(labels.get(label));
    }
  }

  /**
   * All nodes, ascending, up to the bound; those beyond it, and those with names that no node can
   * have, are counted.
   *
   * @param plans whose standing on each node is asked for
   * @throws NotNow when the server does not say
   */
  SeenNodes read(List<StampedPlan> plans) throws NotNow {
    List<Resolved> resolved = new ArrayList<>();
    for (StampedPlan plan : plans) {
      for (PlanDoc document : plan.acting()) {
        resolved(plan, document).ifPresent(resolved::add);
      }
    }
    return nodes(resolved);
  }

  private SeenNodes nodes(List<Resolved> plans) throws NotNow {
    List<Receipt.Node> nodes = new ArrayList<>();
    NodeList.Counted counted =
        list.each(node ->
            Optional.of(node(node, plans))
                .filter(n -> Names.isNode(n.name()))
                .ifPresent(nodes::add));
    nodes.sort(Comparator.comparing(Receipt.Node::name));
    return new SeenNodes(nodes, counted.listed() - nodes.size() + counted.left());
  }

  private Optional<Resolved> resolved(StampedPlan plan, PlanDoc document) throws NotNow {
    if (!document.kindWord().equals("Plan")) {
      return Optional.empty();
    }
    ApiServer.Reply reply = server.get(ApiPath.of(document, server.namespace()));
    if (reply.absent()) {
      return Optional.empty();
    }
    Fields object = NodeList.answered(reply).fields(document.name());
    String digest = object.object("metadata").textMap("annotations").get(Stamp.DIGEST);
    Optional<Fields> status = object.optionalObject("status");
    if (!plan.stamp().digest().toString().equals(digest) || status.isEmpty()) {
      return Optional.empty();
    }
    String asked = object.object("spec").optionalText("version").orElse("").replace('+', '-');
    return status
        .get()
        .optionalText("latestHash")
        .filter(hash -> status.get().optionalText("latestVersion").orElse("").equals(asked))
        .map(hash -> new Resolved(plan.plan().name(), LABEL + document.name(), hash));
  }

  private static Receipt.Node node(Fields node, List<Resolved> plans) {
    Fields metadata = node.object("metadata");
    Map<String, String> labels = metadata.textMap("labels");
    Optional<Fields> status = node.optionalObject("status");
    Optional<Fields> info = status.flatMap(s -> s.optionalObject("nodeInfo"));
    NavigableSet<String> done = new TreeSet<>();
    plans.stream().filter(p -> p.doneOn(labels)).map(Resolved::name).forEach(done::add);
    return new Receipt.Node(
        metadata.text("name"),
        said(info, "kubeletVersion"),
        said(info, "osImage"),
        said(info, "containerRuntimeVersion"),
        status.map(ClusterNodes::ready).orElse(false),
        List.copyOf(done));
  }

  /** Nodes are believed no further than that they say so. */
  private static String said(Optional<Fields> info, String name) {
    return info.flatMap(i -> i.optionalText(name)).filter(Names::isVersion).orElse("");
  }

  private static boolean ready(Fields status) {
    return status.objects("conditions", c -> c).stream()
        .filter(condition -> condition.optionalText("type").equals(Optional.of("Ready")))
        .anyMatch(condition -> condition.optionalText("status").equals(Optional.of("True")));
  }
}
