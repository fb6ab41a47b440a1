package dev.skerry.format.archive;

import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.error.SkerryException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * The lists of a bundle, and every document that is no blob of an image. {@code build} stores the
 * documents in the content store: from there {@code write} finds SHA256SUMS by the digest that the
 * statement names, and everything else by the digests in it.
 *
 * @param sums SHA256SUMS
 * @param sizes SIZES
 * @param metadata number of lines of SIZES up to the last of group 4
 * @param bytes sum of the bodies that SHA256SUMS lists
 * @param documents roots, SHA256SUMS, SIZES, extras, oci-layout, index.json
 */
public record Assembly(Sums sums, Sizes sizes, long metadata, long bytes, List<byte[]> documents) {
  private static final byte[] OCI_LAYOUT =
      "{\"imageLayoutVersion\":\"1.0.0\"}".getBytes(StandardCharsets.US_ASCII);

  /** Copies the list. */
  public Assembly {
    documents = List.copyOf(documents);
  }

  /** The body of oci-layout. */
  public static byte[] ociLayout() {
    return OCI_LAYOUT.clone();
  }

  /**
   * Makes the lists.
   *
   * @param roots envelopes of the root documents 1..N
   * @param extras bodies of {@code head/} by name, for instance {@code OMITTED}
   * @param index index.json
   * @throws SkerryException {@link ArchiveError#OVER_LIMIT}
   */
  public static Assembly of(
      List<byte[]> roots, SortedMap<String, byte[]> extras, byte[] index, Layout layout) {
    List<byte[]> documents = new ArrayList<>(roots);
    List<Member> rest = new ArrayList<>();
    extras.forEach((name, body) -> rest.add(Member.of(MemberName.extra(name), body)));
    rest.add(Member.of(MemberName.OCI_LAYOUT, OCI_LAYOUT));
    rest.add(Member.of(MemberName.INDEX, index));
    rest.addAll(layout.metadata());
    int metadata = rest.size();
    rest.addAll(layout.payload());
    Sizes sizes = Sizes.of(rest);
    byte[] sizesBytes = sizes.bytes();
    List<Sums.Line> lines = new ArrayList<>();
    for (int i = 0; i < roots.size(); i++) {
      lines.add(new Sums.Line(MemberName.root(i + 1), Digest.of(roots.get(i))));
    }
    lines.add(new Sums.Line(MemberName.SIZES, Digest.of(sizesBytes)));
    rest.forEach(member -> lines.add(new Sums.Line(member.name(), member.digest())));
    Sums sums = new Sums(lines);
    documents.addAll(List.of(sums.bytes(), sizesBytes, OCI_LAYOUT, index));
    documents.addAll(extras.values());
    refuseTooMuch(sums, sizesBytes, extras, layout);
    long bytes = sum(roots) + sizesBytes.length + rest.stream().mapToLong(Member::size).sum();
    return new Assembly(sums, sizes, metadata, bytes, documents);
  }

  private static void refuseTooMuch(
      Sums sums, byte[] sizes, SortedMap<String, byte[]> extras, Layout layout) {
    limit("SHA256SUMS", sums.bytes().length, Limits.V1.list());
    limit("SIZES", sizes.length, Limits.V1.list());
    limit("head/", sum(extras.values()), Limits.V1.extras());
    limit(
        "manifests, configs, plans and small layers of referrers",
        layout.metadata().stream().mapToLong(Member::size).sum(),
        Limits.V1.metadata());
  }

  private static void limit(String item, long bytes, long most) {
    if (bytes > most) {
      throw new SkerryException(
          ArchiveError.OVER_LIMIT,
          item,
          "take %,d bytes together, %,d are the most that a bundle holds".formatted(bytes, most));
    }
  }

  private static long sum(Iterable<byte[]> bodies) {
    long sum = 0;
    for (byte[] body : bodies) {
      sum += body.length;
    }
    return sum;
  }
}
