package dev.skerry.store;

import dev.skerry.format.Digest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** The plan journal as rows. */
final class SqlPlanJournal implements PlanJournal {
  private static final String COLUMNS =
      "SELECT name, digest, counter, first_bundle, approval, state, target, reason, changed"
          + " FROM plan p WHERE product = ?1 AND channel = ?2";
  private static final String CURRENT =
      COLUMNS
          + " AND arrival = (SELECT max(q.arrival) FROM plan q WHERE q.product = p.product"
          + " AND q.channel = p.channel AND q.name = p.name) ORDER BY name";
  private static final String FIND = COLUMNS + " AND name = ?3 AND digest = ?4";

  /** A digest that waits again after it did not has come back, so it is the newest of its name. */
  private static final String RECORD =
      "INSERT INTO plan (product, channel, name, digest, counter, first_bundle, approval, state,"
          + " target, reason, changed, arrival)"
          + " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11,"
          + " (SELECT coalesce(max(arrival), 0) + 1 FROM plan))"
          + " ON CONFLICT DO UPDATE SET counter = excluded.counter, approval = excluded.approval,"
          + " state = excluded.state, target = excluded.target, reason = excluded.reason,"
          + " changed = excluded.changed, arrival = CASE"
          + " WHEN excluded.state = 'WAITING' AND state <> 'WAITING' THEN excluded.arrival"
          + " ELSE arrival END";

  private static final String DONE_ON =
      "SELECT node FROM plan_node"
          + " WHERE product = ?1 AND channel = ?2 AND name = ?3 AND digest = ?4";
  private static final String RECORD_DONE =
      "INSERT INTO plan_node (product, channel, name, digest, node) VALUES (?1, ?2, ?3, ?4, ?5)"
          + " ON CONFLICT DO NOTHING";

  private final Database database;

  SqlPlanJournal(Database database) {
    this.database = database;
  }

  @Override
  public List<PlanRow> current(ChannelKey key) {
    return database.read(
        session -> session.list(CURRENT, SqlPlanJournal::row, key.product(), key.channel()));
  }

  @Override
  public Optional<PlanRow> find(ChannelKey key, String name, Digest digest) {
    return database.read(session ->
        session.first(FIND, SqlPlanJournal::row, key.product(), key.channel(), name, digest));
  }

  @Override
  public void record(ChannelKey key, PlanRow row) {
    database.write(session ->
        session.update(
            RECORD,
            key.product(),
            key.channel(),
            row.name(),
            row.digest(),
            row.counter(),
            row.firstBundle(),
            row.approval(),
            row.state().name(),
            row.target(),
            row.reason(),
            row.changed()));
  }

  @Override
  public NavigableSet<String> doneOn(ChannelKey key, String name, Digest digest) {
    return database.read(session ->
        new TreeSet<>(
            session.list(
                DONE_ON, row -> row.getString(1), key.product(), key.channel(), name, digest)));
  }

  @Override
  public void recordDone(ChannelKey key, String name, Digest digest, String node) {
    database.write(
        session -> session.update(RECORD_DONE, key.product(), key.channel(), name, digest, node));
  }

  private static PlanRow row(ResultSet row) throws SQLException {
    return new PlanRow(
        row.getString(1),
        new Digest(row.getString(2)),
        row.getLong(3),
        row.getString(4),
        row.getString(5),
        State.valueOf(row.getString(6)),
        Optional.ofNullable(row.getString(7)),
        Optional.ofNullable(row.getString(8)),
        Instant.parse(row.getString(9)));
  }
}
