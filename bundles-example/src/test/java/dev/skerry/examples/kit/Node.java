package dev.skerry.examples.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A node: real containerd and runc, whose {@code hosts.toml} files point at a gateway. */
public final class Node implements AutoCloseable {
  private static final List<String> PLUGINS_OFF =
      List.of(
          "io.containerd.grpc.v1.cri",
          "io.containerd.snapshotter.v1.aufs",
          "io.containerd.snapshotter.v1.btrfs",
          "io.containerd.snapshotter.v1.devmapper",
          "io.containerd.snapshotter.v1.zfs");

  private final Path folder;
  private final Daemon daemon;

  private Node(Path folder, Daemon daemon) {
    this.folder = folder;
    this.daemon = daemon;
  }

  /**
   * Starts containerd; images of the registries named are asked of the gateway and nowhere else,
   * and so are those for which {@code hosts} below the folder has a file already.
   */
  public static Node start(Path folder, String gateway, String... registries) {
    Tools.need("containerd", "ctr", "runc");
    Tools.needRoot();
    try {
      for (String registry : registries) {
        Path hosts = Files.createDirectories(folder.resolve("hosts").resolve(registry));
        Files.writeString(hosts.resolve("hosts.toml"), hosts(gateway));
      }
      Files.writeString(folder.resolve("config.toml"), config(folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Path socket = folder.resolve("containerd.sock");
    Daemon daemon =
        Daemon.start(
            folder.resolve("containerd.log"),
            Map.of(),
            List.of("containerd", "--config", folder.resolve("config.toml").toString()));
    Node node = new Node(folder, daemon);
    daemon.until(() -> Files.exists(socket) && node.ctr("version").exit() == 0);
    return node;
  }

  private static String hosts(String gateway) {
    return """
    server = "http://%1$s"
    [host."http://%1$s"]
      capabilities = ["pull", "resolve"]
    """
        .formatted(gateway);
  }

  private static String config(Path folder) {
    return """
    version = 2
    root = "%1$s/root"
    state = "%1$s/state"
    disabled_plugins = [%2$s]
    [grpc]
      address = "%1$s/containerd.sock"
    """
        .formatted(folder, "\"" + String.join("\", \"", PLUGINS_OFF) + "\"");
  }

  /** Pulls an image by tag or digest for this machine's platform. */
  public Run pull(String image) {
    String hosts = folder.resolve("hosts").toString();
    return ctr("images", "pull", "--snapshotter", "native", "--hosts-dir", hosts, image);
  }

  /** The digest that an image name stands for here. */
  public String digest(String image) {
    String row =
        ctr("images", "ls", "name==" + image).exits(0).out().lines().skip(1).toList().get(0);
    return row.split("\\s+")[2];
  }

  /** Copies a blob that was pulled into a file. */
  public void blob(String digest, Path file) {
    Run.ok(
        folder,
        "sh",
        "-c",
        "ctr -a \"$1\" content get \"$2\" >\"$3\"",
        "sh",
        folder.resolve("containerd.sock").toString(),
        digest,
        file.toString());
  }

  /** Runs an image that was pulled with runc, to its end; what it printed. */
  public String run(String image, String container, String... command) {
    List<String> run = new ArrayList<>(List.of("run", "--rm", "--net-host"));
    run.addAll(List.of("--snapshotter", "native", image, container));
    run.addAll(List.of(command));
    return ctr(run.toArray(String[]::new)).exits(0).out().strip();
  }

  private Run ctr(String... arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("ctr", "-a", folder.resolve("containerd.sock").toString()));
    command.addAll(List.of(arguments));
    return Run.in(folder, Map.of(), command);
  }

  @Override
  public void close() {
    daemon.close();
  }
}
