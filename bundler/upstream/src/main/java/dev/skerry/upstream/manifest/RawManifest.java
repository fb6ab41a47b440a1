package dev.skerry.upstream.manifest;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.json.JsonText;
import java.util.List;

/**
 * A manifest or index as it came or was made, byte for byte.
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

  /** Makes an image's manifest, for a source that has none (image-spec 1.1, "manifest.md"). */
  public static RawManifest of(String mediaType, Descriptor config, List<Descriptor> layers) {
    return of(
        mediaType,
        JsonText.object()
            .put("schemaVersion", 2)
            .put("mediaType", mediaType)
            .object("config", json -> Descriptors.write(json, config))
            .allObjects("layers", layers, Descriptors::write)
            .bytes());
  }

  /** What an index says of it. */
  public Descriptor descriptor() {
    return Descriptor.of(mediaType, digest, bytes.length);
  }
}
