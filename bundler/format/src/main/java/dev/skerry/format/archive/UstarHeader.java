package dev.skerry.format.archive;

import java.nio.charset.StandardCharsets;

/**
 * The 512 bytes before a member's body: a pure function of name and size, byte for byte what GNU
 * tar writes with {@code --format=ustar --mtime=@0 --owner=0 --group=0 --numeric-owner --mode=0644}
 * (format section 1). Writers write these bytes; readers make them too, and compare.
 */
public final class UstarHeader {
  /** The size of a header and the unit to which bodies are padded, in bytes. */
  public static final int BLOCK = 512;

  private static final int NAME_LENGTH = 100;
  private static final int MODE = 100;
  private static final int UID = 108;
  private static final int GID = 116;
  private static final int SIZE = 124;
  private static final int MTIME = 136;
  private static final int CHECKSUM = 148;
  private static final int TYPE = 156;
  private static final int MAGIC = 257;
  private static final int DEV_MAJOR = 329;
  private static final int DEV_MINOR = 337;

  private UstarHeader() {}

  /**
   * Makes the header.
   *
   * @param name the member's name, at most 100 ASCII characters
   * @param size length of its body in bytes, 0 to 8 GiB − 1
   */
  public static byte[] of(String name, long size) {
    if (name.isEmpty() || name.length() > NAME_LENGTH || size < 0 || size >= 1L << 33) {
      throw new IllegalArgumentException("no ustar header for " + name + " of " + size + " bytes");
    }
    byte[] block = new byte[BLOCK];
    text(block, 0, name);
    text(block, MODE, "0000644");
    text(block, UID, "0000000");
    text(block, GID, "0000000");
    text(block, SIZE, octal(size, 11));
    text(block, MTIME, "00000000000");
    text(block, CHECKSUM, "        ");
    text(block, TYPE, "0");
    text(block, MAGIC, "ustar\u000000");
    text(block, DEV_MAJOR, "0000000");
    text(block, DEV_MINOR, "0000000");
    text(block, CHECKSUM, octal(sum(block), 6) + "\u0000 ");
    return block;
  }

  /** How many zero bytes follow a body of this size: 0 to 511. */
  public static int padding(long size) {
    return (int) (-size & (BLOCK - 1));
  }

  /** What a member of this size takes in the archive, in bytes: header, body and padding. */
  public static long span(long size) {
    return BLOCK + size + padding(size);
  }

  private static void text(byte[] block, int offset, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, block, offset, bytes.length);
  }

  private static String octal(long value, int digits) {
    String octal = Long.toOctalString(value);
    return "0".repeat(digits - octal.length()) + octal;
  }

  private static long sum(byte[] block) {
    long sum = 0;
    for (byte b : block) {
      sum += b & 0xff;
    }
    return sum;
  }
}
