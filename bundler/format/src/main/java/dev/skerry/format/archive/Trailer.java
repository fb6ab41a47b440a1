package dev.skerry.format.archive;

/** What ends an archive: two zero blocks, then zeros up to a multiple of 10,240 bytes. */
public final class Trailer {
  private static final int RECORD = 20 * UstarHeader.BLOCK;

  private Trailer() {}

  /**
   * How many zero bytes end the archive.
   *
   * @param end where the last member's padding ends, in bytes from the beginning
   */
  public static int length(long end) {
    long least = end + 2L * UstarHeader.BLOCK;
    return (int) ((least + RECORD - 1) / RECORD * RECORD - end);
  }
}
