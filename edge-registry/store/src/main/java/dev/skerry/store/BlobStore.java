package dev.skerry.store;

import dev.skerry.format.Digest;
import java.nio.file.Path;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * The bytes of manifests, configs and layers, one file per digest (design section 4, "Store"). A
 * file here is whole, was hashed and is durable; whether anybody may see it is the {@link
 * Catalog}'s answer.
 */
public interface BlobStore {
  /** Whether the blob's file is there. */
  boolean holds(Digest digest);

  /** Size of the blob's file in bytes, empty when it is not held. */
  OptionalLong size(Digest digest);

  /**
   * Tells, for one thread, whether a blob is held and its bytes still have its digest: reads all of
   * them, from the disk itself where its file system can. It throws {@link StoreError#DISK} where
   * that says nothing about the bytes.
   */
  Predicate<Digest> soundness();

  /** Where the file of a held blob is; the file itself never changes. */
  Path path(Digest digest);

  /**
   * Starts to take blobs in. One at a time.
   *
   * @throws dev.skerry.format.error.SkerryException {@link StoreError#BUSY} while another is open
   */
  Intake intake();

  /**
   * Takes over a finished file on the same file system whose digest the caller computed while
   * writing: forces it, moves it in place and forces the folder. Of a blob already held the file is
   * deleted.
   *
   * @throws dev.skerry.format.error.SkerryException {@link StoreError#DISK} or {@link
   *     StoreError#NO_SPACE}
   */
  void adopt(Path file, Digest verified);

  /**
   * Makes blobs that lie whole in quarantine held: renames all, then forces the folders. The
   * caller's transaction adds rows afterwards. Blobs already held are passed over.
   */
  void publish(Collection<Digest> quarantined);

  /**
   * Moves a held blob that was found damaged out of sight and writes that down; its next import
   * heals it. Of one that somebody else has moved already it is only written down.
   */
  void condemn(Digest digest);

  /** Bytes that can still be written here. */
  long usableSpace();
}
