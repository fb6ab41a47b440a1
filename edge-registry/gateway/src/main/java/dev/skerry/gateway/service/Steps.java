package dev.skerry.gateway.service;

import dev.skerry.format.accept.AdmissionPolicy;
import dev.skerry.format.archive.MediumFiles;
import dev.skerry.format.document.Statement;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.sign.SigningKey;
import dev.skerry.gateway.origin.MediumFacts;
import dev.skerry.gateway.report.Attention;
import dev.skerry.gateway.report.Reports.SiteSources;
import dev.skerry.gateway.setup.DataFolder;
import dev.skerry.gateway.setup.GatewayError;
import dev.skerry.gateway.setup.GatewayKey;
import dev.skerry.gateway.setup.Settings;
import dev.skerry.plans.PlanRulesPolicy;
import dev.skerry.rollout.Cluster;
import dev.skerry.rollout.Journal;
import dev.skerry.rollout.ManifestsFolder;
import dev.skerry.rollout.Nowhere;
import dev.skerry.rollout.Readiness;
import dev.skerry.rollout.Target;
import dev.skerry.site.GoBack;
import dev.skerry.site.Import;
import dev.skerry.site.Receipts;
import dev.skerry.site.SitePolicies;
import dev.skerry.site.SiteSettings;
import dev.skerry.store.Disk;
import dev.skerry.store.EmbeddedStore;
import dev.skerry.store.SiteState.SiteRow;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The steps of a site, wired to one store.
 *
 * @param site what the gateway is
 * @param journal what became of plans
 * @param receipts reads and issues receipts
 * @param plans rolls out
 * @param work imports, rolls out and issues receipts
 * @param attention what somebody has to look at
 * @param state throws when what was accepted is not what log and receipts say
 */
record Steps(
    SiteRow site,
    Journal journal,
    Receipts receipts,
    PlanRun plans,
    SiteWork work,
    Attention attention,
    Runnable state) {

  /**
   * Wires them.
   *
   * @param readiness judges whether a statement's plans can start
   */
  static Steps of(
      EmbeddedStore store,
      DataFolder data,
      Settings settings,
      InstantSource clock,
      Function<Statement, Readiness> readiness) {
    SiteRow site = site(store);
    MediumFiles medium = MediumFiles.real();
    SiteSettings limits = new SiteSettings(settings.maxAge(), reserve(data, settings));
    Journal journal = new JournalBridge(store, site.key(), clock);
    GatewayKey key = new GatewayKey(data, new SecureRandom());
    SigningKey signs = key.settle(store.state().successions());
    Receipts receipts = new Receipts(store, Disk.real(), signs, clock);
    PlanRun plans = new PlanRun(store, site.key(), target(settings, clock), journal, readiness);
    SitePolicies policies = new SitePolicies(data.policies());
    AdmissionPolicy asked = new PlanRulesPolicy().and(policies);
    Import importer = new Import(store, Disk.real(), medium, asked, limits, clock);
    List<Runnable> checks = SiteChecks.of(data, importer, receipts, policies);
    RevokedContent revoked = new RevokedContent(store, site.key());
    Attention attention =
        new Attention(store, site.key(), clock, limits.reserve(), checks, revoked::problems);
    GoBack goBack = new GoBack(store, medium, limits, clock);
    JudgedBy judgedBy = new JudgedBy(limits, settings.servesRevoked(), policies);
    Custody custody = new Custody(store.log(), MediumFacts.real(), judgedBy);
    KeyRotation rotation = new KeyRotation(data, key, store.state(), receipts);
    SiteWork work = new SiteWork(custody, importer, goBack, plans, receipts, attention, rotation);
    return new Steps(site, journal, receipts, plans, work, attention, importer::checkState);
  }

  /** What reports tell about. */
  SiteSources sources() {
    return new SiteSources(site, journal, receipts, attention);
  }

  /** What the gateway of a store is. */
  static SiteRow site(EmbeddedStore store) {
    return store
        .state()
        .site()
        .orElseThrow(() ->
            new SkerryException(
                GatewayError.NOT_INITIALISED, store.data().toString(), "is no gateway's yet"));
  }

  /** Bytes that imports and pushes leave free. */
  static long reserve(DataFolder data, Settings settings) {
    return settings.reserve().orElseGet(data::standardReserve);
  }

  private static Target target(Settings settings, InstantSource clock) {
    Optional<Path> kubeconfig = settings.kubeconfig();
    if (kubeconfig.isPresent()) {
      return Cluster.of(kubeconfig.get());
    }
    Optional<Path> folder = settings.manifests();
    return folder.isPresent() ? new ManifestsFolder(folder.get(), clock) : new Nowhere();
  }
}
