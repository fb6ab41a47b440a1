package dev.skerry.upstream.registry;

import com.google.cloud.tools.jib.api.Credential;
import com.google.cloud.tools.jib.api.CredentialRetriever;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import com.google.cloud.tools.jib.registry.credentials.CredentialRetrievalException;
import dev.skerry.format.error.SkerryException;
import dev.skerry.upstream.UpstreamError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** User and password of a registry: from Docker's configuration and its helpers, through Jib. */
final class Credentials {
  private final List<Path> configs;

  Credentials(RegistryOptions options, Map<String, String> environment, Path home) {
    this.configs = options.dockerConfig().map(List::of).orElse(places(environment, home));
  }

  /** Where Docker and Podman keep them, in the order in which they are asked. */
  private static List<Path> places(Map<String, String> environment, Path home) {
    List<Path> places = new ArrayList<>();
    add(places, environment.get("DOCKER_CONFIG"), "config.json");
    add(places, environment.get("XDG_RUNTIME_DIR"), "containers/auth.json");
    add(places, environment.get("XDG_CONFIG_HOME"), "containers/auth.json");
    places.add(home.resolve(".config/containers/auth.json"));
    places.add(home.resolve(".docker/config.json"));
    return List.copyOf(places);
  }

  private static void add(List<Path> places, @Nullable String folder, String name) {
    if (folder != null && !folder.isEmpty()) {
      places.add(Path.of(folder).resolve(name));
    }
  }

  /**
   * A login and its origin.
   *
   * @param from the file or helper that had it, for messages
   */
  record Login(Credential credential, String from) {}

  /** The first login that a place has for the host. */
  Optional<Login> find(String host) {
    CredentialRetrieverFactory factory =
        CredentialRetrieverFactory.forImage(ImageReference.of(host, "any", null), event -> {});
    for (Path config : configs) {
      if (Files.exists(config)) {
        Optional<Login> login = ask(factory.dockerConfig(config), config.toString());
        if (login.isPresent()) {
          return login;
        }
      }
    }
    return ask(factory.wellKnownCredentialHelpers(), "a credential helper");
  }

  /** Where {@link #find} looks, for messages. */
  String looked() {
    return String.join(", ", configs.stream().map(Path::toString).toList());
  }

  private static Optional<Login> ask(CredentialRetriever retriever, String from) {
    try {
      return retriever.retrieve().map(credential -> new Login(credential, from));
    } catch (CredentialRetrievalException e) {
      throw new SkerryException(
          UpstreamError.CREDENTIALS, from, "gives no credentials: " + reason(e), e);
    }
  }

  private static String reason(CredentialRetrievalException e) {
    return String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
  }
}
