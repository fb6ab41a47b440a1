package dev.skerry.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A real API server with the Plan CRD. Its scripts stand in {@code $KUBE_TESTBED}, by default in
 * {@code ../shared/kube-testbed} beside the project; without them tests are skipped, except where
 * CI has them.
 */
final class KubeTestbed {
  private final Path scripts;
  private final Path home;
  private final Path state;
  private Path kubeconfig = Path.of("");

  private KubeTestbed(Path scripts, Path home, Path state) {
    this.scripts = scripts;
    this.home = home;
    this.state = state;
  }

  /** Unpacks and starts it; skips the test when there is none. */
  static KubeTestbed start(Path folder) throws IOException, InterruptedException {
    Path shared = root().resolveSibling("shared");
    Path scripts =
        Optional.ofNullable(System.getenv("KUBE_TESTBED"))
            .map(Path::of)
            .orElse(shared.resolve("kube-testbed"));
    boolean must = System.getenv("CI") != null && Files.isDirectory(shared);
    assumeTrue(must || Files.isDirectory(scripts), "no kube-testbed in " + scripts);
    KubeTestbed testbed = new KubeTestbed(scripts, folder.resolve("home"), folder.resolve("state"));
    testbed.run(
        scripts.resolve("../prebuilt/unpack.sh").toString(),
        "kube-testbed",
        testbed.home.resolve("bin").toString());
    List<String> lines = testbed.run(scripts.resolve("up.sh").toString());
    testbed.kubeconfig = Path.of(lines.getLast());
    return testbed;
  }

  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    while (!Files.exists(here.resolve("mvnw"))) {
      here = here.getParent();
    }
    return here;
  }

  Path kubeconfig() {
    return kubeconfig;
  }

  /** Runs kubectl and returns what it prints. */
  String kubectl(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/kubectl").toString());
    command.add("--kubeconfig=" + kubeconfig);
    command.addAll(List.of(arguments));
    return String.join("\n", run(command.toArray(String[]::new)));
  }

  private List<String> run(String... command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("KUBE_TESTBED_HOME", home.toString());
    builder.environment().put("KUBE_TESTBED_STATE", state.toString());
    Path out = Files.createTempFile("testbed", ".out");
    Path err = Files.createTempFile("testbed", ".err");
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    Process process = builder.start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    String failure = Files.readString(err, UTF_8);
    List<String> lines = Files.readAllLines(out, UTF_8);
    Files.delete(out);
    Files.delete(err);
    assertThat(process.exitValue()).as("%s: %s", String.join(" ", command), failure).isZero();
    return lines;
  }

  /** Stops it and removes what it left. */
  void stop() throws IOException, InterruptedException {
    run(scripts.resolve("down.sh").toString());
  }
}
