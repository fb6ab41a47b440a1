package dev.skerry.gateway.service;

import dev.skerry.format.accept.SiteView.Accepted;
import dev.skerry.store.EmbeddedStore;
import dev.skerry.store.SiteState.SiteRow;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Instant;
import java.util.Optional;

/** What the gateway says about itself beside the registry's own metrics. */
final class Gauges {
  private Gauges() {}

  static void register(PrometheusRegistry registry, EmbeddedStore store, SiteRow site) {
    GaugeWithCallback.builder()
        .name("skerry_store_usable_bytes")
        .help("Bytes that can still be written to the gateway's disk")
        .callback(gauge -> gauge.call((double) store.blobs().usableSpace()))
        .register(registry);
    GaugeWithCallback.builder()
        .name("skerry_accepted_sequence")
        .help("Sequence of the bundle accepted last, 0 before the first")
        .callback(gauge -> gauge.call((double) sequence(store, site)))
        .register(registry);
    GaugeWithCallback.builder()
        .name("skerry_bad_blobs")
        .help("Blobs that are not served: scrub found them damaged")
        .callback(gauge -> gauge.call((double) store.scrub().bad().size()))
        .register(registry);
    GaugeWithCallback.builder()
        .name("skerry_scrub_oldest_timestamp_seconds")
        .help("When the blob was hashed that was hashed longest ago, 0 without blobs")
        .callback(gauge -> gauge.call(seconds(store.scrub().oldest())))
        .register(registry);
    GaugeWithCallback.builder()
        .name("skerry_scrub_ended_timestamp_seconds")
        .help("When the last round of scrub ended, 0 before and while one goes on")
        .callback(gauge -> gauge.call(seconds(store.scrub().ended())))
        .register(registry);
  }

  private static double seconds(Optional<Instant> time) {
    return time.map(Instant::getEpochSecond).orElse(0L);
  }

  private static long sequence(EmbeddedStore store, SiteRow site) {
    return store.state().accepted(site.key()).map(Accepted::sequence).orElse(0L);
  }
}
