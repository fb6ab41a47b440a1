package dev.skerry.format;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An OCI content descriptor (image-spec 1.1, "descriptor.md").
 *
 * @param mediaType media type of the content
 * @param digest its digest
 * @param size its size in bytes, not negative
 * @param artifactType type of an artifact, where named
 * @param annotations annotations, sorted by key
 * @param platform platform of an index entry, where named
 */
public record Descriptor(
    String mediaType,
    Digest digest,
    long size,
    Optional<String> artifactType,
    Map<String, String> annotations,
    Optional<Platform> platform) {

  /** Refuses a negative size. */
  public Descriptor {
    if (size < 0) {
      throw new IllegalArgumentException("negative size of " + digest);
    }
    annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
  }

  /** A descriptor with nothing optional. */
  public static Descriptor of(String mediaType, Digest digest, long size) {
    return new Descriptor(mediaType, digest, size, Optional.empty(), Map.of(), Optional.empty());
  }

  /** The sum of the sizes, in bytes. */
  public static long total(List<Descriptor> descriptors) {
    return descriptors.stream().mapToLong(Descriptor::size).sum();
  }
}
