package dev.skerry.gateway.command;

import dev.skerry.format.error.Reasons;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.json.Fields;
import dev.skerry.gateway.setup.GatewayError;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code skerryd node-config}: what a node needs to pull from here. */
@Command(
    name = "node-config",
    description = "Prints registries.yaml for K3s, or hosts.toml for containerd.")
final class NodeConfigCommand extends ReportCommand {
  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "how nodes reach this registry (default: where it listens now)")
  private Optional<String> endpoint = Optional.empty();

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "on the node: the CA that issued the registry's certificate")
  private Optional<String> ca = Optional.empty();

  @Option(names = "--containerd", description = "hosts.toml, one per registry, with its path")
  private boolean containerd;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "write registries.yaml or HOST/hosts.toml below this folder instead")
  private Optional<Path> folder = Optional.empty();

  @Override
  String report() {
    return "node";
  }

  @Override
  void show(Fields report, PrintWriter out) {
    NodeFiles node = new NodeFiles(url(report), ca);
    List<String> hosts = report.texts("hosts");
    if (hosts.isEmpty()) {
      throw new SkerryException(
          GatewayError.NOTHING_HELD, "node-config", "no image of any registry is held here");
    }
    Map<Path, String> files = new LinkedHashMap<>();
    if (containerd) {
      hosts.forEach(host -> files.put(Path.of(host, "hosts.toml"), node.hostsToml(host)));
    } else {
      files.put(Path.of("registries.yaml"), node.registriesYaml(hosts));
    }
    if (folder.isPresent()) {
      files.forEach((name, text) -> out.println(write(folder.get().resolve(name), text)));
    } else {
      files.values().forEach(out::print);
    }
  }

  private String url(Fields report) {
    String url =
        endpoint
            .or(() -> report.optionalText("registry"))
            .orElseThrow(() ->
                new SkerryException(
                    GatewayError.SETTING, "--endpoint", "is needed while the service does not run"))
            .replaceFirst("/$", "");
    if (!url.matches("https?://[A-Za-z0-9.:\\[\\]-]+")) {
      throw new SkerryException(
          GatewayError.SETTING, "--endpoint", "is not http://HOST:PORT or https://HOST:PORT");
    }
    if (url.matches("https?://(127\\.|localhost|\\[::1).*")) {
      err().println("note: only this machine reaches " + url + "; other nodes need --endpoint");
    }
    return url;
  }

  private static Path write(Path file, String text) {
    try {
      Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new SkerryException(
          GatewayError.FILE, file.toString(), "cannot be written: " + Reasons.of(e), e);
    }
  }
}
