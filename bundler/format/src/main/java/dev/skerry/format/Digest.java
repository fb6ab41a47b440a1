package dev.skerry.format;

import dev.skerry.format.error.FormatError;
import dev.skerry.format.error.SkerryException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A SHA-256 digest, the only algorithm of format v1.
 *
 * @param hex 64 lower-case hex digits
 */
public record Digest(String hex) implements Comparable<Digest> {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
  private static final String PREFIX = "sha256:";

  /** Refuses anything but 64 lower-case hex digits. */
  public Digest {
    if (!HEX.matcher(hex).matches()) {
      throw new SkerryException(
          FormatError.DIGEST_SPELLING, hex.isEmpty() ? "(empty)" : hex, "is not a SHA-256 digest");
    }
  }

  /** Reads {@code sha256:<hex>}. */
  public static Digest parse(String text) {
    if (!text.startsWith(PREFIX)) {
      throw new SkerryException(
          FormatError.DIGEST_SPELLING,
          text.isEmpty() ? "(empty)" : text,
          "does not begin with sha256:");
    }
    return new Digest(text.substring(PREFIX.length()));
  }

  /** Whether {@link #parse} would accept the text. */
  public static boolean isDigest(String text) {
    return text.startsWith(PREFIX) && HEX.matcher(text.substring(PREFIX.length())).matches();
  }

  /** The digest of the bytes. */
  public static Digest of(byte[] bytes) {
    return ofHash(sha256().digest(bytes));
  }

  /** The digest that a finished computation holds; resets the computation. */
  public static Digest of(MessageDigest finished) {
    return ofHash(finished.digest());
  }

  /** A fresh SHA-256 computation by the JDK's provider. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static Digest ofHash(byte[] hash) {
    return new Digest(HexFormat.of().formatHex(hash));
  }

  /** Groups of four, as two people read it to each other, and that they are for that. */
  public String spoken() {
    return "to be read to each other: " + hex.replaceAll("(....)(?!$)", "$1 ");
  }

  /** The first twelve hex digits, for people. */
  public String shortHex() {
    return hex.substring(0, 12);
  }

  @Override
  public int compareTo(Digest other) {
    return hex.compareTo(other.hex);
  }

  @Override
  public String toString() {
    return PREFIX + hex;
  }
}
