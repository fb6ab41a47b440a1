package dev.skerry.upstream.source;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.Progress;
import dev.skerry.upstream.content.ContentStore;
import dev.skerry.upstream.manifest.RawManifest;
import java.util.List;
import java.util.Optional;

/**
 * One repository, layout folder or archive file that an image comes from. Every method may be
 * called from several threads at once and throws {@link dev.skerry.format.error.SkerryException}
 * with an {@link dev.skerry.upstream.UpstreamError}.
 */
public interface Source extends AutoCloseable {
  /** What was asked for, as {@link Location#parse} reads it again; for the lock and messages. */
  String where();

  /** The manifest or index that the location names. */
  RawManifest resolve();

  /**
   * A manifest or index by digest.
   *
   * @param wanted its bytes have exactly this digest and size, or it is refused
   */
  RawManifest manifest(Descriptor wanted);

  /** The manifest under a tag of the same repository; empty when there is no such tag. */
  Optional<RawManifest> tag(String tag);

  /**
   * Who refers to a manifest: by the referrers API, then by the fallback tag {@code sha256-<hex>};
   * never more than {@link dev.skerry.format.Limits#referrers}.
   */
  List<Descriptor> referrers(Digest subject);

  /**
   * Brings a blob into the store; goes on where an earlier attempt stopped. Afterwards the store
   * holds it, verified.
   */
  void blob(Descriptor wanted, ContentStore store, Progress progress);

  @Override
  void close();
}
