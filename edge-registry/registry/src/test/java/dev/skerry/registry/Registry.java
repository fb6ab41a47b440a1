package dev.skerry.registry;

import dev.skerry.store.BlobStore;
import dev.skerry.store.Catalog;
import dev.skerry.store.Disk;
import io.helidon.common.tls.Tls;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** A registry on a free loopback port for tests. */
final class Registry implements AutoCloseable {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  final MemoryStore store;
  final PrometheusRegistry metrics = new PrometheusRegistry();

  /** Stands still until a test moves it. */
  Instant now = Instant.parse("2026-01-01T00:00:00Z");

  private final WebServer server;

  Registry(RegistrySettings settings, Path folder) {
    this.store = new MemoryStore(folder(folder));
    InstantSource clock = () -> now;
    server = serve(settings, store, store, metrics, clock, Optional.empty());
  }

  /** Starts a registry over any store. */
  static WebServer serve(
      RegistrySettings settings,
      Catalog catalog,
      BlobStore blobs,
      PrometheusRegistry metrics,
      InstantSource clock,
      Optional<Tls> tls) {
    Serve routes =
        new Serve(settings, catalog, blobs, new RegistryMetrics(metrics), Disk.real(), clock);
    WebServerConfig.Builder builder = WebServer.builder();
    RegistryListener.apply(settings, builder);
    tls.ifPresent(builder::tls);
    return builder
        .host("127.0.0.1")
        .port(0)
        .routing(r -> r.register("/v2", routes))
        .build()
        .start();
  }

  private static Path folder(Path folder) {
    try {
      return Files.createDirectories(folder.resolve("blobs"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.port();
  }

  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
  }

  HttpResponse<byte[]> get(String path, String... headers) {
    HttpRequest.Builder request = to(path);
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  HttpResponse<byte[]> head(String path, String... headers) {
    HttpRequest.Builder request = to(path).HEAD();
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  HttpResponse<byte[]> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
