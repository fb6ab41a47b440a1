package dev.skerry.format.accept;

import dev.skerry.format.Digest;
import dev.skerry.format.certificate.RevocationLists;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is known of a bundle once group 4 was read and hashed.
 *
 * @param index the bytes of {@code index.json}
 * @param documents bodies of all blobs of group 4
 * @param sizes every blob that SIZES lists, in bytes
 * @param omitted blobs that {@code head/OMITTED} lists
 * @param revocations what {@code head/CRLS} holds
 */
public record Metadata(
    byte[] index,
    Map<Digest, byte[]> documents,
    SortedMap<Digest, Long> sizes,
    Set<Digest> omitted,
    RevocationLists revocations) {
  /** Copies all. */
  public Metadata {
    documents = Collections.unmodifiableMap(new TreeMap<>(documents));
    sizes = Collections.unmodifiableSortedMap(new TreeMap<>(sizes));
    omitted = Collections.unmodifiableSet(new TreeSet<>(omitted));
  }

  /** Without revocation lists. */
  public Metadata(
      byte[] index,
      Map<Digest, byte[]> documents,
      SortedMap<Digest, Long> sizes,
      Set<Digest> omitted) {
    this(index, documents, sizes, omitted, RevocationLists.NONE);
  }
}
