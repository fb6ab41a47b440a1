package dev.skerry.registry;

import dev.skerry.format.Digest;
import dev.skerry.format.error.SkerryException;

/** Digests as clients of the API spell them. */
final class Digests {
  private Digests() {}

  /**
   * Reads {@code sha256:<hex>}.
   *
   * @throws SkerryException {@link RegistryError#DIGEST_INVALID}
   */
  static Digest require(String text) {
    if (!Digest.isDigest(text)) {
      throw new SkerryException(
          RegistryError.DIGEST_INVALID, text.isEmpty() ? "(empty)" : text, "is no sha256 digest");
    }
    return Digest.parse(text);
  }

  /**
   * The same for content that is pushed, where other algorithms are named as such.
   *
   * @throws SkerryException also {@link RegistryError#ALGORITHM}
   */
  static Digest requirePushed(String text) {
    if (text.startsWith("sha512:")) {
      throw new SkerryException(RegistryError.ALGORITHM, text, "is sha512; only sha256 is kept");
    }
    return require(text);
  }
}
