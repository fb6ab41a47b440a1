package dev.skerry.format.archive;

import dev.skerry.format.Digest;
import java.util.ArrayList;
import java.util.List;

/**
 * The whole archive as a list of what stands in it, from the first byte to the last, without the
 * bodies of the blobs: the same statement and signatures give the same bytes.
 *
 * @param segments in archive order
 * @param headLength length of the head in bytes: all that stands before oci-layout
 * @param length of the archive in bytes
 */
public record BundleImage(List<Segment> segments, long headLength, long length) {

  /** A stretch of the archive. */
  public sealed interface Segment {
    /** Its length in bytes. */
    long length();
  }

  /** Bytes that are known: the body of a document. */
  public record Known(byte[] bytes) implements Segment {
    @Override
    public long length() {
      return bytes.length;
    }
  }

  /** The header of a member. */
  public record Header(String name, long size) implements Segment {
    @Override
    public long length() {
      return UstarHeader.BLOCK;
    }

    /** The 512 bytes. */
    public byte[] bytes() {
      return UstarHeader.of(name, size);
    }
  }

  /** The body of a member that is read, by digest, from where the content is. */
  public record Body(Digest digest, long length) implements Segment {}

  /** Zero bytes. */
  public record Zeros(long length) implements Segment {}

  /** Copies the list. */
  public BundleImage {
    segments = List.copyOf(segments);
    long sum = segments.stream().mapToLong(Segment::length).sum();
    if (sum != length || headLength > length) {
      throw new IllegalArgumentException("segments of " + sum + " bytes, not " + length);
    }
  }

  /**
   * Lays out the archive.
   *
   * @param envelope bundle.dsse.json
   * @param roots the root documents' envelopes, ascending
   * @param sums SHA256SUMS
   * @param sizes SIZES
   */
  public static BundleImage of(byte[] envelope, List<byte[]> roots, Sums sums, Sizes sizes) {
    Builder builder = new Builder();
    builder.document(MemberName.ENVELOPE, envelope);
    for (int i = 0; i < roots.size(); i++) {
      builder.document(sums.roots().get(i).name(), roots.get(i));
    }
    builder.document(MemberName.SUMS, sums.bytes());
    builder.document(MemberName.SIZES, sizes.bytes());
    for (Member member : sizes.members(sums)) {
      builder.member(member);
    }
    return builder.end();
  }

  private static final class Builder {
    private final List<Segment> segments = new ArrayList<>();
    private long length;
    private long headLength;

    void document(String name, byte[] body) {
      add(new Header(name, body.length));
      add(new Known(body));
      pad(body.length);
    }

    void member(Member member) {
      if (member.name().equals(MemberName.OCI_LAYOUT)) {
        headLength = length;
      }
      add(new Header(member.name(), member.size()));
      if (member.size() > 0) {
        add(new Body(member.digest(), member.size()));
      }
      pad(member.size());
    }

    private void pad(long size) {
      int padding = UstarHeader.padding(size);
      if (padding > 0) {
        add(new Zeros(padding));
      }
    }

    private void add(Segment segment) {
      segments.add(segment);
      length += segment.length();
    }

    BundleImage end() {
      add(new Zeros(Trailer.length(length)));
      return new BundleImage(segments, headLength, length);
    }
  }
}
