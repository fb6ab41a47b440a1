package dev.skerry.gateway.service;

import dev.skerry.format.Digest;
import dev.skerry.rollout.Approval;
import dev.skerry.rollout.Journal;
import dev.skerry.rollout.PlanEntry;
import dev.skerry.store.AuditLog;
import dev.skerry.store.ChannelKey;
import dev.skerry.store.EmbeddedStore;
import dev.skerry.store.PlanJournal;
import dev.skerry.store.PlanJournal.PlanRow;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The roll-out's journal in the store; every change is an entry of the audit log too. */
final class JournalBridge implements Journal {
  private final EmbeddedStore store;
  private final ChannelKey key;
  private final InstantSource clock;

  JournalBridge(EmbeddedStore store, ChannelKey key, InstantSource clock) {
    this.store = store;
    this.key = key;
    this.clock = clock;
  }

  @Override
  public List<PlanEntry> current() {
    return store.plans().current(key).stream().map(JournalBridge::entry).toList();
  }

  @Override
  public Optional<PlanEntry> find(String name, Digest digest) {
    return store.plans().find(key, name, digest).map(JournalBridge::entry);
  }

  @Override
  public void record(PlanEntry entry) {
    store.inTransaction(() -> {
      store.plans().record(key, row(entry));
      return store.log().append(event(entry));
    });
  }

  private static PlanEntry entry(PlanRow row) {
    return new PlanEntry(
        row.name(),
        row.digest(),
        row.counter(),
        row.firstBundle(),
        Approval.of(row.approval()),
        PlanEntry.State.valueOf(row.state().name()),
        row.target(),
        row.reason());
  }

  private PlanRow row(PlanEntry entry) {
    return new PlanRow(
        entry.name(),
        entry.digest(),
        entry.counter(),
        entry.firstBundle(),
        entry.approval().word(),
        PlanJournal.State.valueOf(entry.state().name()),
        entry.target(),
        entry.reason(),
        clock.instant());
  }

  private static AuditLog.Event event(PlanEntry entry) {
    SortedMap<String, String> detail = new TreeMap<>();
    detail.put("digest", entry.digest().toString());
    detail.put("bundle", entry.firstBundle());
    entry.target().ifPresent(target -> detail.put("target", target));
    entry.reason().ifPresent(reason -> detail.put("reason", reason));
    String state = entry.state().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return new AuditLog.Event("plan." + state, "rollout", entry.name(), detail);
  }
}
