package dev.skerry.format.oci;

import dev.skerry.format.Digest;
import dev.skerry.format.document.Content;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;

/**
 * Walks from {@code index.json} to every blob (format section 3, "Closure"): every listed blob is
 * reached, and everything reached is listed unless the rules let it be absent.
 *
 * @param metadata blobs that belong into group 4
 * @param payload blobs that belong into group 5
 */
public record Closure(SortedSet<Digest> metadata, SortedSet<Digest> payload) {

  /**
   * Judges a bundle.
   *
   * @param content the statement's content
   * @param documents bodies of all manifests and indexes
   * @param sizes every blob that the bundle lists, with its size in bytes
   * @param omitted blobs that a thin bundle leaves out because the site holds them
   * @throws dev.skerry.format.error.SkerryException an {@link OciError} that names the blob
   */
  public static Closure judge(
      IndexJson index,
      List<Content> content,
      Map<Digest, byte[]> documents,
      Map<Digest, Long> sizes,
      Set<Digest> omitted) {
    return later("" + index + content + documents + sizes + omitted);
  }

  @SuppressWarnings("TypeParameterUnusedInFormals")
  private static <T> T later(String what) {
    throw new UnsupportedOperationException(what);
  }
}
