package dev.skerry.upstream.manifest;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;

/**
 * A manifest or index as it came, byte for byte.
 *
 * @param mediaType what the source calls it
 * @param digest of the bytes
 * @param bytes never changed, never written anew
 */
public record RawManifest(String mediaType, Digest digest, byte[] bytes) {
  /** Hashes the bytes. */
  public static RawManifest of(String mediaType, byte[] bytes) {
    return new RawManifest(mediaType, Digest.of(bytes), bytes);
  }

  /** What an index says of it. */
  public Descriptor descriptor() {
    return Descriptor.of(mediaType, digest, bytes.length);
  }
}
