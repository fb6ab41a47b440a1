package dev.skerry.format.oci;

import dev.skerry.format.Descriptor;
import java.util.List;
import java.util.Optional;

/**
 * A bundle's {@code index.json} (format section 4): content in the statement's order, then
 * referrers by digest and repository, then cosign tags by reference.
 */
public record IndexJson(List<Entry> entries) {
  /** Copies the entries. */
  public IndexJson {
    entries = List.copyOf(entries);
  }

  /**
   * One descriptor.
   *
   * @param kind a content kind, or {@code referrer}
   * @param repository {@code host/repository} of a referrer, absent otherwise
   * @param reference what a content entry or a cosign tag is called, absent for a referrer
   * @param descriptor media type, digest, size, artifact type; annotations and platform are unused
   */
  public record Entry(
      String kind, Optional<String> repository, Optional<String> reference, Descriptor descriptor) {
    /** The kind of referrers and of cosign tags. */
    public static final String REFERRER = "referrer";

    /** Whether it stands in the statement's content. */
    public boolean content() {
      return !kind.equals(REFERRER);
    }
  }

  /** Reads it; any other spelling than that of {@link #bytes} is refused. */
  public static IndexJson parse(byte[] bytes) {
    return later("" + bytes.length);
  }

  /** As it is written: minified, no LF. */
  public byte[] bytes() {
    return later("");
  }

  @SuppressWarnings("TypeParameterUnusedInFormals")
  private static <T> T later(String what) {
    throw new UnsupportedOperationException(what);
  }
}
