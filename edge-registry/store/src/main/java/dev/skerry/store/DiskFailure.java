package dev.skerry.store;

import dev.skerry.format.error.SkerryException;
import java.io.IOException;
import java.nio.file.Path;

/** Says what a failure of the disk means; a full disk is told from a broken one. */
final class DiskFailure {
  /** With less than this left, a failed write is taken for a full disk. */
  private static final long NOTHING_LEFT = 64L * 1024;

  private DiskFailure() {}

  /**
   * A failure of reading, renaming, removing.
   *
   * @param doing what was tried, for instance {@code "open"}
   */
  static SkerryException of(IOException e, Path file, String doing) {
    return new SkerryException(
        StoreError.DISK, file.toString(), "cannot " + doing + ": " + e.getMessage(), e);
  }

  /**
   * A failure of writing.
   *
   * @param wanted bytes that the file needs in all
   */
  static SkerryException writing(IOException e, Disk disk, Path file, long wanted) {
    long free = free(disk, file, e);
    String said = String.valueOf(e.getMessage());
    if (free < NOTHING_LEFT || said.contains("No space left") || said.contains("quota")) {
      return new SkerryException(
          StoreError.NO_SPACE,
          file.toString(),
          "needs %,d bytes, %,d are free".formatted(wanted, free),
          e);
    }
    return of(e, file, "write");
  }

  private static long free(Disk disk, Path file, IOException failure) {
    try {
      Path parent = file.getParent();
      return disk.usableSpace(parent == null ? file : parent);
    } catch (IOException e) {
      failure.addSuppressed(e);
      return Long.MAX_VALUE;
    }
  }
}
