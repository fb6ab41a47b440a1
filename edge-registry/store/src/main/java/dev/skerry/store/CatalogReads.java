package dev.skerry.store;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Questions to the catalog; each is one statement, so its answer is of one moment. */
final class CatalogReads {
  /** Repositories of a {@link Scope}: path, every host, host, other. */
  private static final String IN_SCOPE = " WHERE r.path = ?1 AND (?2 OR r.host IN (?3, ?4)) ";

  private static final String MANIFEST_COLUMNS =
      "m.digest, m.media_type, b.size, m.artifact_type, m.subject, m.annotations";

  /** One row for each repository asked, with nulls where it has no such manifest. */
  private static final String BY_TAG =
      "SELECT r.host, "
          + MANIFEST_COLUMNS
          + " FROM repository r"
          + " LEFT JOIN tag t ON t.repository = r.id AND t.name = ?5"
          + " LEFT JOIN manifest m ON m.digest = t.manifest"
          + " LEFT JOIN blob b ON b.digest = m.digest"
          + IN_SCOPE
          + "ORDER BY r.host LIMIT 1000";

  private static final String BY_DIGEST =
      "SELECT r.host, "
          + MANIFEST_COLUMNS
          + " FROM repository r"
          + " LEFT JOIN manifest m ON m.digest = ?5 AND EXISTS ("
          + "SELECT 1 FROM placement p WHERE p.repository = r.id AND p.manifest = ?5)"
          + " LEFT JOIN blob b ON b.digest = m.digest"
          + IN_SCOPE
          + "ORDER BY r.host LIMIT 1000";

  /** A repository shows a blob that was put into it or that a manifest in it references. */
  private static final String SHOWS_BLOB =
      "(EXISTS (SELECT 1 FROM upload u WHERE u.repository = r.id AND u.blob = ?5)"
          + " OR EXISTS (SELECT 1 FROM manifest_blob mb JOIN placement p"
          + " ON p.repository = r.id AND p.manifest = mb.manifest WHERE mb.blob = ?5))";

  private static final String BLOB =
      "SELECT b.size FROM repository r JOIN blob b ON b.digest = ?5"
          + IN_SCOPE
          + "AND "
          + SHOWS_BLOB
          + " LIMIT 1";

  private static final String SHOWS =
      "SELECT 1 FROM repository r"
          + IN_SCOPE
          + "AND (EXISTS (SELECT 1 FROM placement q WHERE q.repository = r.id AND q.manifest = ?5)"
          + " OR "
          + SHOWS_BLOB
          + ")";

  private static final String KNOWN = "SELECT 1 FROM repository r" + IN_SCOPE + "LIMIT 1";

  private static final String TAGS =
      "SELECT DISTINCT t.name FROM repository r JOIN tag t ON t.repository = r.id"
          + IN_SCOPE
          + "AND t.name > ?5 ORDER BY t.name LIMIT ?6";

  private static final String REFERRERS =
      "SELECT '' AS host, "
          + MANIFEST_COLUMNS
          + " FROM manifest m JOIN blob b ON b.digest = m.digest"
          + " WHERE m.subject = ?5 AND EXISTS (SELECT 1 FROM repository r"
          + " JOIN placement p ON p.repository = r.id AND p.manifest = m.digest"
          + IN_SCOPE
          + ") ORDER BY m.digest LIMIT ?6";

  private static final String REPOSITORIES =
      "SELECT name FROM repository WHERE name > ?1 ORDER BY name LIMIT ?2";

  private CatalogReads() {}

  static Lookup manifest(Session session, Scope scope, String reference) {
    boolean byDigest = Digest.isDigest(reference);
    List<Candidate> asked =
        byDigest
            ? in(session, BY_DIGEST, Candidate::read, scope, Digest.parse(reference))
            : in(session, BY_TAG, Candidate::read, scope, reference);
    List<Candidate> found = asked.stream().filter(c -> c.manifest().isPresent()).toList();
    if (found.isEmpty()) {
      return new Lookup.Missing(!asked.isEmpty());
    }
    Candidate first =
        found.stream().min(Comparator.comparingInt(c -> scope.rank(c.host()))).orElseThrow();
    boolean decided = byDigest || found.size() == 1 || scope.rank(first.host()) < 2;
    return decided ? found(first, scope) : ambiguous(found, scope);
  }

  static Optional<Long> blob(Session session, Scope scope, Digest digest) {
    return in(session, BLOB, row -> row.getLong(1), scope, digest).stream().findFirst();
  }

  /** Those of the digests that the repository shows neither as blob nor as manifest. */
  static List<Digest> missing(Session session, Scope scope, Collection<Digest> wanted) {
    return wanted.stream().distinct().filter(digest -> !shows(session, scope, digest)).toList();
  }

  static Catalog.Tags tags(Session session, Scope scope, String last, int max) {
    List<String> tags = in(session, TAGS, row -> row.getString(1), scope, last, max + 1L);
    boolean known = !tags.isEmpty() || !in(session, KNOWN, row -> true, scope).isEmpty();
    boolean more = tags.size() > max;
    return new Catalog.Tags(known, more ? tags.subList(0, max) : tags, more);
  }

  static List<Descriptor> referrers(Session session, Scope scope, Digest subject) {
    return in(session, REFERRERS, CatalogReads::descriptor, scope, subject, Limits.V1.referrers());
  }

  static List<String> repositories(Session session, String last, int max) {
    return session.list(REPOSITORIES, row -> row.getString(1), last, max);
  }

  private static boolean shows(Session session, Scope scope, Digest digest) {
    return !in(session, SHOWS, row -> true, scope, digest).isEmpty();
  }

  private static <T> List<T> in(
      Session session, String sql, Session.Row<T> row, Scope scope, Object... more) {
    Object[] values = new Object[4 + more.length];
    values[0] = scope.path();
    values[1] = scope.everyHost();
    values[2] = scope.host();
    values[3] = scope.other();
    System.arraycopy(more, 0, values, 4, more.length);
    return session.list(sql, row, values);
  }

  private static Lookup found(Candidate candidate, Scope scope) {
    Optional<String> host =
        Optional.of(candidate.host()).filter(name -> !name.equals(RepositoryName.NO_HOST));
    return new Lookup.Found(candidate.manifest().orElseThrow(), host, scope.path());
  }

  private static Lookup ambiguous(List<Candidate> found, Scope scope) {
    return new Lookup.Ambiguous(
        found.stream().map(c -> new RepositoryName(c.host(), scope.path()).name()).toList());
  }

  private static Descriptor descriptor(ResultSet row) throws SQLException {
    StoredManifest manifest = Candidate.read(row).manifest().orElseThrow();
    return new Descriptor(
        manifest.mediaType(),
        manifest.digest(),
        manifest.size(),
        manifest.artifactType(),
        TextMaps.map(row.getString(7)),
        Optional.empty());
  }

  /** A repository that was asked, and what it has. */
  private record Candidate(String host, Optional<StoredManifest> manifest) {
    static Candidate read(ResultSet row) throws SQLException {
      @Nullable String digest = row.getString(2);
      if (digest == null) {
        return new Candidate(row.getString(1), Optional.empty());
      }
      return new Candidate(
          row.getString(1),
          Optional.of(
              new StoredManifest(
                  new Digest(digest),
                  row.getString(3),
                  row.getLong(4),
                  Optional.ofNullable(row.getString(5)),
                  Optional.ofNullable(row.getString(6)).map(Digest::new))));
    }
  }
}
