package dev.skerry.format.sign;

import dev.skerry.format.Digest;
import dev.skerry.format.error.FormatError;
import dev.skerry.format.error.SkerryException;

/**
 * A public key and the scheme that it is used with.
 *
 * @param spki SubjectPublicKeyInfo in the one DER spelling of its scheme
 */
public record PublicKey(Scheme scheme, byte[] spki) {

  /** Refuses a key that does not fit the scheme. */
  public PublicKey {
    if (!isKeyOf(scheme, spki)) {
      throw new SkerryException(
          FormatError.KEY_FILE, Digest.of(spki).hex(), "is not a key for " + scheme.id());
    }
  }

  /** The key of this scheme with this SPKI. */
  public static PublicKey of(Scheme scheme, byte[] spki) {
    return new PublicKey(scheme, spki);
  }

  /** Whether the bytes are a key that this scheme allows, in the one spelling of format 5. */
  public static boolean isKeyOf(Scheme scheme, byte[] spki) {
    return Spki.scheme(spki).filter(scheme::equals).isPresent();
  }

  /**
   * Reads a public key as PEM.
   *
   * @param item what the bytes are, for messages
   * @throws SkerryException {@link FormatError#KEY_FILE} when it is none of a known scheme
   */
  public static PublicKey fromPem(byte[] pem, String item) {
    byte[] spki = Pem.parse(pem, item).require(Pem.PUBLIC, item);
    return Spki.scheme(spki)
        .map(scheme -> new PublicKey(scheme, spki))
        .orElseThrow(() ->
            new SkerryException(
                FormatError.KEY_FILE, item, "holds a public key of no scheme known here"));
  }

  /** SHA-256 of the SPKI in hex: how documents name this key. */
  public String keyid() {
    return Digest.of(spki).hex();
  }

  /** The key as a PEM file. */
  public byte[] pem() {
    return new Pem(Pem.PUBLIC, spki).bytes();
  }

  /** Whether a signature over the message is valid; anything malformed is simply not. */
  public boolean verifies(byte[] message, byte[] sig) {
    return Verifier.verifies(this, message, sig);
  }
}
