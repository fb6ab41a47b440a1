package dev.skerry.format.sign;

import java.util.Optional;

/** Signature schemes of format section 5; the scheme comes from the root, never an envelope. */
public enum Scheme {
  ED25519("ed25519"),
  /** Signatures in strict DER. */
  ECDSA_P256_SHA256("ecdsa-p256-sha256"),
  /** At least 3,072 bits, e = 65537, salt 32, MGF1 with SHA-256. */
  RSA_PSS_3072_SHA256("rsa-pss-3072-sha256"),
  ML_DSA_87("ml-dsa-87"),
  ML_DSA_65("ml-dsa-65");

  private final String id;

  Scheme(String id) {
    this.id = id;
  }

  /** As it stands in documents and on the command line. */
  public String id() {
    return id;
  }

  /** The scheme of this word. */
  public static Optional<Scheme> of(String id) {
    for (Scheme scheme : values()) {
      if (scheme.id.equals(id)) {
        return Optional.of(scheme);
      }
    }
    return Optional.empty();
  }
}
