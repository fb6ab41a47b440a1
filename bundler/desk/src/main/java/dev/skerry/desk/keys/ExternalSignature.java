package dev.skerry.desk.keys;

import dev.skerry.desk.LocalFiles;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.sign.PublicKey;
import dev.skerry.format.sign.SigningKey;
import java.nio.file.Path;

/**
 * A signature that was made elsewhere: by a token, a service or another program, over the bytes
 * that {@code --pae} writes. It stands where a private key would, and is judged before it is added.
 */
public final class ExternalSignature implements SigningKey {
  private static final int LIMIT = 64 * 1024;

  private final Path file;
  private final byte[] signature;
  private final PublicKey key;

  private ExternalSignature(Path file, byte[] signature, PublicKey key) {
    this.file = file;
    this.signature = signature;
    this.key = key;
  }

  /**
   * Reads one.
   *
   * @param file the raw signature: Ed25519 as RFC 8032, ECDSA as DER, RSA-PSS and ML-DSA as they
   *     are
   * @param key PEM file of the public key
   */
  public static ExternalSignature read(Path file, Path key) {
    return new ExternalSignature(file, LocalFiles.read(file, LIMIT), KeyFolder.readPublic(key));
  }

  @Override
  public PublicKey publicKey() {
    return key;
  }

  /**
   * The signature, which has to be over this message.
   *
   * @throws SkerryException {@link KeyError#SIGNATURE}
   */
  @Override
  public byte[] sign(byte[] message) {
    if (!key.verifies(message, signature)) {
      throw new SkerryException(
          KeyError.SIGNATURE,
          file.toString(),
          "is no signature of scheme %s by key %s over what is signed here"
              .formatted(key.scheme().id(), key.keyid()));
    }
    return signature.clone();
  }
}
