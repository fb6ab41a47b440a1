package dev.skerry.registry;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** What the registry counts. */
public final class RegistryMetrics {
  private final Counter requests;
  private final Counter sent;
  private final Counter received;
  private final Histogram seconds;

  /** Registers the metrics. */
  public RegistryMetrics(PrometheusRegistry registry) {
    requests =
        Counter.builder()
            .name("skerry_registry_requests_total")
            .help("Requests by route and HTTP status")
            .labelNames("route", "code")
            .register(registry);
    sent =
        Counter.builder()
            .name("skerry_registry_sent_bytes_total")
            .help("Bytes of bodies that were sent whole")
            .labelNames("route")
            .register(registry);
    received =
        Counter.builder()
            .name("skerry_registry_received_bytes_total")
            .help("Bytes of uploads that were received")
            .register(registry);
    seconds =
        Histogram.builder()
            .name("skerry_registry_request_seconds")
            .help("Duration of requests until their last byte")
            .labelNames("route")
            .classicUpperBounds(0.001, 0.01, 0.1, 1, 10, 100)
            .register(registry);
  }

  /**
   * A request has ended.
   *
   * @param bytes length of the body sent
   * @param nanos how long it took
   */
  void ended(String route, int status, long bytes, long nanos) {
    requests.labelValues(route, Integer.toString(status)).inc();
    sent.labelValues(route).inc(bytes);
    seconds.labelValues(route).observe(nanos / 1e9);
  }

  /** Bytes of an upload arrived. */
  void received(long bytes) {
    received.inc(bytes);
  }
}
