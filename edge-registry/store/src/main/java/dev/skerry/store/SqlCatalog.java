package dev.skerry.store;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.json.Fields;
import dev.skerry.format.json.JsonReader;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The catalog as rows of the database. */
final class SqlCatalog implements Catalog {
  private static final String UPLOAD =
      "INSERT OR IGNORE INTO upload (repository, blob, uploaded) VALUES (?1, ?2, ?3)";
  private static final String SIZE = "SELECT size FROM blob WHERE digest = ?1";

  private final Database database;
  private final BlobStore files;
  private final Scrub scrub;
  private final InstantSource clock;

  SqlCatalog(Database database, BlobStore files, Scrub scrub, InstantSource clock) {
    this.database = database;
    this.files = files;
    this.scrub = scrub;
    this.clock = clock;
  }

  @Override
  public Lookup manifest(Optional<String> ns, String path, String reference) {
    Scope scope = Scope.of(ns, path);
    return database.read(session -> CatalogReads.manifest(session, scope, reference));
  }

  @Override
  public Optional<Long> blob(Optional<String> ns, String path, Digest digest) {
    Scope scope = Scope.of(ns, path);
    return database.read(session -> CatalogReads.blob(session, scope, digest));
  }

  @Override
  public Tags tags(Optional<String> ns, String path, Optional<String> last, int max) {
    Scope scope = Scope.of(ns, path);
    return database.read(session -> CatalogReads.tags(session, scope, last.orElse(""), max));
  }

  @Override
  public List<Descriptor> referrers(Optional<String> ns, String path, Digest subject) {
    Scope scope = Scope.of(ns, path);
    return database.read(session -> CatalogReads.referrers(session, scope, subject));
  }

  @Override
  public List<String> repositories(Optional<String> last, int max) {
    return database.read(session -> CatalogReads.repositories(session, last.orElse(""), max));
  }

  @Override
  public void putManifest(
      String path,
      Optional<String> tag,
      byte[] raw,
      StoredManifest manifest,
      List<Digest> childManifests,
      List<Digest> blobs) {
    if (raw.length != manifest.size() || !Digest.of(raw).equals(manifest.digest())) {
      throw new SkerryException(
          StoreError.WRONG_BYTES, manifest.digest().toString(), "the bytes are others");
    }
    var annotations =
        Fields.of(JsonReader.lenient(raw, StoreError.WRONG_BYTES, path), "", StoreError.WRONG_BYTES)
            .textMap("annotations");
    change((session, rows) -> {
      long repository = rows.repository(RepositoryName.of(path));
      rows.blob(manifest.digest(), manifest.size());
      rows.manifest(manifest, annotations, childManifests, blobs);
      rows.placement(repository, manifest.digest(), ContentRows.PUSHED);
      tag.ifPresent(t -> rows.tag(repository, t, manifest.digest(), ContentRows.PUSHED));
    });
  }

  @Override
  public boolean mount(String path, Digest digest, Optional<String> from) {
    return database.write(session -> {
      boolean there =
          from.map(f -> CatalogReads.blob(session, Scope.of(Optional.empty(), f), digest))
              .orElseGet(() -> session.first(SIZE, row -> row.getLong(1), digest))
              .filter(size -> files.holds(digest))
              .isPresent();
      if (there) {
        upload(session, rows(session), path, digest);
      }
      return there;
    });
  }

  @Override
  public void addBlob(String path, Digest digest, long size) {
    change((session, rows) -> {
      rows.blob(digest, size);
      upload(session, rows, path, digest);
    });
  }

  @Override
  public List<Digest> missing(String path, Collection<Digest> wanted) {
    RepositoryName name = RepositoryName.of(path);
    Scope exactly = new Scope(false, name.path(), name.host(), name.host());
    return database.read(session -> CatalogReads.missing(session, exactly, wanted));
  }

  @Override
  public void addBundle(BundleContent content) {
    if (!database.inTransaction()) {
      throw new IllegalStateException("a bundle is added together with what accepts it");
    }
    change((session, rows) -> BundleRows.add(session, rows, content));
  }

  private interface Change {
    void apply(Session session, ContentRows rows);
  }

  private void change(Change change) {
    database.write(session -> {
      change.apply(session, rows(session));
      scrub.pushed();
      return true;
    });
  }

  private ContentRows rows(Session session) {
    return new ContentRows(session, files, clock.instant());
  }

  private void upload(Session session, ContentRows rows, String path, Digest digest) {
    session.update(UPLOAD, rows.repository(RepositoryName.of(path)), digest, clock.instant());
  }
}
