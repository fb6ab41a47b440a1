package dev.skerry.gateway.setup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skerry.format.error.SkerryException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * What proves that a caller of the admin API may read the data folder.
 *
 * @param text 64 hex digits
 */
public record AdminToken(String text) {
  private static final int BYTES = 32;
  private static final String SCHEME = "Bearer ";

  /** A fresh one. */
  static AdminToken random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new AdminToken(HexFormat.of().formatHex(bytes));
  }

  /** The one of a data folder. */
  public static AdminToken of(DataFolder data) {
    byte[] file =
        PrivateFiles.read(data.token())
            .orElseThrow(() ->
                new SkerryException(
                    GatewayError.NOT_INITIALISED, data.folder().toString(), "has no admin.token"));
    return new AdminToken(new String(file, UTF_8).strip());
  }

  /** The value of an Authorization header. */
  public String header() {
    return SCHEME + text;
  }

  /** Whether a header is that of this token; takes equally long for every header. */
  public boolean accepts(String header) {
    return MessageDigest.isEqual(header.getBytes(UTF_8), header().getBytes(UTF_8));
  }
}
