package dev.skerry.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skerry.format.Digest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans and a journal in memory for tests. */
final class Plans {
  static final String OS_UPGRADE =
      """
      # Upgrades the operating system, one node at a time.
      apiVersion: upgrade.cattle.io/v1
      kind: Plan
      metadata:
        name: os-upgrade
        namespace: system-upgrade
      spec:
        concurrency: 1
        version: v%s
        nodeSelector: {}
        serviceAccountName: system-upgrade
        upgrade:
          image: docker.io/acme/os-upgrade
      """;

  private Plans() {}

  static BundledPlan plan(String bundle, String yaml) {
    return plan(bundle, Approval.NONE, yaml);
  }

  static BundledPlan plan(String bundle, Approval approval, String yaml) {
    byte[] bytes = yaml.getBytes(UTF_8);
    return new BundledPlan("os-upgrade", Digest.of(bytes), 3, bundle, approval, bytes);
  }

  static String version(String version) {
    return OS_UPGRADE.formatted(version);
  }

  /** Keeps entries in the order of writing; the newest of a name is its current one. */
  static final class MemoryJournal implements Journal {
    final List<PlanEntry> written = new ArrayList<>();

    @Override
    public List<PlanEntry> current() {
      Map<String, PlanEntry> newest = new LinkedHashMap<>();
      written.forEach(entry -> newest.put(entry.name(), entry));
      return List.copyOf(newest.values());
    }

    @Override
    public Optional<PlanEntry> find(String name, Digest digest) {
      return written.reversed().stream()
          .filter(e -> e.name().equals(name) && e.digest().equals(digest))
          .findFirst();
    }

    @Override
    public void record(PlanEntry entry) {
      written.add(entry);
    }
  }
}
