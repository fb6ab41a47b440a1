package dev.skerry.gateway.command;

import dev.skerry.format.json.Fields;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code skerryd node-config}: what a node needs to pull from here under the names that stand in
 * plans (contracts.md 4.4 and 4.5). No rewrite rules: containerd says in {@code ns=} which host it
 * means.
 */
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

  @Override
  String report() {
    return "node";
  }

  @Override
  void show(Fields report, PrintWriter out) {
    List<String> hosts = report.texts("hosts");
    String url =
        endpoint
            .or(() -> report.optionalText("registry"))
            .orElse("http://127.0.0.1:5000")
            .replaceFirst("/+$", "");
    if (containerd) {
      hosts.forEach(host -> hostsToml(host, url, out));
    } else {
      registriesYaml(hosts, url, out);
    }
  }

  private void registriesYaml(List<String> hosts, String url, PrintWriter out) {
    out.println("# /etc/rancher/k3s/registries.yaml; K3s reads it when it starts");
    out.println("mirrors:");
    for (String host : hosts) {
      out.println("  \"" + host + "\":");
      out.println("    endpoint: [\"" + url + "\"]");
    }
    ca.ifPresent(file -> {
      out.println("configs:");
      out.println("  \"" + url.replaceFirst("^https?://", "") + "\":");
      out.println("    tls: {ca_file: \"" + file + "\"}");
    });
  }

  private void hostsToml(String host, String url, PrintWriter out) {
    out.println("# /etc/containerd/certs.d/" + host + "/hosts.toml");
    out.println("server = \"" + url + "\"");
    out.println("[host.\"" + url + "\"]");
    out.println("  capabilities = [\"pull\", \"resolve\"]");
    ca.ifPresent(file -> out.println("  ca = \"" + file + "\""));
  }
}
