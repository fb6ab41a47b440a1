package dev.skerry.upstream.registry;

import dev.skerry.format.error.SkerryException;
import dev.skerry.upstream.UpstreamError;
import dev.skerry.upstream.source.Location;
import dev.skerry.upstream.source.Source;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** All registries of a run: their connections, logins and tokens. */
public final class Registries implements AutoCloseable {
  private final RegistryOptions options;
  private final Transport transport;
  private final Credentials credentials;
  private final Persistence persistence;
  private final Map<Endpoint, RegistryClient> clients = new ConcurrentHashMap<>();

  /** With the process's environment and home folder for credentials. */
  public Registries(RegistryOptions options) {
    this(
        options,
        new Credentials(options, System.getenv(), Path.of(System.getProperty("user.home"))),
        Thread::sleep);
  }

  Registries(RegistryOptions options, Credentials credentials, Persistence.Pause pause) {
    this.options = options;
    this.transport = new Transport(options);
    this.credentials = credentials;
    this.persistence = new Persistence(pause);
  }

  /** Opens a repository; nothing is asked of the registry yet. */
  public Source open(Location.Registry location) {
    String host =
        location
            .reference()
            .host()
            .orElseThrow(() ->
                new SkerryException(
                    UpstreamError.LOCATION, location.toString(), "names no registry"));
    Endpoint endpoint =
        new Endpoint(
            host,
            location.reference().repository(),
            location.plainHttp() || options.plainHttp().contains(host));
    return new RegistrySource(location, clients.computeIfAbsent(endpoint, this::client));
  }

  private RegistryClient client(Endpoint endpoint) {
    return new RegistryClient(
        endpoint,
        transport,
        new Authorizer(endpoint, transport, credentials),
        persistence,
        Failures.Trusted.of(options));
  }

  @Override
  public void close() {
    transport.close();
  }
}
