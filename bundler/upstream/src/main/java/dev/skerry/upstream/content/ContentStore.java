package dev.skerry.upstream.content;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import java.nio.file.Path;
import java.util.SortedMap;

/**
 * An OCI image layout (image-spec 1.1) that all builds of a desk share: {@code oci-layout}, {@code
 * index.json}, {@code blobs/sha256/<hex>}, and {@code parts/} for what is under way. A blob has its
 * name only once its bytes were hashed, compared and forced to disk. Two processes may work in one
 * store: a part has one writer at a time, the index is replaced under a lock.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class ContentStore {
  private final Path folder;

  private ContentStore(Path folder) {
    this.folder = folder;
  }

  /** Opens the store and makes it where it does not exist. */
  public static ContentStore open(Path folder) {
    return new ContentStore(folder);
  }

  /** The layout's folder. */
  public Path folder() {
    return folder;
  }

  /** Where a blob is or would be. */
  public Path path(Digest digest) {
    return folder.resolve("blobs/sha256").resolve(digest.hex());
  }

  /** Whether the store has this blob, of any size. */
  public boolean holds(Digest digest) {
    throw new UnsupportedOperationException();
  }

  /** Whether the store has this blob with this size. */
  public boolean holds(Digest digest, long size) {
    throw new UnsupportedOperationException();
  }

  /** A held blob's size in bytes. */
  public long size(Digest digest) {
    throw new UnsupportedOperationException();
  }

  /**
   * Reads a small blob whole and hashes it again.
   *
   * @param max how many bytes it may have
   */
  public byte[] read(Digest digest, int max) {
    throw new UnsupportedOperationException();
  }

  /** Stores the bytes. */
  public Digest put(byte[] bytes) {
    throw new UnsupportedOperationException();
  }

  /** Stores a file's bytes: streamed, hashed. */
  public Descriptor put(Path file, String mediaType) {
    throw new UnsupportedOperationException();
  }

  /** Names manifests that the store holds in {@code index.json}; another's names stay. */
  public void publish(SortedMap<String, Descriptor> names) {
    throw new UnsupportedOperationException();
  }

  /** Forces the folders: after it, everything stored so far survives a power cut. */
  public void sync() {
    throw new UnsupportedOperationException();
  }
}
