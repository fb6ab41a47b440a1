package dev.skerry.store;

import dev.skerry.format.Digest;
import java.util.Optional;

/**
 * A manifest or index as the catalog knows it.
 *
 * @param digest of its exact bytes
 * @param mediaType the one it is served with
 * @param size bytes
 * @param artifactType what kind of artifact it is: its {@code artifactType}, else the media type of
 *     its config; shown by referrers
 * @param subject the manifest that it refers to
 */
public record StoredManifest(
    Digest digest,
    String mediaType,
    long size,
    Optional<String> artifactType,
    Optional<Digest> subject) {
  /** Refuses a negative size and an empty media type. */
  public StoredManifest {
    if (size < 0 || mediaType.isEmpty()) {
      throw new IllegalArgumentException("incomplete manifest " + digest);
    }
  }
}
