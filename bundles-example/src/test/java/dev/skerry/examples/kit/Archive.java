package dev.skerry.examples.kit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A small bundle taken apart so that a test can put it together wrongly. Knows ustar on its own, so
 * that a fault of the product's reader or writer does not hide here.
 */
public final class Archive {
  private static final int BLOCK = 512;
  private static final int RECORD = 10_240;
  private static final int SIZE_AT = 124;
  private static final int SIZE_LENGTH = 12;
  private static final int SUM_AT = 148;
  private static final int SUM_LENGTH = 8;

  /** The members, in order; a test changes the list. */
  public final List<Member> members = new ArrayList<>();

  /** What follows the last member. */
  public byte[] tail;

  /** Takes an archive apart. */
  public Archive(byte[] tar) {
    int at = 0;
    while (tar[at] != 0) {
      byte[] header = Arrays.copyOfRange(tar, at, at + BLOCK);
      String octal = new String(header, SIZE_AT, SIZE_LENGTH - 1, StandardCharsets.US_ASCII);
      int size = Integer.parseInt(octal, 8);
      int padded = (size + BLOCK - 1) / BLOCK * BLOCK;
      byte[] body = Arrays.copyOfRange(tar, at + BLOCK, at + BLOCK + size);
      members.add(new Member(header, body, new byte[padded - size]));
      at += BLOCK + padded;
    }
    tail = Arrays.copyOfRange(tar, at, tar.length);
  }

  /** Puts it together as it is now, with a tail of the right length unless the test chose one. */
  public byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Member member : members) {
      out.writeBytes(member.header);
      out.writeBytes(member.body);
      out.writeBytes(member.padding);
    }
    out.writeBytes(tail);
    return out.toByteArray();
  }

  /** Gives the archive the tail that fits the length of its members. */
  public Archive fitTail() {
    tail = new byte[0];
    int length = bytes().length + 2 * BLOCK;
    tail = new byte[2 * BLOCK + (RECORD - length % RECORD) % RECORD];
    return this;
  }

  /** The member of that name. */
  public Member member(String name) {
    return members.stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
  }

  /** A member that is not in it, with a header as tar writes one; the test puts it somewhere. */
  public Member stranger(String name, String type, String body) {
    return members.getLast().copy().body(body).field(0, 100, name).field(156, 1, type);
  }

  /** One member. */
  public static final class Member {
    /** Its 512 bytes. */
    public byte[] header;

    /** Its content. */
    public byte[] body;

    /** What fills its last block. */
    public byte[] padding;

    /** A member as given. */
    public Member(byte[] header, byte[] body, byte[] padding) {
      this.header = header;
      this.body = body;
      this.padding = padding;
    }

    /** An equal member of its own. */
    public Member copy() {
      return new Member(header.clone(), body.clone(), padding.clone());
    }

    /** Its name. */
    public String name() {
      int end = 0;
      while (header[end] != 0) {
        end++;
      }
      return new String(header, 0, end, StandardCharsets.US_ASCII);
    }

    /** Writes a field of the header and puts the checksum right. */
    public Member field(int at, int length, String value) {
      Arrays.fill(header, at, at + length, (byte) 0);
      byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
      System.arraycopy(bytes, 0, header, at, bytes.length);
      return sum();
    }

    /** Gives it another body, with the size and the checksum put right. */
    public Member body(byte[] changed) {
      body = changed;
      padding = new byte[(BLOCK - changed.length % BLOCK) % BLOCK];
      return field(SIZE_AT, SIZE_LENGTH, String.format(Locale.ROOT, "%011o", changed.length));
    }

    /** The same with a text. */
    public Member body(String changed) {
      return body(changed.getBytes(StandardCharsets.UTF_8));
    }

    /** The body as text. */
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    /** Spells the checksum in another way that tar reads too. */
    public Member otherSum() {
      header[SUM_AT + 6] = ' ';
      header[SUM_AT + 7] = 0;
      return this;
    }

    private Member sum() {
      Arrays.fill(header, SUM_AT, SUM_AT + SUM_LENGTH, (byte) ' ');
      int sum = 0;
      for (byte b : header) {
        sum += b & 0xff;
      }
      byte[] octal = String.format(Locale.ROOT, "%06o", sum).getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(octal, 0, header, SUM_AT, octal.length);
      header[SUM_AT + 6] = 0;
      return this;
    }
  }
}
