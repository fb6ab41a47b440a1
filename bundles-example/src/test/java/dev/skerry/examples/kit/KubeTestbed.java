package dev.skerry.examples.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A real API server with the Plan CRD that can be away for a while. Its scripts stand in {@code
 * $KUBE_TESTBED}, by default in {@code ../shared/kube-testbed} beside the project.
 */
public final class KubeTestbed implements AutoCloseable {
  private final Path scripts;
  private final Path home;
  private final Path state;
  private final Path kubeconfig;
  private final List<String> server;
  private Optional<Daemon> again = Optional.empty();

  private KubeTestbed(Path scripts, Path folder) {
    this.scripts = scripts;
    this.home = folder.resolve("home");
    this.state = folder.resolve("state");
    run("../prebuilt/unpack.sh", "kube-testbed", home.resolve("bin").toString());
    this.kubeconfig = Path.of(run("up.sh", "--nodes", "2").lines().toList().getLast());
    this.server = commandLine();
  }

  /** Unpacks and starts it; skips the test when there is none, except where CI has it. */
  public static KubeTestbed start(Path folder) {
    Path shared = Project.root().resolveSibling("shared");
    Path scripts =
        Optional.ofNullable(System.getenv("KUBE_TESTBED"))
            .map(Path::of)
            .orElse(shared.resolve("kube-testbed"));
    Tools.needFolder(scripts, shared);
    return new KubeTestbed(scripts, folder);
  }

  /** How to reach it. */
  public Path kubeconfig() {
    return kubeconfig;
  }

  /** A field of a plan, by JSON path. */
  public String plan(String name, String path) {
    return kubectl("get", "plan/" + name, "-o", "jsonpath={" + path + "}");
  }

  /** Runs {@code kubectl} in the namespace of plans. */
  public String kubectl(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/kubectl").toString());
    command.addAll(List.of("--kubeconfig=" + kubeconfig, "-n", "system-upgrade"));
    command.addAll(List.of(arguments));
    return Run.ok(home, command.toArray(String[]::new));
  }

  /** Ends the API server at once; asked to end it would wait a minute for its clients. */
  public void serverGoes() {
    ProcessHandle process = ProcessHandle.of(pid()).orElseThrow();
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Starts the API server as it ran before. */
  public void serverComesBack() {
    List<String> command = new ArrayList<>(List.of("sh", "-c", "cd \"$0\" && exec \"$@\""));
    command.add(state.toString());
    command.addAll(server);
    again = Optional.of(Daemon.start(state.resolve("logs/again.log"), Map.of(), command));
  }

  private long pid() {
    return Long.parseLong(read(state.resolve("pids/kube-apiserver")).split(" ")[0]);
  }

  private List<String> commandLine() {
    return List.of(read(Path.of("/proc/" + pid() + "/cmdline")).split("\0"));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String run(String script, String... arguments) {
    List<String> command = new ArrayList<>(List.of(scripts.resolve(script).toString()));
    command.addAll(List.of(arguments));
    Map<String, String> environment =
        Map.of("KUBE_TESTBED_HOME", home.toString(), "KUBE_TESTBED_STATE", state.toString());
    return Run.in(scripts, environment, command).exits(0).out().strip();
  }

  @Override
  public void close() {
    again.ifPresent(Daemon::kill);
    run("down.sh");
  }
}
