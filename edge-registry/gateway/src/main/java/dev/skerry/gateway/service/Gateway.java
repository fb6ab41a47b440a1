package dev.skerry.gateway.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skerry.format.error.SkerryException;
import dev.skerry.gateway.origin.Callers;
import dev.skerry.gateway.report.Reports;
import dev.skerry.gateway.setup.AdminToken;
import dev.skerry.gateway.setup.DataFolder;
import dev.skerry.gateway.setup.GatewayError;
import dev.skerry.gateway.setup.PrivateFiles;
import dev.skerry.gateway.setup.Setting;
import dev.skerry.gateway.setup.Settings;
import dev.skerry.registry.RegistryMetrics;
import dev.skerry.registry.RegistrySettings;
import dev.skerry.registry.Serve;
import dev.skerry.store.AuditLog;
import dev.skerry.store.Disk;
import dev.skerry.store.EmbeddedStore;
import dev.skerry.store.SiteState.SiteRow;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** The service: one store, its two listeners, and the plans that wait. */
public final class Gateway implements AutoCloseable {
  private final EmbeddedStore store;
  private final Listeners listeners;
  private final OwnRegistry registry;
  private final Optional<PlanTimer> timer;
  private final Scrubber scrubber;
  private final RefusedCalls refused;
  private final AtomicBoolean stopping;

  private Gateway(
      EmbeddedStore store,
      Listeners listeners,
      OwnRegistry registry,
      Optional<PlanTimer> timer,
      Scrubber scrubber,
      RefusedCalls refused,
      AtomicBoolean stopping) {
    this.store = store;
    this.listeners = listeners;
    this.registry = registry;
    this.timer = timer;
    this.scrubber = scrubber;
    this.refused = refused;
    this.stopping = stopping;
  }

  /**
   * Starts the service on a data folder that init made.
   *
   * @throws SkerryException {@link GatewayError#NOT_INITIALISED}, {@link GatewayError#LISTEN},
   *     {@link GatewayError#TLS} and those of the store
   */
  public static Gateway serve(DataFolder data, Settings settings, InstantSource clock) {
    AdminToken token = AdminToken.of(data);
    EmbeddedStore store = EmbeddedStore.open(data.folder(), Disk.real(), clock);
    try {
      return start(data, settings, clock, store, token);
    } catch (SkerryException e) {
      store.close();
      throw e;
    }
  }

  private static Gateway start(
      DataFolder data,
      Settings settings,
      InstantSource clock,
      EmbeddedStore store,
      AdminToken token) {
    SiteRow site = Steps.site(store);
    Optional<ServerCertificate> tls = settings.tls().map(ServerCertificate::read);
    CompletableFuture<OwnRegistry> own = new CompletableFuture<>();
    AtomicBoolean stopping = new AtomicBoolean();
    Optional<Steps> steps =
        Optional.of(site)
            .filter(s -> !s.depot())
            .map(s -> Steps.of(store, data, settings, clock, st -> HeldImages.of(st, own.join())));
    RegistrySettings limits =
        site.depot()
            ? RegistrySettings.depot(data.uploads(), Steps.reserve(data, settings))
            : pulls(settings, store, site);
    PrometheusRegistry metrics = new PrometheusRegistry();
    Gauges.register(metrics, store, site);
    Serve routes =
        new Serve(
            limits,
            store.catalog(),
            store.blobs(),
            new RegistryMetrics(metrics),
            Disk.real(),
            clock);
    Reports reports = new Reports(store, steps.map(Steps::sources), () -> own.join().url());
    RefusedCalls refused = RefusedCalls.start(store.log());
    Scrubber scrubber = new Scrubber(store, settings.scrubRate());
    AdminRoutes admin =
        new AdminRoutes(
            new AdminGuard(token),
            refused,
            Callers.real(),
            reports::of,
            steps.map(s -> new ImportRoute(s.work(), stopping::get)),
            scrubber,
            stopping::get);
    Listeners listeners =
        Listeners.start(
            settings,
            tls,
            limits,
            routes,
            new Probes(stopping, ready(store, scrubber, steps), metrics),
            admin);
    own.complete(new OwnRegistry(listeners.registry(), tls));
    store.log().append(started(settings, listeners));
    PrivateFiles.writeSecret(data.adminAddress(), (listeners.admin() + "\n").getBytes(UTF_8));
    steps.ifPresent(s -> Thread.ofPlatform().daemon().name("check").start(s.work()::check));
    Optional<PlanTimer> timer =
        steps.map(s -> PlanTimer.start(s.plans(), s.receipts()::checkpointWhenDue));
    scrubber.start();
    return new Gateway(store, listeners, own.join(), timer, scrubber, refused, stopping);
  }

  private static RegistrySettings pulls(Settings settings, EmbeddedStore store, SiteRow site) {
    return settings.servesRevoked()
        ? RegistrySettings.site()
        : RegistrySettings.site(new RevokedContent(store, site.key())::against);
  }

  private static List<Runnable> ready(
      EmbeddedStore store, Scrubber scrubber, Optional<Steps> steps) {
    List<Runnable> checks = new ArrayList<>(List.of(store::check, scrubber::check));
    steps.ifPresent(s -> checks.add(s.state()));
    return checks;
  }

  /** With its settings, so that a change of them can be dated, and the ports that they became. */
  private static AuditLog.Event started(Settings settings, Listeners listeners) {
    String version = Gateway.class.getPackage().getImplementationVersion();
    SortedMap<String, String> detail = new TreeMap<>(settings.texts());
    detail.put(Setting.REGISTRY.word(), listeners.registry().toString());
    detail.put(Setting.ADMIN.word(), listeners.admin().toString());
    Optional.ofNullable(version).ifPresent(v -> detail.put("version", v));
    return new AuditLog.Event("service.started", "serve", "skerryd", detail);
  }

  /** Where nodes pull. */
  public String registry() {
    return registry.url();
  }

  /** Where the admin API is. */
  public String admin() {
    return "http://" + listeners.admin();
  }

  /** Whether others than this machine reach the registry without TLS. */
  public boolean exposed() {
    return registry.tls().isEmpty() && !registry.address().loopback();
  }

  /** Answers {@code /readyz} with 503, lets what is under way end, then closes the store. */
  @Override
  public void close() {
    if (stopping.compareAndSet(false, true)) {
      timer.ifPresent(PlanTimer::close);
      scrubber.close();
      listeners.close();
      refused.close();
      store.close();
    }
  }
}
