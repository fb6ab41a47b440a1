package dev.skerry.store;

import dev.skerry.format.Digest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the database knows of scrubbing: when each blob was verified, and which are bad. */
final class ScrubRows {
  /** A time that no clock is right with: it was written when the clock was wrong. */
  private static final Duration FUTURE = Duration.ofDays(1);

  private static final String OLDEST = "SELECT verified FROM blob ORDER BY verified LIMIT 1";
  private static final String NEWEST = "SELECT verified FROM blob ORDER BY verified DESC LIMIT 1";
  private static final String FORGET_FUTURE =
      "UPDATE blob SET verified = '1970-01-01T00:00:00.000000000Z' WHERE verified > ?1";
  private static final String BEGIN =
      "INSERT OR REPLACE INTO scrub (id, begun, ended, blobs, bytes) VALUES (1, ?1, NULL, 0, 0)";
  private static final String ROUND = "SELECT begun, ended, blobs, bytes FROM scrub";
  private static final String LEFT = "SELECT coalesce(sum(size), 0) FROM blob WHERE verified < ?1";
  private static final String NEXT =
      "SELECT digest, size FROM blob WHERE verified < ?1 ORDER BY verified, digest LIMIT ?2";
  private static final String VERIFIED = "UPDATE blob SET verified = ?2 WHERE digest = ?1";
  private static final String COUNT = "UPDATE scrub SET blobs = blobs + ?1, bytes = bytes + ?2";
  private static final String END = "UPDATE scrub SET ended = ?1";
  private static final String BAD =
      "INSERT OR IGNORE INTO bad_blob (digest, fault, found)"
          + " SELECT digest, ?2, ?3 FROM blob WHERE digest = ?1";
  private static final String GOOD = "DELETE FROM bad_blob WHERE digest = ?1";
  private static final String ALL_BAD =
      "SELECT d.digest, d.fault, d.found, b.size FROM bad_blob d JOIN blob b USING (digest)"
          + " ORDER BY d.digest";

  /** Bundles that have a manifest or a blob, the one to insert again first. */
  private static final String BUNDLES =
      "SELECT b.name, EXISTS (SELECT 1 FROM active a WHERE a.statement = b.statement) AS now"
          + " FROM bundle b WHERE b.statement IN ("
          + "SELECT p.bundle FROM placement p WHERE p.manifest = ?1"
          + " UNION SELECT p.bundle FROM manifest_blob m JOIN placement p"
          + " ON p.manifest = m.manifest WHERE m.blob = ?1)"
          + " ORDER BY now DESC, b.epoch DESC, b.sequence DESC LIMIT 100";

  private static final String ROW = "SELECT size FROM blob WHERE digest = ?1";

  private ScrubRows() {}

  /** A blob that is to be looked at. */
  record Row(Digest digest, long size) {}

  /** A row of the table scrub. */
  record Round(Instant begun, Optional<Instant> ended, long blobs, long bytes) {
    private static Round read(ResultSet row) throws SQLException {
      @Nullable String ended = row.getString(2);
      return new Round(
          Instant.parse(row.getString(1)),
          Optional.ofNullable(ended).map(Instant::parse),
          row.getLong(3),
          row.getLong(4));
    }
  }

  static boolean watches(Session session, Digest digest) {
    return session.first(ROW, row -> row.getLong(1), digest).isPresent();
  }

  static Optional<Round> round(Session session) {
    return session.first(ROUND, Round::read);
  }

  static Optional<Instant> oldest(Session session) {
    return time(session, OLDEST);
  }

  /** Whether a round was cut, or a blob was verified before a time or in the future. */
  static boolean due(Session session, Instant before, Instant now) {
    return round(session).filter(r -> r.ended().isEmpty()).isPresent()
        || oldest(session).filter(t -> t.isBefore(before)).isPresent()
        || time(session, NEWEST).filter(t -> t.isAfter(now.plus(FUTURE))).isPresent();
  }

  /** Begins a round that is after every time at which a blob was verified. */
  static void begin(Session session, Instant now) {
    session.update(FORGET_FUTURE, now);
    Instant after = time(session, NEWEST).map(t -> t.plusNanos(1)).orElse(now);
    session.update(BEGIN, after.isAfter(now) ? after : now);
  }

  static long left(Session session, Instant begun) {
    return session.first(LEFT, row -> row.getLong(1), begun).orElse(0L);
  }

  static List<Row> next(Session session, Instant begun, int most) {
    return session.list(
        NEXT, row -> new Row(new Digest(row.getString(1)), row.getLong(2)), begun, most);
  }

  static void verified(Session session, List<Row> rows, Instant time) {
    rows.forEach(row -> session.update(VERIFIED, row.digest(), time));
    session.update(COUNT, rows.size(), rows.stream().mapToLong(Row::size).sum());
  }

  static void end(Session session, Instant now) {
    session.update(END, now);
  }

  /** Whether it was not known as bad; a file that no row promises is nobody's loss. */
  static boolean bad(Session session, Digest digest, BadBlob.Fault fault, Instant now) {
    return session.update(BAD, digest, fault.word(), now) > 0;
  }

  /** Those that were bad and whose bytes are back. */
  static List<Digest> healed(Session session, BlobStore files, Instant now) {
    List<Digest> healed = new ArrayList<>();
    for (Bad bad : session.list(ALL_BAD, Bad::read)) {
      Digest digest = bad.row().digest();
      if (files.size(digest).orElse(-1) == bad.row().size()) {
        session.update(GOOD, digest);
        session.update(VERIFIED, digest, now);
        healed.add(digest);
      }
    }
    return healed;
  }

  static List<BadBlob> bad(Session session) {
    return session.list(ALL_BAD, Bad::read).stream().map(bad -> bad.with(session)).toList();
  }

  /** Names of the bundles that have a blob. */
  static List<String> bundles(Session session, Digest digest) {
    return session.list(BUNDLES, row -> row.getString(1), digest);
  }

  private static boolean active(Session session, Digest digest) {
    return session.first(BUNDLES, row -> row.getInt(2) == 1, digest).orElse(true);
  }

  private static Optional<Instant> time(Session session, String sql) {
    return session.first(sql, row -> Instant.parse(row.getString(1)));
  }

  private record Bad(Row row, BadBlob.Fault fault, Instant found) {
    static Bad read(ResultSet row) throws SQLException {
      return new Bad(
          new Row(new Digest(row.getString(1)), row.getLong(4)),
          BadBlob.Fault.of(row.getString(2)),
          Instant.parse(row.getString(3)));
    }

    BadBlob with(Session session) {
      return new BadBlob(
          row.digest(),
          fault,
          found,
          bundles(session, row.digest()),
          active(session, row.digest()));
    }
  }
}
