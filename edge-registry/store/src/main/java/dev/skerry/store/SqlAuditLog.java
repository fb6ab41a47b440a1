package dev.skerry.store;

import dev.skerry.format.Digest;
import dev.skerry.format.log.MerkleTree;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The log as a table that triggers keep append-only (V1.sql). */
final class SqlAuditLog implements AuditLog {
  private static final Digest BEFORE_FIRST = new Digest("0".repeat(64));
  private static final int PAGE = 1_000;

  private static final String COLUMNS =
      "SELECT number, time, name, actor, object, detail, previous, hash FROM audit";
  private static final String FROM = COLUMNS + " WHERE number >= ?1 ORDER BY number LIMIT ?2";
  private static final String LAST = COLUMNS + " ORDER BY number DESC LIMIT 1";
  private static final String LAST_OF = COLUMNS + " WHERE name = ?1 ORDER BY number DESC LIMIT 1";
  private static final String APPEND =
      "INSERT INTO audit (number, time, name, actor, object, detail, previous, hash)"
          + " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";

  private static final String LAST_SIGNED =
      "SELECT size, root, note FROM checkpoint ORDER BY size DESC LIMIT 1";
  private static final String KEEP =
      "INSERT INTO checkpoint (size, root, note) VALUES (?1, ?2, ?3)";
  private static final String LAST_ACKNOWLEDGED = "SELECT size, root, ours FROM acknowledged";
  private static final String ACKNOWLEDGE =
      "INSERT INTO acknowledged (id, size, root, ours) VALUES (1, ?1, ?2, ?3)"
          + " ON CONFLICT DO UPDATE SET"
          + " size = excluded.size, root = excluded.root, ours = excluded.ours";

  private final Database database;
  private final InstantSource clock;

  SqlAuditLog(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Entry append(Event event) {
    return database.write(session -> {
      Optional<Entry> last = last(session);
      Entry entry =
          Entry.of(
              last.map(Entry::number).orElse(0L) + 1,
              clock.instant(),
              event,
              last.map(Entry::hash).orElse(BEFORE_FIRST));
      session.update(
          APPEND,
          entry.number(),
          entry.time(),
          event.name(),
          event.actor(),
          event.object(),
          TextMaps.text(event.detail()),
          entry.previous(),
          entry.hash());
      AuditTree.add(session, entry.number() - 1, MerkleTree.leaf(entry.json()));
      if (!last(session).equals(Optional.of(entry))) {
        throw new IllegalStateException("audit entry reads back differently: " + entry);
      }
      return entry;
    });
  }

  @Override
  public List<Entry> read(long from, int max) {
    return database.read(session -> session.list(FROM, SqlAuditLog::row, from, max));
  }

  @Override
  public Optional<Entry> last() {
    return database.read(SqlAuditLog::last);
  }

  @Override
  public Optional<Entry> lastOf(Set<String> names) {
    return database.read(session ->
        names.stream()
            .flatMap(name -> session.first(LAST_OF, SqlAuditLog::row, name).stream())
            .max(Comparator.comparingLong(Entry::number)));
  }

  @Override
  public Optional<Long> firstBroken() {
    long expected = 1;
    Digest previous = BEFORE_FIRST;
    while (true) {
      List<Entry> page = read(expected, PAGE);
      Optional<Long> broken = firstBroken(page, expected, previous);
      if (broken.isPresent() || page.size() < PAGE) {
        return broken;
      }
      expected += PAGE;
      previous = page.getLast().hash();
    }
  }

  private Optional<Long> firstBroken(List<Entry> page, long first, Digest before) {
    return database.read(session -> {
      long expected = first;
      Digest previous = before;
      for (Entry entry : page) {
        Digest leaf = MerkleTree.leaf(entry.json());
        if (!entry.equals(Entry.of(expected, entry.time(), entry.event(), previous))
            || !AuditTree.holds(session, expected - 1, leaf)) {
          return Optional.of(expected);
        }
        expected++;
        previous = entry.hash();
      }
      return Optional.empty();
    });
  }

  private static Optional<Entry> last(Session session) {
    return session.first(LAST, SqlAuditLog::row);
  }

  @Override
  public Digest root(long size) {
    return database.read(session -> MerkleTree.root(size, AuditTree.subtrees(session)));
  }

  @Override
  public List<Digest> consistency(long from, long to) {
    return database.read(session -> MerkleTree.consistency(from, to, AuditTree.subtrees(session)));
  }

  @Override
  public Optional<Signed> lastSigned() {
    return database.read(session ->
        session.first(
            LAST_SIGNED,
            row -> new Signed(row.getLong(1), new Digest(row.getString(2)), row.getString(3))));
  }

  @Override
  public void keep(Signed signed) {
    database.write(session -> session.update(KEEP, signed.size(), signed.root(), signed.note()));
  }

  @Override
  public Optional<Acknowledged> lastAcknowledged() {
    return database.read(session ->
        session.first(
            LAST_ACKNOWLEDGED,
            row ->
                new Acknowledged(row.getLong(1), new Digest(row.getString(2)), row.getBoolean(3))));
  }

  @Override
  public void acknowledge(Acknowledged a) {
    database.write(session -> session.update(ACKNOWLEDGE, a.size(), a.root(), a.ours()));
  }

  private static Entry row(ResultSet row) throws SQLException {
    return new Entry(
        row.getLong(1),
        Instant.parse(row.getString(2)),
        new Event(
            row.getString(3), row.getString(4), row.getString(5), TextMaps.map(row.getString(6))),
        new Digest(row.getString(7)),
        new Digest(row.getString(8)));
  }
}
