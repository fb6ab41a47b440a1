package dev.skerry.store;

import dev.skerry.format.Digest;
import java.nio.file.Path;

/** Where blobs lie in a data folder. */
record BlobPaths(Path data) {
  /** Ends the name of a blob in quarantine that is not whole. */
  static final String PART = ".part";

  Path quarantine() {
    return data.resolve("quarantine");
  }

  /** Every blob that is held. */
  Path all() {
    return data.resolve("blobs").resolve("sha256");
  }

  /** Among 256 folders, so that none grows large. */
  Path folder(Digest digest) {
    return all().resolve(digest.hex().substring(0, 2));
  }

  Path blob(Digest digest) {
    return folder(digest).resolve(digest.hex());
  }

  /** A whole, durable blob: only such a one gets this name. */
  Path quarantined(Digest digest) {
    return quarantine().resolve(digest.hex());
  }

  Path part(Digest digest) {
    return quarantine().resolve(digest.hex() + PART);
  }

  Path damaged(Digest digest) {
    return quarantine().resolve(digest.hex() + ".damaged");
  }
}
