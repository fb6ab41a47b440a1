package dev.skerry.store;

import dev.skerry.format.Digest;
import dev.skerry.format.accept.SiteView.Accepted;
import dev.skerry.format.accept.SiteView.CounterName;
import dev.skerry.format.error.SkerryException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The site's state as rows; triggers refuse whatever would fall (V1.sql). */
final class SqlSiteState implements SiteState {
  private static final String SITE =
      "SELECT depot, name, product, channel, labels, member_of, anchor, created FROM site";
  private static final String NEW_SITE =
      "INSERT INTO site (id, depot, name, product, channel, labels, member_of, anchor, created)"
          + " VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
  private static final String ROOTS =
      "SELECT version, envelope FROM root WHERE product = ?1 ORDER BY version";
  private static final String LAST_ROOT = "SELECT max(version) FROM root WHERE product = ?1";
  private static final String NEW_ROOT =
      "INSERT INTO root (product, version, envelope) VALUES (?1, ?2, ?3)";
  private static final String FLOOR =
      "SELECT floor FROM time_floor WHERE product = ?1 AND channel = ?2";
  private static final String RAISE_FLOOR =
      "INSERT INTO time_floor (product, channel, floor) VALUES (?1, ?2, ?3)"
          + " ON CONFLICT DO UPDATE SET floor = excluded.floor WHERE excluded.floor > floor";
  private static final String FLOOR_OF_EPOCH =
      "INSERT INTO time_floor (product, channel, floor, epoch) VALUES (?1, ?2, ?3, ?4)"
          + " ON CONFLICT DO UPDATE SET floor = excluded.floor, epoch = excluded.epoch"
          + " WHERE excluded.epoch > epoch";
  private static final String COUNTERS =
      "SELECT kind, name, counter FROM counter WHERE product = ?1 AND channel = ?2";
  private static final String SET_COUNTER =
      "INSERT INTO counter (product, channel, kind, name, counter) VALUES (?1, ?2, ?3, ?4, ?5)"
          + " ON CONFLICT DO UPDATE SET counter = excluded.counter";
  private static final String COUNT_RECEIPT =
      "INSERT INTO receipt (id, last) VALUES (1, 1) ON CONFLICT DO UPDATE SET last = last + 1";
  private static final String RECEIPT = "SELECT last FROM receipt";
  private static final String SUCCESSIONS = "SELECT envelope FROM succession ORDER BY number";
  private static final String NEW_SUCCESSION =
      "INSERT INTO succession (number, envelope)"
          + " SELECT coalesce(max(number), 0) + 1, ?1 FROM succession";

  private final Database database;

  SqlSiteState(Database database) {
    this.database = database;
  }

  @Override
  public Optional<SiteRow> site() {
    return database.read(session ->
        session.first(
            SITE,
            row ->
                new SiteRow(
                    row.getBoolean(1),
                    row.getString(2),
                    new ChannelKey(row.getString(3), row.getString(4)),
                    TextMaps.map(row.getString(5)),
                    TextMaps.list(row.getString(6)),
                    Optional.ofNullable(row.getString(7)).map(Digest::new),
                    Instant.parse(row.getString(8)))));
  }

  @Override
  public void initialise(SiteRow site) {
    change(session -> {
      if (session.exists(SITE)) {
        throw new SkerryException(
            StoreError.INITIALISED,
            site.id().isEmpty() ? "depot" : site.id(),
            "this data folder has its identity already");
      }
      session.update(
          NEW_SITE,
          site.depot(),
          site.id(),
          site.key().product(),
          site.key().channel(),
          TextMaps.text(site.labels()),
          TextMaps.text(site.groups()),
          site.anchor(),
          site.created());
    });
  }

  @Override
  public List<RootRow> roots(String product) {
    return database.read(session ->
        session.list(ROOTS, row -> new RootRow(row.getLong(1), row.getBytes(2)), product));
  }

  @Override
  public void saveRoot(String product, RootRow root) {
    change(session -> {
      long last = session.first(LAST_ROOT, row -> row.getLong(1), product).orElse(0L);
      if (root.version() <= last) {
        throw new SkerryException(
            StoreError.FALLING,
            product,
            "root %d is not above root %d".formatted(root.version(), last));
      }
      session.update(NEW_ROOT, product, root.version(), root.envelope());
    });
  }

  @Override
  public Optional<Accepted> accepted(ChannelKey key) {
    return database.read(session -> BundleAcceptance.accepted(session, key));
  }

  @Override
  public void accept(ChannelKey key, BundleRow bundle) {
    change(session -> BundleAcceptance.accept(session, key, bundle));
  }

  @Override
  public Optional<BundleRow> held(ChannelKey key, Digest statement) {
    return database.read(session -> BundleAcceptance.held(session, key, statement));
  }

  @Override
  public void activate(ChannelKey key, Digest statement) {
    change(session -> BundleAcceptance.activate(session, key, statement));
  }

  @Override
  public Optional<BundleRow> active(ChannelKey key) {
    return database.read(session -> BundleAcceptance.active(session, key));
  }

  @Override
  public List<BundleRow> bundles(ChannelKey key) {
    return database.read(session -> BundleAcceptance.bundles(session, key));
  }

  @Override
  public Instant floor(ChannelKey key) {
    return database.read(session -> floor(session, key));
  }

  @Override
  public void raiseFloor(ChannelKey key, Instant floor) {
    change(session -> {
      session.update(RAISE_FLOOR, key.product(), key.channel(), floor);
      if (floor(session, key).isBefore(floor)) {
        throw new IllegalStateException("the floor did not rise to " + floor);
      }
    });
  }

  @Override
  public void beginEpoch(ChannelKey key, long epoch, Instant floor) {
    change(session -> {
      session.update(FLOOR_OF_EPOCH, key.product(), key.channel(), floor, epoch);
      if (!floor(session, key).equals(floor)) {
        throw new SkerryException(
            StoreError.FALLING, key.product(), "the floor knows epoch %d already".formatted(epoch));
      }
    });
  }

  @Override
  public SortedMap<CounterName, Long> counters(ChannelKey key) {
    SortedMap<CounterName, Long> result = new TreeMap<>();
    database
        .read(session ->
            session.list(
                COUNTERS,
                row ->
                    new Counter(
                        new CounterName(row.getString(1), row.getString(2)), row.getLong(3)),
                key.product(),
                key.channel()))
        .forEach(counter -> result.put(counter.name(), counter.value()));
    return result;
  }

  @Override
  public void setCounter(ChannelKey key, CounterName name, long counter) {
    change(session ->
        session.update(
            SET_COUNTER, key.product(), key.channel(), name.kind(), name.name(), counter));
  }

  @Override
  public long nextReceipt() {
    return database.write(session -> {
      session.update(COUNT_RECEIPT);
      return session.first(RECEIPT, row -> row.getLong(1)).orElseThrow();
    });
  }

  @Override
  public List<byte[]> successions() {
    return database.read(session -> session.list(SUCCESSIONS, row -> row.getBytes(1)));
  }

  @Override
  public void saveSuccession(byte[] envelope) {
    change(session -> session.update(NEW_SUCCESSION, (Object) envelope));
  }

  @Override
  public OptionalLong lastReceipt() {
    return database.read(session ->
        session
            .first(RECEIPT, row -> OptionalLong.of(row.getLong(1)))
            .orElse(OptionalLong.empty()));
  }

  private record Counter(CounterName name, long value) {}

  private static Instant floor(Session session, ChannelKey key) {
    return session
        .first(FLOOR, row -> Instant.parse(row.getString(1)), key.product(), key.channel())
        .orElse(Instant.EPOCH);
  }

  private void change(Consumer<Session> change) {
    database.write(session -> {
      change.accept(session);
      return true;
    });
  }
}
