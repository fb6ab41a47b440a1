package dev.skerry.site;

import dev.skerry.format.Digest;
import dev.skerry.format.Progress;
import dev.skerry.format.accept.Metadata;
import dev.skerry.format.accept.Space;
import dev.skerry.store.BlobStore;
import java.util.Collections;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The blobs that a thin bundle leaves out: each is hashed when the bundle is admitted and looked
 * for again in the commit (format section 3, ADR 22). One that is not what it was is put away, so
 * that a bundle that carries it brings it back.
 */
final class Omitted {
  private final BlobStore blobs;
  private final Set<Digest> all;
  private final Predicate<Digest> soundness;
  private final Progress progress;
  private final SortedMap<Digest, Long> sizes = new TreeMap<>();

  Omitted(BlobStore blobs, Metadata metadata, Progress progress) {
    this.blobs = blobs;
    this.all = metadata.omitted();
    this.soundness = all.isEmpty() ? digest -> false : blobs.soundness();
    this.progress = progress;
  }

  /** Whether the bundle leaves it out. */
  boolean contains(Digest digest) {
    return all.contains(digest);
  }

  /** Whether it is held and hashes to its digest; reads all of it. */
  boolean sound(Digest digest) {
    OptionalLong size = blobs.size(digest);
    if (size.isEmpty()) {
      return false;
    }
    progress.item(digest.shortHex());
    if (!soundness.test(digest)) {
      blobs.condemn(digest);
      return false;
    }
    sizes.put(digest, size.getAsLong());
    return true;
  }

  /** Those that were found sound, with their size in bytes. */
  SortedMap<Digest, Long> sizes() {
    return Collections.unmodifiableSortedMap(sizes);
  }

  /**
   * What the commit asks of the disk: that every blob is there. The reserve was left free when the
   * bundle was admitted; what used it since is not this bundle.
   */
  Space again() {
    return new Space(blobs.usableSpace(), 0, this::there);
  }

  private boolean there(Digest digest) {
    OptionalLong size = blobs.size(digest);
    Long before = sizes.get(digest);
    return size.isPresent() && (before == null || before == size.getAsLong());
  }
}
