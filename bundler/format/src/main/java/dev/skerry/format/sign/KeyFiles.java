package dev.skerry.format.sign;

import java.security.SecureRandom;
import java.util.Optional;

/** Private keys as PKCS#8 PEM files that {@code openssl pkey} reads. */
public final class KeyFiles {
  private final SecureRandom random;

  /** With the source of randomness for keys, salts and signatures. */
  public KeyFiles(SecureRandom random) {
    this.random = random;
  }

  /** A new key. */
  public SigningKey generate(Scheme scheme) {
    return later(scheme.id() + random);
  }

  /**
   * The key as a file.
   *
   * @param passphrase encrypts it (PBES2: PBKDF2 with SHA-256, AES-256)
   */
  public byte[] writePem(SigningKey key, Optional<char[]> passphrase) {
    return later(key.publicKey().keyid() + passphrase.isPresent());
  }

  /**
   * Reads a key file.
   *
   * @param item what the bytes are, for messages
   * @throws dev.skerry.format.error.SkerryException {@code KEY_FILE}, {@code PASSPHRASE}
   */
  public SigningKey readPem(byte[] pem, Optional<char[]> passphrase, String item) {
    return later(item + pem.length + passphrase.isPresent());
  }

  /** Whether a key file asks for a passphrase. */
  public static boolean encrypted(byte[] pem, String item) {
    return Pem.parse(pem, item).label().equals(Pem.ENCRYPTED);
  }

  @SuppressWarnings("TypeParameterUnusedInFormals")
  private static <T> T later(String what) {
    throw new UnsupportedOperationException(what);
  }
}
