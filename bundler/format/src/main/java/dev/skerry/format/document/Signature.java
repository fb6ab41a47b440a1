package dev.skerry.format.document;

import dev.skerry.format.error.FormatError;
import dev.skerry.format.error.SkerryException;
import java.util.regex.Pattern;

/**
 * One signature of an envelope.
 *
 * @param keyid SHA-256 of the key's SPKI DER: 64 lower-case hex digits
 * @param sig the raw signature
 */
public record Signature(String keyid, byte[] sig) {
  private static final Pattern KEYID = Pattern.compile("[0-9a-f]{64}");

  /** Refuses another spelling of the key id and an empty signature. */
  public Signature {
    if (!KEYID.matcher(keyid).matches()) {
      throw new SkerryException(
          FormatError.ENVELOPE_SPELLING,
          keyid.isEmpty() ? "(empty key id)" : keyid,
          "is not a key id: 64 lower-case hex digits");
    }
    if (sig.length == 0) {
      throw new SkerryException(
          FormatError.ENVELOPE_SPELLING, keyid, "stands there with an empty signature");
    }
  }
}
