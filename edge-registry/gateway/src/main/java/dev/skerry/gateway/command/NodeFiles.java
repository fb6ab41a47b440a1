package dev.skerry.gateway.command;

import java.util.List;
import java.util.Optional;

/**
 * A node's configuration for pulling from a gateway under the names that stand in plans: K3s's
 * {@code registries.yaml} and containerd's {@code hosts.toml}. No rewrite rules: containerd says in
 * {@code ns=} which registry it means.
 *
 * @param url the gateway's registry: scheme, host and port
 * @param ca on the node: the CA of the registry's certificate
 */
record NodeFiles(String url, Optional<String> ca) {
  /** For K3s, which makes hosts.toml of it when it starts. */
  String registriesYaml(List<String> hosts) {
    StringBuilder text = new StringBuilder();
    text.append("# /etc/rancher/k3s/registries.yaml: K3s reads it when it starts. Start it with\n");
    text.append(
        "# --disable-default-registry-endpoint, or it also asks the registries themselves.\n");
    text.append("mirrors:\n");
    for (String host : hosts) {
      text.append("  \"").append(host).append("\":\n");
      text.append("    endpoint: [\"").append(url).append("\"]\n");
    }
    ca.ifPresent(file -> {
      text.append("configs:\n");
      text.append("  \"").append(url.replaceFirst("^https?://", "")).append("\":\n");
      text.append("    tls: {ca_file: \"").append(file).append("\"}\n");
    });
    return text.toString();
  }

  /** For containerd alone: the gateway is also the server, so that nothing else is ever asked. */
  String hostsToml(String host) {
    StringBuilder text = new StringBuilder();
    text.append("# /etc/containerd/certs.d/").append(host).append("/hosts.toml\n");
    text.append("server = \"").append(url).append("\"\n");
    ca.ifPresent(file -> text.append("ca = \"").append(file).append("\"\n"));
    text.append("[host.\"").append(url).append("\"]\n");
    text.append("  capabilities = [\"pull\", \"resolve\"]\n");
    ca.ifPresent(file -> text.append("  ca = \"").append(file).append("\"\n"));
    return text.toString();
  }
}
