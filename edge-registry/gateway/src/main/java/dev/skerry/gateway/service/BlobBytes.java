package dev.skerry.gateway.service;

import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.error.Reasons;
import dev.skerry.format.error.SkerryException;
import dev.skerry.store.BlobStore;
import dev.skerry.store.StoreError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.function.Function;

/** Reads small blobs whole and holds them against their digest. */
record BlobBytes(BlobStore blobs) implements Function<Digest, byte[]> {
  @Override
  public byte[] apply(Digest digest) {
    if (!blobs.holds(digest)) {
      throw new SkerryException(StoreError.NOT_HELD, digest.toString(), "is not held");
    }
    try (InputStream in = Files.newInputStream(blobs.path(digest))) {
      byte[] bytes = in.readNBytes(Limits.V1.manifest() + 1);
      if (bytes.length > Limits.V1.manifest() || !Digest.of(bytes).equals(digest)) {
        throw new SkerryException(
            StoreError.NOT_HELD, digest.toString(), "is damaged on the gateway's disk");
      }
      return bytes;
    } catch (IOException e) {
      throw new SkerryException(
          StoreError.DISK, digest.toString(), "cannot be read: " + Reasons.of(e), e);
    }
  }
}
