package dev.skerry.format.archive;

import dev.skerry.format.Digest;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The head of a bundle, read once and judged as it was read, and from it the place of every member
 * (format sections 1 and 6).
 *
 * @param opening statement and root documents
 * @param sums the exact bytes of SHA256SUMS
 * @param sizes the exact bytes of SIZES
 * @param extras bodies of the members below {@code head/}, by their full name
 * @param members everything after the head in archive order: oci-layout, index.json, group 4, group
 *     5
 * @param metadata how many of the members stand before group 5
 * @param start where the header of oci-layout stands in the archive, in bytes
 */
public record Head(
    Opening opening,
    byte[] sums,
    byte[] sizes,
    SortedMap<String, byte[]> extras,
    List<Member> members,
    int metadata,
    long start) {
  /** Copies the collections. */
  public Head {
    extras = Collections.unmodifiableSortedMap(new TreeMap<>(extras));
    members = List.copyOf(members);
    if (metadata < 2 || metadata > members.size()) {
      throw new IllegalArgumentException("metadata " + metadata + " of " + members.size());
    }
  }

  /** The members whose bodies are documents: oci-layout, index.json and group 4. */
  public List<Member> metadataMembers() {
    return members.subList(0, metadata);
  }

  /** The members of group 5. */
  public List<Member> payload() {
    return members.subList(metadata, members.size());
  }

  /** Size in bytes of every blob that the bundle carries. */
  public SortedMap<Digest, Long> blobs() {
    SortedMap<Digest, Long> blobs = new TreeMap<>();
    members.stream()
        .filter(member -> MemberName.blobDigest(member.name()).isPresent())
        .forEach(blob -> blobs.put(blob.digest(), blob.size()));
    return blobs;
  }

  /** Where the header of each member stands in the archive, in bytes; the last is {@link #end}. */
  public long[] starts() {
    long[] starts = new long[members.size() + 1];
    starts[0] = start;
    for (int i = 0; i < members.size(); i++) {
      starts[i + 1] = starts[i] + members.get(i).span();
    }
    return starts;
  }

  /** Where group 5 begins in the archive, in bytes. */
  public long payloadStart() {
    return start + metadataMembers().stream().mapToLong(Member::span).sum();
  }

  /** Where the last member's padding ends, in bytes. */
  public long end() {
    return start + members.stream().mapToLong(Member::span).sum();
  }

  /** Length of the whole archive, in bytes. */
  public long length() {
    return end() + Trailer.length(end());
  }
}
