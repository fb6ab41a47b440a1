package dev.skerry.gateway.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.document.SeenNodes;
import dev.skerry.rollout.Cluster;
import dev.skerry.store.ChannelKey;
import dev.skerry.store.Disk;
import dev.skerry.store.EmbeddedStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanRunTest {
  private static final ChannelKey KEY = new ChannelKey("edge-fleet", "stable");
  private static final String KUBECONFIG =
      """
      apiVersion: v1
      kind: Config
      clusters: [{name: c, cluster: {server: "http://127.0.0.1:%d"}}]
      contexts: [{name: c, context: {cluster: c, user: u}}]
      users: [{name: u, user: {token: none}}]
      current-context: c
      """;

  @TempDir private Path folder;

  @Test
  void aRunDoesNotWaitForAnApiServerThatIsAskedForNodesAndDoesNotAnswer() throws Exception {
    InstantSource clock = InstantSource.system();
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        EmbeddedStore store = EmbeddedStore.open(folder.resolve("data"), Disk.real(), clock);
        Cluster cluster = Cluster.of(kubeconfig(silent))) {
      JournalBridge journal = new JournalBridge(store, KEY, clock);
      PlanRun plans =
          new PlanRun(
              store, KEY, cluster, journal, statement -> (images, nodes) -> Optional.empty());
      CompletableFuture<Optional<SeenNodes>> asked = CompletableFuture.supplyAsync(plans::nodes);
      try (Socket held = first(silent)) {
        assertThat(held.isConnected()).isTrue();
        assertThat(plans.run()).isEmpty();
        assertThat(asked).isNotDone();
      }
      assertThat(asked.get()).isEmpty();
    }
  }

  /** The first who calls, and nobody after that. */
  private static Socket first(ServerSocket server) throws IOException {
    Socket caller = server.accept();
    server.close();
    return caller;
  }

  private Path kubeconfig(ServerSocket server) throws Exception {
    return Files.writeString(
        folder.resolve("kubeconfig"), KUBECONFIG.formatted(server.getLocalPort()));
  }
}
