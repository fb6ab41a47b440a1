package dev.skerry.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skerry.format.Digest;
import dev.skerry.format.accept.SiteView.Accepted;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.Times;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.json.JsonText;
import dev.skerry.store.AuditLog.Entry;
import dev.skerry.store.ChannelKey;
import dev.skerry.store.EmbeddedStore;
import dev.skerry.store.SiteState;
import dev.skerry.store.SiteState.BundleRow;
import dev.skerry.store.SiteState.RootRow;
import dev.skerry.store.SiteState.SiteRow;
import dev.skerry.store.StoreError;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * Holds what the database says was accepted against what was written down when it was: the newest
 * entries of the log, which the gateway's key signs, and the newest receipt, which lies beside the
 * database. Whoever can write to the database alone can set the one back, but not the others.
 *
 * <p>It costs a few reads by index and a look into the folder of receipts, however much the site
 * holds.
 */
final class StateInLog {
  private final EmbeddedStore store;
  private final SiteState state;
  private final KeptReceipts kept;

  StateInLog(EmbeddedStore store) {
    this.store = store;
    this.state = store.state();
    this.kept = KeptReceipts.of(store);
  }

  /**
   * Compares. What was written down is read first, for it only grows with what is accepted; where
   * they differ all the same, nobody may have written meanwhile.
   *
   * @throws SkerryException {@link SiteError#STATE_CHANGED}, {@link StoreError#LOG_CHANGED}
   */
  void check() {
    try {
      compare();
    } catch (SkerryException e) {
      store.inTransaction(() -> {
        compare();
        return true;
      });
    }
  }

  /** The same inside a transaction. */
  void compare() {
    Optional<Receipt> receipt = kept.newest();
    Optional<Entry> admitted = store.log().lastOf(Set.of(Journal.ADMITTED));
    Optional<Entry> activated = store.log().lastOf(Set.of(Journal.ADMITTED, Journal.ACTIVATED));
    Optional<Entry> root = store.log().lastOf(Set.of(Journal.ROOT_ACCEPTED));
    SiteRow site = state.site().orElseThrow();
    receipt.ifPresent(told -> against(site, told));
    if (admitted.isEmpty() && state.accepted(site.key()).isPresent()) {
      throw new SkerryException(
          StoreError.LOG_CHANGED, "audit log", "lacks the bundle that was accepted");
    }
    root.ifPresent(entry -> roots(site, entry));
    admitted.ifPresent(entry -> against(site, entry));
    activated.ifPresent(entry -> active(site, entry));
  }

  private void against(SiteRow site, Receipt told) {
    String by = "receipt %d".formatted(told.number());
    // Its product and channel are those of the bundle, which may have been refused for them.
    require(site.id().equals(told.site()), "site", site.id(), by + " was issued by " + told.site());
    Checkpoints.requireContinued(store.log(), told);
    long last = state.lastReceipt().orElse(0);
    require(last >= told.number(), "receipt", Long.toString(last), by + " was issued");
    told.after().ifPresent(at -> accepted(site, at.epoch(), at.sequence(), Optional.empty(), by));
    floor(site, told.floor(), told.root(), by);
  }

  private void against(SiteRow site, Entry entry) {
    SortedMap<String, String> said = entry.event().detail();
    String by = "entry %d of the log".formatted(entry.number());
    Optional<String> statement = Optional.of(said.getOrDefault("statement", ""));
    accepted(site, number(entry, "epoch"), number(entry, "sequence"), statement, by);
    Instant floor = Times.parse(said.getOrDefault("floor", "")).orElseThrow(() -> changed(entry));
    floor(site, floor, number(entry, "root"), by);
    same("counters", counters(state, site.key()), said, by);
    same("site", identity(site), said, by);
  }

  private void accepted(
      SiteRow site, long epoch, long sequence, Optional<String> statement, String by) {
    Optional<Accepted> now = state.accepted(site.key());
    boolean above =
        now.filter(a -> a.epoch() > epoch || (a.epoch() == epoch && a.sequence() > sequence))
            .isPresent();
    boolean same =
        now.filter(a -> a.epoch() == epoch && a.sequence() == sequence)
            .filter(a -> statement.isEmpty() || a.statement().toString().equals(statement.get()))
            .isPresent();
    require(
        above || same,
        "accepted bundle",
        now.map(a -> "%d/%d, %s".formatted(a.epoch(), a.sequence(), a.statement())).orElse("none"),
        "%s is about %d/%d%s"
            .formatted(by, epoch, sequence, statement.map(s -> ", " + s).orElse("")));
  }

  /** Only a root of a new epoch lets it fall. */
  private void floor(SiteRow site, Instant floor, long version, String by) {
    Instant now = state.floor(site.key());
    List<RootRow> roots = state.roots(site.key().product());
    require(
        !roots.isEmpty() && roots.getLast().version() >= version,
        "newest root",
        roots.isEmpty() ? "none" : Long.toString(roots.getLast().version()),
        by + " is about version " + version);
    require(
        !now.isBefore(floor) || epoch(roots.getLast()) > epoch(roots, version),
        "time floor",
        Times.text(now),
        by + " is about " + Times.text(floor));
  }

  private static long epoch(List<RootRow> roots, long version) {
    return roots.stream()
        .filter(row -> row.version() == version)
        .findFirst()
        .map(StateInLog::epoch)
        .orElse(1L);
  }

  private static long epoch(RootRow row) {
    return RootDocument.of(Envelope.parse(row.envelope(), "root document")).epoch();
  }

  private void roots(SiteRow site, Entry entry) {
    long version = number(entry, "version");
    String payload = entry.event().detail().getOrDefault("payload", "");
    boolean here =
        state.roots(site.key().product()).stream()
            .filter(row -> row.version() == version)
            .map(row -> Envelope.parse(row.envelope(), "root document").payloadDigest())
            .anyMatch(digest -> digest.toString().equals(payload));
    require(
        here,
        "root " + version,
        "not " + payload,
        "entry %d of the log is about it".formatted(entry.number()));
  }

  private void active(SiteRow site, Entry entry) {
    Optional<String> now = state.active(site.key()).map(BundleRow::statement).map(Digest::toString);
    require(
        now.equals(Optional.ofNullable(entry.event().detail().get("statement"))),
        "active bundle",
        now.orElse("none"),
        "entry %d of the log made %s active".formatted(entry.number(), entry.event().object()));
  }

  /** What a log of an earlier release does not say is not asked. */
  private static void same(String what, Digest now, SortedMap<String, String> said, String by) {
    String written = said.getOrDefault(what, now.toString());
    require(
        written.equals(now.toString()), what, "of " + now, "%s is about %s".formatted(by, written));
  }

  private static long number(Entry entry, String name) {
    try {
      return Long.parseLong(entry.event().detail().getOrDefault(name, ""));
    } catch (NumberFormatException e) {
      throw changed(entry);
    }
  }

  private static SkerryException changed(Entry entry) {
    return new SkerryException(
        StoreError.LOG_CHANGED,
        "audit log",
        "entry %d is not as it was written".formatted(entry.number()));
  }

  /** SHA-256 over all counters, in the order of their names, for the log. */
  static Digest counters(SiteState state, ChannelKey key) {
    StringBuilder text = new StringBuilder();
    state
        .counters(key)
        .forEach((name, value) ->
            text.append(name.kind())
                .append(' ')
                .append(name.name())
                .append(' ')
                .append(value)
                .append('\n'));
    return Digest.of(text.toString().getBytes(UTF_8));
  }

  /** SHA-256 over what a site is, for the log. */
  static Digest identity(SiteRow site) {
    return Digest.of(
        JsonText.object()
            .put("site", site.id())
            .put("product", site.key().product())
            .put("channel", site.key().channel())
            .object("labels", labels -> site.labels().forEach(labels::put))
            .strings("groups", site.groups())
            .bytes());
  }

  private static void require(boolean good, String item, String now, String written) {
    if (!good) {
      throw new SkerryException(
          SiteError.STATE_CHANGED, item, "is %s, but %s".formatted(now, written));
    }
  }
}
