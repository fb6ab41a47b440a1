package dev.skerry.gateway.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skerry.format.error.Problem;
import dev.skerry.format.error.SkerryException;
import dev.skerry.store.StoreError;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** {@code /healthz}, {@code /readyz} and {@code /metrics}, on both listeners. */
final class Probes {
  private final AtomicBoolean stopping;
  private final List<Runnable> checks;
  private final PrometheusRegistry metrics;
  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();

  /**
   * The probes.
   *
   * @param stopping whether nodes should go elsewhere
   * @param checks each throws what keeps nodes from being served
   */
  Probes(AtomicBoolean stopping, List<Runnable> checks, PrometheusRegistry metrics) {
    this.stopping = stopping;
    this.checks = List.copyOf(checks);
    this.metrics = metrics;
  }

  /** Adds the routes; {@code any} because HEAD is not served by GET routes. */
  void mount(HttpRouting.Builder routing) {
    routing
        .any("/healthz", (request, response) -> text(response, 200, "ok"))
        .any("/readyz", this::ready)
        .any("/metrics", this::metrics);
  }

  private void ready(ServerRequest request, ServerResponse response) {
    if (stopping.get()) {
      text(response, 503, "stopping");
      return;
    }
    try {
      checks.forEach(Runnable::run);
      text(response, 200, "ready");
    } catch (SkerryException e) {
      // Nodes see this too: the code, but no path of this machine.
      text(response, 503, "not ready: " + e.problem().code() + " " + named(e.problem()));
    }
  }

  /** The bundle to insert again is no path: it is named. */
  private static String named(Problem problem) {
    boolean bundle = problem.code().equals(StoreError.BAD_BLOBS.code());
    return (bundle ? problem.item() + " " : "") + problem.reason();
  }

  private void metrics(ServerRequest request, ServerResponse response) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      writer.write(out, metrics.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    response.header(HeaderNames.CONTENT_TYPE, writer.getContentType()).send(out.toByteArray());
  }

  private static void text(ServerResponse response, int status, String text) {
    response.status(status);
    response.header(HeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
    response.send((text + "\n").getBytes(UTF_8));
  }
}
