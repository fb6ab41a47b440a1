package dev.skerry.rollout;

import dev.skerry.format.json.Fields;
import java.util.List;
import java.util.function.Consumer;

/** The nodes of a cluster, page by page, so that no answer is too long to be read at once. */
final class NodeList {
  /** As many as Kubernetes supports in one cluster. */
  private static final int MOST = 5_000;

  /** Each may have a thousand values, half of them about its images. */
  private static final int PAGE = 50;

  private static final String NODES = "/api/v1/nodes?limit=";

  private final ApiServer server;
  private final int page;
  private final int most;

  NodeList(ApiServer server) {
    this(server, PAGE, MOST);
  }

  NodeList(ApiServer server, int page, int most) {
    this.server = server;
    this.page = page;
    this.most = most;
  }

  /**
   * How many nodes there were.
   *
   * @param listed how many were handed on
   * @param left how many lie beyond the bound
   */
  record Counted(long listed, long left) {}

  /**
   * Hands on each node, up to the bound.
   *
   * @throws NotNow when the server does not say
   */
  Counted each(Consumer<Fields> node) throws NotNow {
    long listed = 0;
    long left = 0;
    String next = "";
    do {
      Fields list = answered(server.get(NODES + page + next)).fields("nodes");
      List<Fields> items = list.objects("items", n -> n);
      items.forEach(node);
      listed += items.size();
      Fields metadata = list.object("metadata");
      left = metadata.optionalNumber("remainingItemCount").orElse(0);
      next =
          metadata
              .optionalText("continue")
              .filter(token -> !token.isEmpty())
              .map(token -> "&continue=" + token)
              .orElse("");
    } while (!next.isEmpty() && listed < most);
    return new Counted(listed, left);
  }

  static ApiServer.Reply answered(ApiServer.Reply reply) throws NotNow {
    if (!reply.done()) {
      throw new NotNow("the API server answers " + reply.message());
    }
    return reply;
  }
}
