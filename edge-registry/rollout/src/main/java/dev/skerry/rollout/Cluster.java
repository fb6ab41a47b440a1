package dev.skerry.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skerry.format.Platform;
import dev.skerry.format.document.SeenNodes;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.json.Fields;
import dev.skerry.plans.PlanDoc;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Pattern;

/**
 * A cluster's API server, by server-side apply. A Plan is never written while nodes are at it: that
 * would kill their jobs in the middle of an upgrade (contracts.md 4.11 point 3).
 */
public final class Cluster implements Target, AutoCloseable {
  private static final Pattern OBJECT_NAME =
      Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");
  private static final String HELM = "meta.helm.sh/release-name";

  private final ApiServer server;

  private Cluster(ApiServer server) {
    this.server = server;
  }

  /**
   * The cluster of a kubeconfig; nothing is sent yet.
   *
   * @throws SkerryException {@link RolloutError#KUBECONFIG}
   */
  public static Cluster of(Path kubeconfig) {
    return new Cluster(ApiServer.of(kubeconfig));
  }

  @Override
  public Optional<SeenNodes> nodes(List<BundledPlan> plans) {
    try {
      List<StampedPlan> stamped =
          plans.stream().map(plan -> StampedPlan.of(plan, plan.bundle())).toList();
      return Optional.of(new ClusterNodes(server, new NodeList(server)).read(stamped));
    } catch (NotNow | SkerryException e) {
      // A receipt without nodes says that they were not seen; nothing else hangs on it.
      return Optional.empty();
    }
  }

  @Override
  public SortedMap<Platform, String> platforms(PlanDoc document) throws NotNow {
    return new TargetedNodes(new NodeList(server)).platforms(document);
  }

  @Override
  public PlanEntry.State done() {
    return PlanEntry.State.APPLIED;
  }

  @Override
  public String place(BundledPlan plan) {
    return server.address();
  }

  @Override
  public Found look(StampedPlan plan) throws NotNow {
    Set<Standing> standings = EnumSet.noneOf(Standing.class);
    for (PlanDoc document : plan.acting()) {
      standings.add(look(document, plan.stamp()));
    }
    Standing all = standings.size() == 1 ? standings.iterator().next() : Standing.OTHER;
    return new Found(all, Optional.empty());
  }

  private Standing look(PlanDoc document, Stamp stamp) throws NotNow {
    ApiServer.Reply reply = server.get(path(document));
    if (reply.absent()) {
      return Standing.ABSENT;
    } else if (!reply.done()) {
      throw new NotNow("the API server answers " + reply.message());
    }
    Fields object = reply.fields(title(document));
    Map<String, String> annotations = object.object("metadata").textMap("annotations");
    if (stamp.digest().toString().equals(annotations.get(Stamp.DIGEST))) {
      return Standing.SAME;
    }
    refuseForeignOwner(document, annotations);
    refuseRunning(document, object);
    return Standing.OTHER;
  }

  private static void refuseForeignOwner(PlanDoc document, Map<String, String> annotations)
      throws NotNow {
    String release = annotations.get(HELM);
    if (release != null) {
      throw new NotNow(
          title(document) + " belongs to the Helm release " + release + ", which would revert it");
    }
  }

  private static void refuseRunning(PlanDoc document, Fields object) throws NotNow {
    List<String> nodes =
        object.optionalObject("status").map(s -> s.texts("applying")).orElse(List.of());
    if (!nodes.isEmpty()) {
      throw new NotNow(
          title(document) + " is running on " + String.join(", ", nodes) + "; it waits for them");
    }
  }

  @Override
  public void write(StampedPlan plan, Found found) throws NotNow {
    List<String> texts = texts(plan);
    for (int i = 0; i < texts.size(); i++) {
      PlanDoc document = plan.file().documents().get(i);
      ApiServer.Reply reply = server.apply(path(document), texts.get(i));
      if (reply.invalid()) {
        throw new SkerryException(
            RolloutError.REFUSED_BY_CLUSTER, title(document), "answer " + reply.message());
      } else if (!reply.done()) {
        throw new NotNow(title(document) + ": the API server answers " + reply.message());
      }
    }
  }

  /** The text of each document; what separates it from the next is ignored by the server. */
  private static List<String> texts(StampedPlan plan) {
    String text = new String(plan.file().bytes(), UTF_8);
    TextPlaces places = new TextPlaces(text);
    List<Integer> starts = new ArrayList<>();
    for (PlanDoc document : plan.file().documents()) {
      int start = places.offset(document.node().at());
      int line = places.lineStart(document.node().at());
      starts.add(text.substring(line, start).isBlank() ? line : start);
    }
    starts.add(text.length());
    List<String> texts = new ArrayList<>();
    for (int i = 0; i + 1 < starts.size(); i++) {
      texts.add(text.substring(starts.get(i), starts.get(i + 1)));
    }
    return texts;
  }

  private String path(PlanDoc document) {
    if (!OBJECT_NAME.matcher(document.name()).matches()
        || !OBJECT_NAME.matcher(document.namespace().orElse("default")).matches()) {
      throw new SkerryException(
          RolloutError.REFUSED_BY_CLUSTER, title(document), "no object can have this name");
    }
    return ApiPath.of(document, server.namespace());
  }

  private static String title(PlanDoc document) {
    return document.kindWord() + " " + document.name();
  }

  @Override
  public void close() {
    server.close();
  }
}
