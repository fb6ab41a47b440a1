package dev.skerry.store;

import dev.skerry.format.Digest;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Writes blobs into quarantine while the caller reads and hashes: copying into a ring of buffers is
 * all that happens on the caller's thread, writing and forcing overlap with it. What is finished
 * stays in quarantine over a crash and is found again by {@link #quarantinedSize}. Not safe for
 * several threads.
 */
public interface Intake extends AutoCloseable {
  /** Size of a blob that lies whole in quarantine, empty when it does not. */
  OptionalLong quarantinedSize(Digest digest);

  /** The file of a blob that lies whole in quarantine; settled first when it was written now. */
  Path quarantinedPath(Digest digest);

  /**
   * Whether a blob lies whole in quarantine and still has the bytes that its digest says: it may
   * have waited there for days. It is read to its end.
   */
  boolean isSound(Digest digest, long size);

  /** Bytes that {@link #keepOnly} would free. */
  long others(Set<Digest> wanted);

  /**
   * Deletes what lies in quarantine for other bundles: those that were given up or refused, and
   * blobs that were found damaged.
   *
   * @param wanted the blobs of the bundle that is taken in now; what lies whole of them stays
   */
  void keepOnly(Set<Digest> wanted);

  /**
   * Begins a blob; what an earlier attempt left of it is overwritten.
   *
   * @param size its size in bytes
   */
  Quarantined quarantine(Digest expected, long size);

  /**
   * Waits until everything finished so far is durable.
   *
   * @throws dev.skerry.format.error.SkerryException {@link StoreError#DISK} or {@link
   *     StoreError#NO_SPACE} of a write in the background
   */
  void settle();

  /** Stops the background work; unfinished blobs are dropped, finished ones stay. */
  @Override
  void close();

  /** One blob on its way. */
  interface Quarantined extends AutoCloseable {
    /** Takes all remaining bytes; the buffer is free again when this returns. */
    void write(ByteBuffer bytes);

    /**
     * All bytes were handed over and their hash was compared by the caller.
     *
     * @param verified the hash that the caller computed; must be the one expected
     */
    void finish(Digest verified);

    /** Drops the blob unless it was finished. */
    @Override
    void close();
  }
}
