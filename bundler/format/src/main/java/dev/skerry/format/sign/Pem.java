package dev.skerry.format.sign;

import dev.skerry.format.error.FormatError;
import dev.skerry.format.error.SkerryException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One PEM block (RFC 7468).
 *
 * @param label what it says it is
 * @param der its content
 */
record Pem(String label, byte[] der) {
  static final String PUBLIC = "PUBLIC KEY";
  static final String PRIVATE = "PRIVATE KEY";
  static final String ENCRYPTED = "ENCRYPTED PRIVATE KEY";

  private static final int LIMIT = 64 * 1024;
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*+)-----END \\1-----");

  /** Reads the first block; text around it is ignored, as openssl does. */
  static Pem parse(byte[] file, String item) {
    if (file.length > LIMIT) {
      throw refuse(item, "has %d bytes, too many for a key".formatted(file.length));
    }
    Matcher m = BLOCK.matcher(new String(file, StandardCharsets.ISO_8859_1));
    if (!m.find()) {
      throw refuse(item, "holds no PEM block");
    }
    try {
      return new Pem(m.group(1), Base64.getMimeDecoder().decode(m.group(2)));
    } catch (IllegalArgumentException e) {
      throw refuse(item, "holds base64 that cannot be decoded");
    }
  }

  byte[] require(String expected, String item) {
    if (!label.equals(expected)) {
      throw refuse(item, "holds a %s, not a %s".formatted(label, expected));
    }
    return der;
  }

  byte[] bytes() {
    String body =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    String text = "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(label, body);
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static SkerryException refuse(String item, String reason) {
    return new SkerryException(FormatError.KEY_FILE, item, reason);
  }
}
