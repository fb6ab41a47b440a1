package dev.skerry.registry;

import dev.skerry.format.error.SkerryException;
import dev.skerry.store.BlobStore;

/** Keeps the reserve of the disk free while pushes come in; asks the disk every few megabytes. */
final class SpaceGuard {
  private static final long STEP = 16L << 20;
  private final BlobStore blobs;
  private final long reserve;
  private long unchecked = STEP;

  SpaceGuard(BlobStore blobs, long reserve) {
    this.blobs = blobs;
    this.reserve = reserve;
  }

  /**
   * Bytes are about to be written.
   *
   * @throws SkerryException {@link RegistryError#NO_SPACE}
   */
  void take(long bytes) {
    unchecked += bytes;
    if (unchecked < STEP) {
      return;
    }
    long usable = blobs.usableSpace();
    if (usable - bytes < reserve) {
      throw new SkerryException(
          RegistryError.NO_SPACE,
          "upload",
          "only " + usable + " bytes are free and " + reserve + " stay reserved");
    }
    unchecked = 0;
  }
}
