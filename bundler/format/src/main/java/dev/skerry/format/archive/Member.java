package dev.skerry.format.archive;

import dev.skerry.format.Digest;
import dev.skerry.format.Limits;

/**
 * A member as the lists state it.
 *
 * @param name its name, one that {@link MemberName} knows
 * @param digest SHA-256 of its body; for a blob, its name says the same
 * @param size length of its body in bytes
 */
public record Member(String name, Digest digest, long size) {
  /** Refuses a blob under a wrong name and a size that no header can hold. */
  public Member {
    boolean misnamed = MemberName.blobDigest(name).map(d -> !d.equals(digest)).orElse(false);
    if (misnamed || MemberName.kind(name).isEmpty() || size < 0 || size > Limits.V1.member()) {
      throw new IllegalArgumentException("no member " + name + " with " + digest + ", " + size);
    }
  }

  /** A blob's member. */
  public static Member blob(Digest digest, long size) {
    return new Member(MemberName.blob(digest), digest, size);
  }

  /** The member that a document of this name becomes. */
  public static Member of(String name, byte[] body) {
    return new Member(name, Digest.of(body), body.length);
  }

  /** What it takes in the archive in bytes: header, body and padding. */
  public long span() {
    return UstarHeader.span(size);
  }
}
