package dev.skerry.gateway.service;

import dev.skerry.format.error.SkerryException;
import dev.skerry.gateway.setup.Address;
import dev.skerry.gateway.setup.GatewayError;
import dev.skerry.gateway.setup.Settings;
import dev.skerry.registry.RegistryListener;
import dev.skerry.registry.RegistrySettings;
import dev.skerry.registry.RegistryTls;
import dev.skerry.registry.Serve;
import io.helidon.service.registry.GlobalServiceRegistry;
import io.helidon.service.registry.ServiceRegistryConfig;
import io.helidon.service.registry.ServiceRegistryManager;
import io.helidon.webserver.ListenerConfig;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import java.util.Optional;

/** The two listeners: nodes pull at one, the admin API is at the other. */
final class Listeners implements AutoCloseable {
  private static final String ADMIN = "admin";

  private final WebServer server;
  private final Settings settings;

  private Listeners(WebServer server, Settings settings) {
    this.server = server;
    this.settings = settings;
  }

  /**
   * Starts both.
   *
   * @throws SkerryException {@link GatewayError#LISTEN}
   */
  static Listeners start(
      Settings settings,
      Optional<ServerCertificate> tls,
      RegistrySettings limits,
      Serve registry,
      Probes probes,
      AdminRoutes admin) {
    skipDiscovery();
    WebServerConfig.Builder server = WebServer.builder();
    RegistryListener.apply(limits, server);
    server
        .shutdownHook(false)
        .host(settings.registry().host())
        .port(settings.registry().port())
        .routing(routing -> probes.mount(routing.register("/v2", registry)));
    tls.ifPresent(t -> server.tls(RegistryTls.of(t.chain(), t.key())));
    ListenerConfig.Builder second = ListenerConfig.builder();
    RegistryListener.apply(RegistrySettings.site(), second);
    second
        .host(settings.admin().host())
        .port(settings.admin().port())
        .routing(routing -> probes.mount(routing.register("/admin", admin)));
    server.putSocket(ADMIN, second.buildPrototype());
    return new Listeners(start(server, settings), settings);
  }

  private static WebServer start(WebServerConfig.Builder builder, Settings settings) {
    WebServer server = builder.build().start();
    // Helidon 4.5.0 only logs when an address is taken, and goes on without that listener.
    if (server.port() <= 0 || server.port(ADMIN) <= 0) {
      server.stop();
      throw new SkerryException(
          GatewayError.LISTEN,
          settings.registry() + " and " + settings.admin(),
          "cannot both be listened at");
    }
    return server;
  }

  /** Saves 0.17 s at every start: nothing that the gateway uses is found by discovery. */
  private static void skipDiscovery() {
    ServiceRegistryConfig config =
        ServiceRegistryConfig.builder()
            .discoverServices(false)
            .discoverServicesFromServiceLoader(false)
            .build();
    GlobalServiceRegistry.registry(ServiceRegistryManager.create(config).registry());
  }

  /** Where the registry listens. */
  Address registry() {
    return settings.registry().withPort(server.port());
  }

  /** Where the admin API listens. */
  Address admin() {
    return settings.admin().withPort(server.port(ADMIN));
  }

  /** Lets what is under way end, for at most 30 s. */
  @Override
  public void close() {
    server.stop();
  }
}
