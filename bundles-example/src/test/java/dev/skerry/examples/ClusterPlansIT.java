package dev.skerry.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.examples.kit.Desk;
import dev.skerry.examples.kit.Dist;
import dev.skerry.examples.kit.Images;
import dev.skerry.examples.kit.KubeTestbed;
import dev.skerry.examples.kit.Run;
import dev.skerry.examples.kit.Site;
import dev.skerry.examples.kit.Tools;
import dev.skerry.examples.kit.UpgradePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Three bundles whose plans go to a real API server, which is away during the third. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterPlansIT {
  private static final String PLAN = UpgradePlan.NAME;
  private static final String KUBELET = "jsonpath={.status.nodeInfo.kubeletVersion}";

  private static final String ARM =
      """
      apiVersion: v1
      kind: Node
      metadata: {name: arm-001}
      status: {nodeInfo: {architecture: arm64, operatingSystem: linux, bootID: "",
        containerRuntimeVersion: "", kernelVersion: "", kubeProxyVersion: "",
        kubeletVersion: "", machineID: "", osImage: "", systemUUID: ""}}
      """;

  @TempDir static Path work;
  private static KubeTestbed cluster;
  private static Desk desk;
  private static Site site;
  private static String image;

  @BeforeAll
  static void start() {
    Tools.need("curl", "jq");
    cluster = KubeTestbed.start(work.resolve("cluster"));
    image = new Images(work.resolve("images"), "").build("upgraded", "amd64") + ":t";
    desk = Desk.create(work.resolve("desk"), "fleet");
    Path data = desk.site(work.resolve("site"), "north-1");
    site = Site.serve(data, "--kubeconfig", cluster.kubeconfig().toString());
  }

  /** Releases a bundle and imports it; what the receipt on the stick says of the plan. */
  private static String release(int sequence, String version, String note) throws IOException {
    desk.file("note.txt", note);
    desk.file("plans/app-upgrade.yaml", UpgradePlan.of(version, 1));
    desk.file("bundle.yaml", bundle());
    Path stick = Files.createDirectory(work.resolve("stick-" + sequence));
    desk.release(sequence, stick);
    imported(stick).exits(0);
    return receipt();
  }

  private static Run imported(Path stick) {
    return Dist.skerryd(work, "import", "--data", site.data().toString(), stick.toString());
  }

  /** The state of the plan in the last receipt, whose envelope carries it in base64. */
  private static String receipt() {
    return jq(".. | .plans? // empty | .[].state?");
  }

  private static String jq(String filter) {
    String envelope = skerryd("receipt");
    String payload = Run.in(work, "sh", "-c", "echo \"$0\" | jq -r .payload", envelope).out();
    return Run.ok(
        work, "sh", "-c", "echo \"$0\" | base64 -d | jq -r \"$1\"", payload.strip(), filter);
  }

  private static String skerryd(String command) {
    return Dist.skerryd(work, command, "--data", site.data().toString()).exits(0).out();
  }

  private static String bundle() {
    return """
    apiVersion: skerry.dev/v1
    kind: Bundle
    product: fleet
    channel: stable
    expires: 180d
    platforms: [linux/amd64]
    images:
      - name: docker.io/acme/app:1
        from: oci:%1$s
      - name: docker.io/acme/app:2
        from: oci:%1$s
      - name: docker.io/acme/app:3
        from: oci:%1$s
    files: [note.txt]
    plans:
      - file: plans/app-upgrade.yaml
    """
        .formatted(image);
  }

  @Test
  @Order(1)
  void thePlanOfABundleIsApplied() throws IOException {
    assertThat(release(1, "1", "one")).isEqualTo("applied");
    assertThat(cluster.plan(PLAN, ".spec.version")).isEqualTo("1");
    assertThat(cluster.plan(PLAN, ".metadata.managedFields[*].manager")).isEqualTo("skerry");
  }

  @Test
  @Order(2)
  void theNextBundleWithTheSamePlanWritesNothing() throws IOException {
    String before = cluster.plan(PLAN, ".metadata.resourceVersion");
    assertThat(release(2, "1", "two")).isEqualTo("applied");
    assertThat(cluster.plan(PLAN, ".metadata.resourceVersion")).isEqualTo(before);
  }

  /** There is no controller here, so its two marks are made by hand. */
  @Test
  @Order(3)
  void aReceiptAndTheAuditSayWhatNodesReportWithMarksOfAFakeController() throws IOException {
    assertThat(nodes()).isEqualTo("agent-001 [] agent-002 []");
    cluster.kubectl(
        "patch",
        "plan/" + PLAN,
        "--subresource=status",
        "--type=merge",
        "-p",
        "{\"status\":{\"latestVersion\":\"1\",\"latestHash\":\"abc\"}}");
    cluster.kubectl("label", "node/agent-002", "plan.upgrade.cattle.io/" + PLAN + "=abc");
    site.daemon().until(() -> skerryd("log").contains("plan.done"));
    Path stick = work.resolve("stick-2");
    imported(stick).exits(0);
    String done = Run.ok(work, "sh", "-c", "echo \"$0\" | grep plan.done", skerryd("log"));
    assertThat(done.lines()).hasSize(1);
    assertThat(done).contains(PLAN, "agent-002");
    assertThat(nodes()).isEqualTo("agent-001 [] agent-002 [app-upgrade]");
    desk.register(site.data(), "north-1");
    Run brought = desk.skerry("receipts", stick.toString(), "--root", "root").exits(0);
    String kubelet = cluster.kubectl("get", "node/agent-002", "-o", KUBELET);
    assertThat(brought.out()).contains("node agent-002: " + kubelet, "done: app-upgrade");
    desk.skerry("audit", "report.html", stick.toString(), "--root", "root").exits(0);
    assertThat(Files.readString(desk.folder().resolve("report.html")))
        .contains(">agent-002</td>", ">app-upgrade</td>");
  }

  /** Each node of the last receipt with the plans that are done on it. */
  private static String nodes() {
    return jq(
        ".. | .nodes? // empty | map(.name + \" [\" + (.plans // [] | join(\",\")) + \"]\")"
            + " | join(\" \")");
  }

  @Test
  @Order(4)
  void whileTheApiServerIsAwayTheBundleIsImportedAndThePlanWaits() throws IOException {
    cluster.serverGoes();
    assertThat(release(3, "2", "three")).isEqualTo("waiting");
    assertThat(skerryd("plans")).contains(PLAN).contains("waiting").contains("does not answer");
    String tags = "http://" + site.registry() + "/v2/docker.io/acme/app/manifests/2";
    Run.ok(work, "curl", "-sf", tags);
  }

  @Test
  @Order(5)
  void whenItIsBackThePlanIsAppliedWithoutAnybodysHelp() {
    cluster.serverComesBack();
    site.daemon().until(() -> skerryd("plans").contains("applied"));
    assertThat(cluster.plan(PLAN, ".spec.version")).isEqualTo("2");
    imported(work.resolve("stick-3")).exits(0);
    assertThat(receipt()).isEqualTo("applied");
  }

  /** A node of a kind that the desk did not think of joined meanwhile. */
  @Test
  @Order(6)
  void aPlanWaitsWhileItsImageIsNotThereForANodeThatItWouldTake() throws IOException {
    Path node = Files.writeString(work.resolve("node.yaml"), ARM);
    cluster.kubectl("create", "-f", node.toString());
    assertThat(release(4, "3", "four")).isEqualTo("waiting");
    assertThat(skerryd("plans"))
        .contains("docker.io/acme/app:3 (Plan app-upgrade: spec.upgrade.image)")
        .contains("is in the bundle for linux/amd64, and node arm-001 is linux/arm64");
    assertThat(cluster.plan(PLAN, ".spec.version")).isEqualTo("2");
    cluster.kubectl("label", "node/arm-001", "plan.upgrade.cattle.io/" + PLAN + "=disabled");
    site.daemon().until(() -> skerryd("plans").contains("applied"));
    assertThat(cluster.plan(PLAN, ".spec.version")).isEqualTo("3");
  }

  @AfterAll
  static void stop() {
    if (site != null) {
      site.close();
    }
    if (cluster != null) {
      cluster.close();
    }
  }
}
