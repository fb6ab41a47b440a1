package dev.skerry.format.oci;

/** Reads manifests and indexes that other programs wrote. */
public final class Manifests {
  private Manifests() {}

  /**
   * Reads a manifest or index leniently: unknown members are ignored, the bytes are kept.
   *
   * @param mediaType the type under which it was found; decides what it is
   * @param item what the bytes are, for messages
   * @throws dev.skerry.format.error.SkerryException {@link OciError#MANIFEST}
   */
  public static ManifestDocument parse(byte[] bytes, String mediaType, String item) {
    return later(mediaType + item + bytes.length);
  }

  @SuppressWarnings("TypeParameterUnusedInFormals")
  private static <T> T later(String what) {
    throw new UnsupportedOperationException(what);
  }
}
