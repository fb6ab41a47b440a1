package dev.skerry.store;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Which content stands in which repository, and what reaches what. Reads see only what is
 * committed.
 *
 * <p>A {@code path} is the repository as it stands in the URL. With {@code ns}, the content of that
 * host is looked up, then content without a host, never another host's. Without: a path that begins
 * with a host means exactly that; else content without a host, whose full name it is, so that what
 * was pushed is pulled under the same name; else the only host that has repository and reference,
 * else docker.io's, else nothing (design section 4, "Registry"). A digest is never ambiguous: it
 * names the same bytes under every host.
 */
public interface Catalog {
  /**
   * A manifest.
   *
   * @param reference a tag or {@code sha256:<hex>}
   */
  Lookup manifest(Optional<String> ns, String path, String reference);

  /** Size in bytes of a blob that a manifest of the repository references. */
  Optional<Long> blob(Optional<String> ns, String path, Digest digest);

  /**
   * Tags in ascending order of bytes.
   *
   * @param last only tags after this one
   * @param max at most so many
   */
  Tags tags(Optional<String> ns, String path, Optional<String> last, int max);

  /** Manifests of the repository whose subject is the given one, by digest; at most 1,000. */
  List<Descriptor> referrers(Optional<String> ns, String path, Digest subject);

  /** Full names of all repositories after {@code last}, ascending. */
  List<String> repositories(Optional<String> last, int max);

  /**
   * Stores a manifest that was pushed. Its file is held already; every child that it must have was
   * checked by {@link #missing}. A transaction of its own.
   *
   * @param raw its exact bytes
   * @param childManifests manifests that it lists
   * @param blobs config and layers that it lists and that are held
   */
  void putManifest(
      String path,
      Optional<String> tag,
      byte[] raw,
      StoredManifest manifest,
      List<Digest> childManifests,
      List<Digest> blobs);

  /**
   * Makes a blob of another repository visible in this one, for pushes.
   *
   * @param from only from this repository, else from any
   * @return false when the blob is not there
   */
  boolean mount(String path, Digest digest, Optional<String> from);

  /** A pushed blob whose file is held becomes visible in the repository. */
  void addBlob(String path, Digest digest, long size);

  /** Those of the digests that are neither a blob nor a manifest of the repository. */
  List<Digest> missing(String path, Collection<Digest> wanted);

  /**
   * Adds everything that a bundle brings and makes its tags those of its product and channel: tags
   * of earlier bundles of the same product and channel go. Only inside {@link
   * EmbeddedStore#inTransaction}; the files of all blobs are held already.
   */
  void addBundle(BundleContent content);

  /**
   * A page of tags.
   *
   * @param known whether the repository exists
   * @param more whether there are tags after these
   */
  record Tags(boolean known, List<String> tags, boolean more) {
    /** Copies the tags. */
    public Tags {
      tags = List.copyOf(tags);
    }
  }
}
