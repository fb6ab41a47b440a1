package dev.skerry.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.error.SkerryException;
import dev.skerry.rollout.PlanEntry.State;
import dev.skerry.rollout.Plans.MemoryJournal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The step against a real API server. */
class ClusterIT {
  private static final String PLAN = "plan/os-upgrade";
  private static KubeTestbed testbed;
  @TempDir private static Path folder;
  private final MemoryJournal journal = new MemoryJournal();

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    testbed = KubeTestbed.start(folder);
  }

  @AfterAll
  static void stop() throws IOException, InterruptedException {
    if (testbed != null) {
      testbed.stop();
    }
  }

  @AfterEach
  void removePlan() throws IOException, InterruptedException {
    kubectl("delete", "--ignore-not-found", PLAN);
  }

  private static String kubectl(String... arguments) throws IOException, InterruptedException {
    String[] all = new String[arguments.length + 2];
    all[0] = "-n";
    all[1] = "system-upgrade";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return testbed.kubectl(all);
  }

  private static String read(String path) throws IOException, InterruptedException {
    return kubectl("get", PLAN, "--show-managed-fields", "-o", "jsonpath={" + path + "}");
  }

  private PlanEntry run(BundledPlan plan) {
    return run(testbed.kubeconfig(), plan);
  }

  private PlanEntry run(Path kubeconfig, BundledPlan plan) {
    try (Cluster cluster = Cluster.of(kubeconfig)) {
      return rollOut(cluster).run(List.of(plan)).getFirst();
    }
  }

  private RollOut rollOut(Cluster cluster) {
    return new RollOut(
        cluster, (images, nodes) -> Optional.empty(), (p, images) -> Optional.empty(), journal);
  }

  @Test
  void aPlanIsAppliedByItsOwnFieldManager() throws Exception {
    BundledPlan plan = Plans.plan("b-1", Plans.version("1"));
    PlanEntry entry = run(plan);
    assertThat(entry.reason()).isEmpty();
    assertThat(entry.state()).isEqualTo(State.APPLIED);
    assertThat(read(".spec.version")).isEqualTo("v1");
    assertThat(read(".metadata.annotations.skerry\\.dev/plan-digest"))
        .isEqualTo(plan.digest().toString());
    assertThat(read(".metadata.managedFields[*]['manager','operation']")).isEqualTo("skerry Apply");
  }

  @Test
  void theNextBundleWithTheSamePlanLeavesTheObjectAsItWas() throws Exception {
    run(Plans.plan("b-1", Plans.version("1")));
    String version = read(".metadata.resourceVersion");
    journal.written.clear();
    assertThat(run(Plans.plan("b-2", Plans.version("1"))).state()).isEqualTo(State.APPLIED);
    assertThat(read(".metadata.resourceVersion")).isEqualTo(version);
    assertThat(read(".metadata.annotations.skerry\\.dev/bundle")).isEqualTo("b-1");
  }

  @Test
  void aChangeWaitsUntilNoNodeIsAtIt() throws Exception {
    run(Plans.plan("b-1", Plans.version("1")));
    applying("[\"node-1\",\"node-2\"]");
    String version = read(".metadata.resourceVersion");
    BundledPlan change = Plans.plan("b-2", Plans.version("2"));
    PlanEntry entry = run(change);
    assertThat(entry.state()).isEqualTo(State.WAITING);
    assertThat(entry.reason().orElseThrow()).contains("node-1, node-2");
    assertThat(read(".metadata.resourceVersion")).isEqualTo(version);
    applying("[]");
    assertThat(run(change).state()).isEqualTo(State.APPLIED);
    assertThat(read(".spec.version")).isEqualTo("v2");
  }

  private static void applying(String nodes) throws IOException, InterruptedException {
    String patch = "{\"status\":{\"applying\":" + nodes + "}}";
    kubectl("patch", PLAN, "--subresource=status", "--type=merge", "-p", patch);
  }

  @Test
  void fieldsThatHelmOwnsAreNotFoughtFor() throws Exception {
    run(Plans.plan("b-1", Plans.version("1")));
    kubectl("annotate", PLAN, "meta.helm.sh/release-name=fleet-os");
    PlanEntry entry = run(Plans.plan("b-2", Plans.version("2")));
    assertThat(entry.state()).isEqualTo(State.WAITING);
    assertThat(entry.reason().orElseThrow()).contains("fleet-os");
  }

  @Test
  void aFieldThatTheControllerWouldNotSeeIsRefused() throws Exception {
    PlanEntry entry =
        run(Plans.plan("b-1", Plans.version("1") + "    env: [{name: A, value: b}]\n"));
    assertThat(entry.state()).isEqualTo(State.REFUSED);
    assertThat(entry.reason().orElseThrow()).startsWith("SKY-7005").contains("env");
    assertThat(kubectl("get", "plans", "-o", "name")).isEmpty();
  }

  @Test
  void everyDocumentOfAFileIsApplied() throws Exception {
    String settings =
        """
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: os-settings, namespace: system-upgrade}
        data: {mode: "0644"}
        ---
        """;
    run(Plans.plan("b-1", settings + Plans.version("1")));
    assertThat(read(".spec.version")).isEqualTo("v1");
    assertThat(kubectl("get", "configmap/os-settings", "-o", "jsonpath={.data.mode}"))
        .isEqualTo("0644");
  }

  @Test
  void aKindThatTheClusterDoesNotKnowYetIsTriedAgain() {
    String yaml =
        """
        apiVersion: elemental.cattle.io/v1beta1
        kind: ManagedOSImage
        metadata: {name: os, namespace: fleet-local}
        spec: {osImage: "docker.io/acme/os:1"}
        """;
    PlanEntry entry = run(Plans.plan("b-1", yaml));
    assertThat(entry.state()).isEqualTo(State.WAITING);
    assertThat(entry.reason().orElseThrow()).contains("ManagedOSImage os").contains("404");
  }

  @Test
  void anApiServerThatIsAwayIsTriedAgain() throws Exception {
    Path away;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      away = at(free);
    }
    BundledPlan plan = Plans.plan("b-1", Plans.version("1"));
    PlanEntry entry = run(away, plan);
    assertThat(entry.state()).isEqualTo(State.WAITING);
    assertThat(entry.reason().orElseThrow()).contains("does not answer");
    assertThat(run(plan).state()).isEqualTo(State.APPLIED);
  }

  private static Path at(ServerSocket socket) throws IOException {
    String config = Files.readString(testbed.kubeconfig());
    String address = "server: https://127.0.0.1:";
    return Files.writeString(
        folder.resolve("away"),
        config.replaceFirst(address + "\\d+", address + socket.getLocalPort()));
  }

  @Test
  void ofManyPlansOnlyTheFirstAsksAServerThatIsSilent() throws Exception {
    BundledPlan plan = Plans.plan("b-1", Plans.version("1"));
    AtomicInteger asked = new AtomicInteger();
    try (ServerSocket silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
        Cluster cluster = Cluster.of(at(silent))) {
      Thread.ofVirtual().start(() -> hangUp(silent, asked));
      assertThat(rollOut(cluster).run(List.of(plan)).getFirst().reason().orElseThrow())
          .contains("does not answer");
      // One request may be more than one connection.
      int first = asked.get();
      assertThat(first).isPositive();
      assertThat(rollOut(cluster).run(List.of(plan, plan)))
          .extracting(entry -> entry.reason().orElseThrow())
          .hasSize(2)
          .allMatch(reason -> reason.contains("does not answer"));
      assertThat(cluster.nodes(List.of(plan))).isEmpty();
      assertThat(asked).hasValue(first);
    }
  }

  private static void hangUp(ServerSocket server, AtomicInteger asked) {
    try {
      while (true) {
        server.accept().close();
        asked.incrementAndGet();
      }
    } catch (IOException e) {
      assertThat(server.isClosed()).isTrue();
    }
  }

  @Test
  void credentialsThatAreNotAcceptedAreNamed() throws Exception {
    Path stranger = folder.resolve("stranger");
    String config = Files.readString(testbed.kubeconfig());
    Files.writeString(stranger, config.replaceFirst("token: [0-9a-f]+", "token: wrong"));
    PlanEntry entry = run(stranger, Plans.plan("b-1", Plans.version("1")));
    assertThat(entry.state()).isEqualTo(State.WAITING);
    assertThat(entry.reason().orElseThrow()).contains("401");
  }

  @Test
  void aKubeconfigThatIsNoneIsRefusedAtOnce() throws Exception {
    assertThatThrownBy(() -> Cluster.of(folder.resolve("none")))
        .isInstanceOf(SkerryException.class)
        .hasMessageContaining("SKY-7004");
    Path bad = Files.writeString(folder.resolve("bad"), "[: not yaml");
    assertThatThrownBy(() -> Cluster.of(bad)).hasMessageContaining("SKY-7004");
  }
}
