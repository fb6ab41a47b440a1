package dev.skerry.format.archive;

import dev.skerry.format.Digest;
import dev.skerry.format.accept.Metadata;
import dev.skerry.format.certificate.RevocationLists;
import dev.skerry.format.error.SkerryException;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads group 4 whole into memory, at most 64 MiB (format sections 1 and 8). */
public final class MetadataReader {
  private static final String OMITTED = MemberName.extra("OMITTED");

  private MetadataReader() {}

  /**
   * Reads oci-layout, index.json and group 4 and compares every hash.
   *
   * @throws SkerryException {@link ReadError#HEADER}, {@link ReadError#BODY}, {@link
   *     ReadError#LISTS_CONTRADICT}, or what {@link BundleSource#read} throws
   */
  public static Metadata read(BundleSource source, Head head) {
    MemberBytes members = new MemberBytes(source, head.start());
    SortedMap<Digest, byte[]> documents = new TreeMap<>();
    byte[] index = new byte[0];
    for (Member member : head.metadataMembers()) {
      long start = members.position();
      byte[] body = members.next(member, ReadError.HEADER);
      if (!Digest.of(body).equals(member.digest())) {
        throw new SkerryException(
            ReadError.BODY,
            member.name(),
            "is not what was signed; " + new Diagnosis(source).where(start, members.position()));
      }
      switch (member.name()) {
        case MemberName.OCI_LAYOUT -> requireLayout(member);
        case MemberName.INDEX -> index = body;
        default -> documents.put(member.digest(), body);
      }
    }
    return new Metadata(index, documents, head.blobs(), omitted(head), revocations(head));
  }

  private static void requireLayout(Member member) {
    if (!member.digest().equals(Digest.of(Assembly.ociLayout()))) {
      throw new SkerryException(
          ReadError.LISTS_CONTRADICT, member.name(), "is not the one of format v1");
    }
  }

  private static RevocationLists revocations(Head head) {
    return Optional.ofNullable(head.extras().get(MemberName.extra(RevocationLists.NAME)))
        .map(RevocationLists::parse)
        .orElse(RevocationLists.NONE);
  }

  private static Set<Digest> omitted(Head head) {
    Set<Digest> omitted = new TreeSet<>();
    byte[] list = head.extras().get(OMITTED);
    if (list == null || list.length == 0) {
      return omitted;
    }
    for (ListLines.Line line : ListLines.parse(list, OMITTED, Sums.VALUE)) {
      if (!line.name().equals(MemberName.blob(new Digest(line.value())))) {
        throw new SkerryException(
            ReadError.LISTS_CONTRADICT, OMITTED, "lists " + line.name() + ", which is no blob");
      }
      omitted.add(new Digest(line.value()));
    }
    return omitted;
  }
}
