package dev.skerry.format.archive;

import dev.skerry.format.Digest;
import dev.skerry.format.error.SkerryException;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads group 4 whole into memory, at most 64 MiB (format sections 1 and 8). */
public final class MetadataReader {
  private MetadataReader() {}

  /**
   * Reads oci-layout, index.json and group 4.
   *
   * @throws SkerryException {@link ReadError#BODY}, {@link ReadError#ASSIGNMENT}, or what {@link
   *     BundleSource#read} throws
   */
  public static Metadata read(BundleSource source, Head head) {
    MemberBytes members = new MemberBytes(source, head.start());
    SortedMap<Digest, byte[]> documents = new TreeMap<>();
    byte[] index = new byte[0];
    for (Member member : head.metadataMembers()) {
      byte[] body = members.next(member, ReadError.HEADER);
      if (!Digest.of(body).equals(member.digest())) {
        throw new SkerryException(ReadError.BODY, member.name(), "is not what the lists say");
      }
      if (member.name().equals(MemberName.INDEX)) {
        index = body;
      } else if (MemberName.blobDigest(member.name()).isPresent()) {
        documents.put(member.digest(), body);
      }
    }
    return new Metadata(index, documents);
  }
}
