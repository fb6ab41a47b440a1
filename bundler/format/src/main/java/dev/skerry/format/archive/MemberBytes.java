package dev.skerry.format.archive;

import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.SkerryException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads small members one after the other, each as a whole: the header is made again and compared,
 * the padding must be zero. Reads exactly what it is asked for and not one byte after it.
 */
final class MemberBytes {
  private static final int SIZE_FIELD = 124;
  private static final int SIZE_DIGITS = 11;
  private static final int NAME_LENGTH = 100;

  private final BundleSource source;
  private long position;

  MemberBytes(BundleSource source, long position) {
    this.source = source;
    this.position = position;
  }

  /** Where the next header stands. */
  long position() {
    return position;
  }

  /** The name in the next header, whatever it is; empty at the end of what is here. */
  String nextName() {
    if (source.available(position) < UstarHeader.BLOCK) {
      return "";
    }
    byte[] header = bytes(position, UstarHeader.BLOCK, ReadError.NOT_A_HEAD, "header");
    int end = 0;
    while (end < NAME_LENGTH && header[end] != 0) {
      end++;
    }
    return new String(header, 0, end, StandardCharsets.ISO_8859_1);
  }

  /**
   * Reads a member whose size only its header tells.
   *
   * @param limit the largest body that is accepted
   */
  byte[] next(String name, int limit, ErrorCode code) {
    byte[] header = bytes(position, UstarHeader.BLOCK, code, name);
    return body(header, name, size(header, name, limit, code), code);
  }

  /**
   * Passes over a member whose size only its header tells; that is looked at when it is read.
   *
   * @param limit the largest body that is accepted
   */
  void skip(String name, int limit, ErrorCode code) {
    int size = size(bytes(position, UstarHeader.BLOCK, code, name), name, limit, code);
    position += UstarHeader.BLOCK + size + UstarHeader.padding(size);
  }

  /** Reads a member whose size the lists tell. */
  byte[] next(Member member, ErrorCode code) {
    byte[] header = bytes(position, UstarHeader.BLOCK, code, member.name());
    return body(header, member.name(), Math.toIntExact(member.size()), code);
  }

  private byte[] body(byte[] header, String name, int size, ErrorCode code) {
    if (!Arrays.equals(header, UstarHeader.of(name, size))) {
      throw new SkerryException(
          code, name, "has another header than its name and size give, at byte " + position);
    }
    int padded = size + UstarHeader.padding(size);
    byte[] padding = bytes(position + UstarHeader.BLOCK + size, padded - size, code, name);
    if (!Arrays.equals(padding, new byte[padding.length])) {
      throw new SkerryException(code, name, "is followed by bytes that are not zero");
    }
    byte[] body = bytes(position + UstarHeader.BLOCK, size, code, name);
    position += UstarHeader.BLOCK + padded;
    return body;
  }

  private byte[] bytes(long at, int count, ErrorCode code, String item) {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    source.read(bytes, at);
    if (bytes.hasRemaining()) {
      throw new SkerryException(
          code, item, "is cut off: the bundle ends at byte " + (at + bytes.position()));
    }
    return bytes.array();
  }

  private static int size(byte[] header, String name, int limit, ErrorCode code) {
    long size = 0;
    for (int i = SIZE_FIELD; i < SIZE_FIELD + SIZE_DIGITS; i++) {
      int digit = header[i] - '0';
      if (digit < 0 || digit > 7) {
        throw new SkerryException(code, name, "does not begin with the header of this member");
      }
      size = size * 8 + digit;
    }
    if (size > limit) {
      throw new SkerryException(code, name, "has " + size + " bytes; " + limit + " are the most");
    }
    return (int) size;
  }
}
