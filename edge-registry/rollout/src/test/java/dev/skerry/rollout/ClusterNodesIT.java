package dev.skerry.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.document.Receipt;
import dev.skerry.format.document.SeenNodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The nodes of a real API server, page by page. */
class ClusterNodesIT {
  private static final String PLAN = "plan.upgrade.cattle.io/os-upgrade";
  private static final String STATUS =
      """
      {"nodeInfo": {"kubeletVersion": "v1.36.3+k3s1", "osImage": "SL Micro\u0009 6.1",
        "containerRuntimeVersion": "containerd://2.3", "architecture": "", "bootID": "",
        "kernelVersion": "", "kubeProxyVersion": "", "machineID": "", "operatingSystem": "",
        "systemUUID": ""},
       "conditions": [{"type": "Ready", "status": "%s"}]}\
      """;

  @TempDir private static Path folder;
  private static KubeTestbed testbed;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    testbed = KubeTestbed.start(folder);
    StringBuilder nodes = new StringBuilder();
    for (int i = 7; i > 0; i--) {
      nodes
          .append("---\napiVersion: v1\nkind: Node\nmetadata:\n  name: edge-")
          .append(i)
          .append("\n  labels: {")
          .append(PLAN)
          .append(": hash")
          .append(i % 2)
          .append("}\nstatus: ")
          .append(STATUS.formatted(i == 3 ? "False" : "True"))
          .append('\n');
    }
    Path file = Files.writeString(folder.resolve("nodes.yaml"), nodes);
    testbed.kubectl("create", "-f", file.toString());
  }

  @AfterAll
  static void stop() throws IOException, InterruptedException {
    if (testbed != null) {
      testbed.stop();
    }
  }

  private static SeenNodes read(int page, int most, StampedPlan... plans) throws NotNow {
    try (ApiServer server = ApiServer.of(testbed.kubeconfig())) {
      return new ClusterNodes(server, new NodeList(server, page, most)).read(List.of(plans));
    }
  }

  @Test
  void allPagesAreReadAndEachNodeSaysWhatItRuns() throws Exception {
    for (int page : new int[] {1, 2, 7, 100}) {
      SeenNodes seen = read(page, 100);
      assertThat(seen.nodes())
          .extracting(Receipt.Node::name)
          .containsExactly("edge-1", "edge-2", "edge-3", "edge-4", "edge-5", "edge-6", "edge-7");
      assertThat(seen.unread()).isZero();
    }
    List<Receipt.Node> nodes = read(100, 100).nodes();
    assertThat(nodes)
        .extracting(Receipt.Node::kubelet, Receipt.Node::runtime)
        .containsOnly(org.assertj.core.groups.Tuple.tuple("v1.36.3+k3s1", "containerd://2.3"));
    assertThat(nodes).extracting(Receipt.Node::os).as("no text for a terminal").containsOnly("");
    assertThat(nodes.stream().filter(n -> !n.ready()).map(Receipt.Node::name))
        .containsExactly("edge-3");
  }

  @Test
  void whatIsBeyondTheBoundIsCounted() throws Exception {
    SeenNodes seen = read(2, 4);
    assertThat(seen.nodes())
        .extracting(Receipt.Node::name)
        .containsExactly("edge-1", "edge-2", "edge-3", "edge-4");
    assertThat(seen.unread()).isEqualTo(3);
    assertThat(seen.unnamed()).isEqualTo(3);
    assertThat(read(2, 5).unread()).as("whole pages are read").isEqualTo(1);
  }

  @Test
  void aPlanIsDoneWhereTheLabelHasTheHashOfThePlanAsItStands() throws Exception {
    StampedPlan plan = stamped("1");
    assertThat(read(3, 100, plan).nodes()).allMatch(node -> node.plans().isEmpty());
    try (Cluster cluster = Cluster.of(testbed.kubeconfig())) {
      cluster.write(plan, cluster.look(plan));
    }
    String status = "{\"status\":{\"latestHash\":\"hash1\",\"latestVersion\":\"v1\"}}";
    testbed.kubectl(
        "-n",
        "system-upgrade",
        "patch",
        "plan/os-upgrade",
        "--subresource=status",
        "--type=merge",
        "-p",
        status);
    assertThat(
            read(3, 100, plan).nodes().stream()
                .filter(node -> node.plans().equals(List.of("os-upgrade")))
                .map(Receipt.Node::name))
        .containsExactly("edge-1", "edge-3", "edge-5", "edge-7");
    assertThat(read(3, 100, stamped("2")).nodes()).allMatch(node -> node.plans().isEmpty());
  }

  private static StampedPlan stamped(String version) {
    BundledPlan plan = Plans.plan("b-1", Plans.version(version));
    return StampedPlan.of(plan, plan.bundle());
  }

  @Test
  void aServerThatRefusesSaysNothingOfNodes() throws Exception {
    String config = Files.readString(testbed.kubeconfig());
    Path stranger =
        Files.writeString(
            folder.resolve("stranger"), config.replaceFirst("token: [0-9a-f]+", "token: wrong"));
    try (ApiServer server = ApiServer.of(stranger)) {
      ClusterNodes nodes = new ClusterNodes(server, new NodeList(server));
      assertThatThrownBy(() -> nodes.read(List.of()))
          .isInstanceOf(NotNow.class)
          .satisfies(e -> assertThat(((NotNow) e).reason()).contains("401"));
    }
  }
}
