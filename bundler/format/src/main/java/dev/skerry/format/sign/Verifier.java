package dev.skerry.format.sign;

import java.io.IOException;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.engines.RSABlindedEngine;
import org.bouncycastle.crypto.signers.DSADigestSigner;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.signers.MLDSASigner;
import org.bouncycastle.crypto.signers.PSSSigner;

/** Verifies signatures with Bouncy Castle's own classes, without a JCA provider. */
final class Verifier {
  private static final int SALT = 32;

  private Verifier() {}

  /** Whether it is a valid signature; Bouncy Castle throws unchecked at some malformed ones. */
  static boolean verifies(PublicKey key, byte[] message, byte[] sig) {
    try {
      Signer signer = signer(key.scheme());
      signer.init(false, Spki.key(key.spki()));
      signer.update(message, 0, message.length);
      return signer.verifySignature(sig);
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  /** Bouncy Castle's implementation of a scheme. */
  static Signer signer(Scheme scheme) {
    return switch (scheme) {
      case ED25519 -> new Ed25519Signer();
      case ECDSA_P256_SHA256 -> new DSADigestSigner(new ECDSASigner(), new SHA256Digest());
      case RSA_PSS_3072_SHA256 ->
          new PSSSigner(new RSABlindedEngine(), new SHA256Digest(), new SHA256Digest(), SALT);
      case ML_DSA_87, ML_DSA_65 -> new MLDSASigner();
    };
  }
}
