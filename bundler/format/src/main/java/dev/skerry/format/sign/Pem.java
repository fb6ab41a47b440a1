package dev.skerry.format.sign;

import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.FormatError;
import dev.skerry.format.error.SkerryException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One PEM block (RFC 7468).
 *
 * @param label what it says it is
 * @param der its content
 */
public record Pem(String label, byte[] der) {
  static final String PUBLIC = "PUBLIC KEY";
  static final String PRIVATE = "PRIVATE KEY";
  static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";

  private static final int LIMIT = 64 * 1024;
  private static final String BEGIN = "-----BEGIN ";
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*+)-----END \\1-----");

  /** Whether a file is PEM rather than DER. */
  public static boolean isPem(byte[] file) {
    return new String(file, StandardCharsets.ISO_8859_1).contains(BEGIN);
  }

  /**
   * The content of all blocks; text around them is ignored, as openssl does.
   *
   * @param label what all of them have to be
   * @param item what the bytes are, for messages
   * @throws SkerryException with this code where one is not, or its base64 cannot be decoded
   */
  public static List<byte[]> all(byte[] file, String label, String item, ErrorCode code) {
    Matcher m = BLOCK.matcher(new String(file, StandardCharsets.ISO_8859_1));
    List<byte[]> blocks = new ArrayList<>();
    while (m.find()) {
      blocks.add(block(m, item, code).require(label, item, code));
    }
    return List.copyOf(blocks);
  }

  /** Reads the first block; text around it is ignored, as openssl does. */
  static Pem parse(byte[] file, String item) {
    if (file.length > LIMIT) {
      throw refuse(item, "has %d bytes, too many for a key".formatted(file.length));
    }
    Matcher m = BLOCK.matcher(new String(file, StandardCharsets.ISO_8859_1));
    if (!m.find()) {
      throw refuse(item, "holds no PEM block");
    }
    return block(m, item, FormatError.KEY_FILE);
  }

  private static Pem block(Matcher found, String item, ErrorCode code) {
    try {
      return new Pem(found.group(1), Base64.getMimeDecoder().decode(found.group(2)));
    } catch (IllegalArgumentException e) {
      throw new SkerryException(code, item, "holds base64 that cannot be decoded");
    }
  }

  byte[] require(String expected, String item) {
    return require(expected, item, FormatError.KEY_FILE);
  }

  private byte[] require(String expected, String item, ErrorCode code) {
    if (!label.equals(expected)) {
      throw new SkerryException(code, item, "holds a %s, not a %s".formatted(label, expected));
    }
    return der;
  }

  /** The block as text, lines of 64. */
  public byte[] bytes() {
    String body =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    String text = "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(label, body);
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static SkerryException refuse(String item, String reason) {
    return new SkerryException(FormatError.KEY_FILE, item, reason);
  }
}
