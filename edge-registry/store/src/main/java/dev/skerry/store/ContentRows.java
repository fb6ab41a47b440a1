package dev.skerry.store;

import dev.skerry.format.Digest;
import dev.skerry.format.error.SkerryException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Writes rows about content, after asserting that the files which they promise are there. */
final class ContentRows {
  /** The bundle of what was pushed. */
  static final String PUSHED = "";

  private static final String BLOB =
      "INSERT OR IGNORE INTO blob (digest, size, verified) VALUES (?1, ?2, ?3)";
  private static final String MANIFEST =
      "INSERT OR IGNORE INTO manifest (digest, media_type, artifact_type, subject, annotations)"
          + " VALUES (?1, ?2, ?3, ?4, ?5)";
  private static final String CHILD =
      "INSERT OR IGNORE INTO manifest_child (parent, child) VALUES (?1, ?2)";
  private static final String REFERENCED =
      "INSERT OR IGNORE INTO manifest_blob (manifest, blob) VALUES (?1, ?2)";
  private static final String REPOSITORY =
      "INSERT OR IGNORE INTO repository (host, path, name) VALUES (?1, ?2, ?3)";
  private static final String REPOSITORY_ID = "SELECT id FROM repository WHERE name = ?1";
  private static final String PLACEMENT =
      "INSERT OR IGNORE INTO placement (repository, manifest, bundle) VALUES (?1, ?2, ?3)";
  private static final String TAG =
      "INSERT INTO tag (repository, name, manifest, bundle) VALUES (?1, ?2, ?3, ?4)"
          + " ON CONFLICT (repository, name)"
          + " DO UPDATE SET manifest = excluded.manifest, bundle = excluded.bundle";

  private final Session session;
  private final BlobStore files;
  private final Instant now;

  ContentRows(Session session, BlobStore files, Instant now) {
    this.session = session;
    this.files = files;
    this.now = now;
  }

  /** A row that promises a file of this size. */
  void blob(Digest digest, long size) {
    OptionalLong found = files.size(digest);
    if (found.isEmpty()) {
      throw FileBlobStore.notHeld(digest);
    }
    if (found.getAsLong() != size) {
      throw new SkerryException(
          StoreError.WRONG_BYTES,
          digest.toString(),
          "its file has %,d bytes, not %,d".formatted(found.getAsLong(), size));
    }
    session.update(BLOB, digest, size, now);
  }

  /** A manifest whose blob row is there. */
  void manifest(
      StoredManifest manifest,
      Map<String, String> annotations,
      List<Digest> children,
      List<Digest> blobs) {
    Digest digest = manifest.digest();
    session.update(
        MANIFEST,
        digest,
        manifest.mediaType(),
        manifest.artifactType(),
        manifest.subject(),
        TextMaps.text(annotations));
    children.forEach(child -> session.update(CHILD, digest, child));
    blobs.forEach(blob -> session.update(REFERENCED, digest, blob));
  }

  /** The number of a repository, made when it is new. */
  long repository(RepositoryName name) {
    session.update(REPOSITORY, name.host(), name.path(), name.name());
    return session.first(REPOSITORY_ID, row -> row.getLong(1), name.name()).orElseThrow();
  }

  void placement(long repository, Digest manifest, String bundle) {
    session.update(PLACEMENT, repository, manifest, bundle);
  }

  void tag(long repository, String tag, Digest manifest, String bundle) {
    session.update(TAG, repository, tag, manifest, bundle);
  }
}
