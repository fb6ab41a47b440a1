package dev.skerry.format.archive;

import dev.skerry.format.Digest;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Group 4 of a bundle, read and hashed (format section 1).
 *
 * @param index the exact bytes of {@code index.json}
 * @param documents every blob of group 4: manifests, indexes, configs, plans and small layers
 */
public record Metadata(byte[] index, SortedMap<Digest, byte[]> documents) {
  /** Copies the map. */
  public Metadata {
    documents = Collections.unmodifiableSortedMap(new TreeMap<>(documents));
  }
}
