package dev.skerry.store;

import dev.skerry.format.Digest;
import dev.skerry.format.accept.SiteView.Accepted;
import dev.skerry.format.error.SkerryException;
import dev.skerry.store.SiteState.BundleRow;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Which bundle was accepted last, which are held and which one is active. */
final class BundleAcceptance {
  private static final String ACCEPTED =
      "SELECT epoch, sequence, statement FROM accepted WHERE product = ?1 AND channel = ?2";
  private static final String ACCEPT =
      "INSERT INTO accepted (product, channel, epoch, sequence, statement)"
          + " VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET"
          + " epoch = excluded.epoch, sequence = excluded.sequence, statement = excluded.statement";
  private static final String HOLD =
      "INSERT INTO bundle (product, channel, epoch, sequence, statement, name, issued, imported,"
          + " content, envelope, image_index) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
          + " ON CONFLICT (statement) DO NOTHING";
  private static final String ACTIVATE =
      "INSERT INTO active (product, channel, statement) VALUES (?1, ?2, ?3)"
          + " ON CONFLICT DO UPDATE SET statement = excluded.statement";
  private static final String BUNDLE =
      "SELECT b.statement, b.name, b.epoch, b.sequence, b.issued, b.imported, b.content,"
          + " b.envelope, b.image_index FROM bundle b";
  private static final String ACTIVE =
      BUNDLE
          + " JOIN active a ON a.statement = b.statement"
          + " WHERE a.product = ?1 AND a.channel = ?2";
  private static final String ONE =
      BUNDLE + " WHERE b.product = ?1 AND b.channel = ?2 AND b.statement = ?3";
  private static final String HELD =
      BUNDLE
          + " WHERE b.product = ?1 AND b.channel = ?2"
          + " ORDER BY b.epoch DESC, b.sequence DESC LIMIT 1000";

  private BundleAcceptance() {}

  static Optional<Accepted> accepted(Session session, ChannelKey key) {
    return session.first(
        ACCEPTED,
        row -> new Accepted(row.getLong(1), row.getLong(2), new Digest(row.getString(3))),
        key.product(),
        key.channel());
  }

  static Optional<BundleRow> active(Session session, ChannelKey key) {
    return session.first(ACTIVE, BundleAcceptance::row, key.product(), key.channel());
  }

  static List<BundleRow> bundles(Session session, ChannelKey key) {
    return session.list(HELD, BundleAcceptance::row, key.product(), key.channel());
  }

  static Optional<BundleRow> held(Session session, ChannelKey key, Digest statement) {
    return session.first(ONE, BundleAcceptance::row, key.product(), key.channel(), statement);
  }

  /** Also of the bundle accepted last, which changes nothing. */
  static void accept(Session session, ChannelKey key, BundleRow bundle) {
    Accepted next = new Accepted(bundle.epoch(), bundle.sequence(), bundle.statement());
    accepted(session, key).ifPresent(last -> refuseFall(bundle.name(), last, next));
    session.update(
        HOLD,
        key.product(),
        key.channel(),
        bundle.epoch(),
        bundle.sequence(),
        bundle.statement(),
        bundle.name(),
        bundle.issued(),
        bundle.imported(),
        bundle.content(),
        bundle.envelope(),
        bundle.index());
    session.update(
        ACCEPT,
        key.product(),
        key.channel(),
        bundle.epoch(),
        bundle.sequence(),
        bundle.statement());
    session.update(ACTIVATE, key.product(), key.channel(), bundle.statement());
    BundleRows.retireOlderTags(session, bundle.statement());
    if (!accepted(session, key).equals(Optional.of(next))) {
      throw new IllegalStateException("accepted is not " + next);
    }
  }

  static void activate(Session session, ChannelKey key, Digest statement) {
    if (held(session, key, statement).isEmpty()) {
      throw new SkerryException(
          StoreError.FALLING, statement.toString(), "is the statement of no bundle that is held");
    }
    session.update(ACTIVATE, key.product(), key.channel(), statement);
    BundleRows.retireOlderTags(session, statement);
  }

  private static void refuseFall(String name, Accepted last, Accepted next) {
    boolean falls =
        next.epoch() < last.epoch()
            || (next.epoch() == last.epoch() && next.sequence() < last.sequence());
    boolean twin =
        next.epoch() == last.epoch()
            && next.sequence() == last.sequence()
            && !next.statement().equals(last.statement());
    if (falls || twin) {
      throw new SkerryException(
          StoreError.FALLING,
          name,
          "has epoch %d, sequence %d, statement %s; accepted is epoch %d, sequence %d, statement %s"
              .formatted(
                  next.epoch(),
                  next.sequence(),
                  next.statement().shortHex(),
                  last.epoch(),
                  last.sequence(),
                  last.statement().shortHex()));
    }
  }

  private static BundleRow row(ResultSet row) throws SQLException {
    return new BundleRow(
        new Digest(row.getString(1)),
        row.getString(2),
        row.getLong(3),
        row.getLong(4),
        Instant.parse(row.getString(5)),
        Instant.parse(row.getString(6)),
        row.getLong(7),
        row.getBytes(8),
        row.getBytes(9));
  }
}
