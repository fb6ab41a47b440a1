package dev.skerry.format.sign;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/**
 * Reads public keys. Only the spelling that Bouncy Castle would write itself is taken: a key has
 * one key id, whoever spells it.
 */
final class Spki {
  private static final int RSA_BITS = 3072;
  private static final int RSA_BITS_MOST = 16_384;
  private static final BigInteger F4 = BigInteger.valueOf(65_537);

  private Spki() {}

  /** The parsed key. */
  static AsymmetricKeyParameter key(byte[] spki) throws IOException {
    return PublicKeyFactory.createKey(spki);
  }

  /** The scheme that a key is for; empty for anything else. */
  static Optional<Scheme> scheme(byte[] spki) {
    try {
      AsymmetricKeyParameter key = key(spki);
      return canonical(key, spki) ? schemeOf(key) : Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static boolean canonical(AsymmetricKeyParameter key, byte[] spki) throws IOException {
    return Arrays.equals(
        SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(key).getEncoded("DER"), spki);
  }

  private static Optional<Scheme> schemeOf(AsymmetricKeyParameter key) {
    return switch (key) {
      case Ed25519PublicKeyParameters k -> Optional.of(Scheme.ED25519);
      case ECPublicKeyParameters k -> isP256(k) ? some(Scheme.ECDSA_P256_SHA256) : none();
      case RSAKeyParameters k -> isSound(k) ? some(Scheme.RSA_PSS_3072_SHA256) : none();
      case MLDSAPublicKeyParameters k -> mlDsa(k.getParameters());
      default -> none();
    };
  }

  private static Optional<Scheme> mlDsa(MLDSAParameters parameters) {
    if (parameters.equals(MLDSAParameters.ml_dsa_87)) {
      return some(Scheme.ML_DSA_87);
    }
    return parameters.equals(MLDSAParameters.ml_dsa_65) ? some(Scheme.ML_DSA_65) : none();
  }

  private static boolean isP256(ECPublicKeyParameters key) {
    return key.getParameters() instanceof ECNamedDomainParameters named
        && named.getName().equals(SECObjectIdentifiers.secp256r1);
  }

  private static boolean isSound(RSAKeyParameters key) {
    int bits = key.getModulus().bitLength();
    return bits >= RSA_BITS && bits <= RSA_BITS_MOST && key.getExponent().equals(F4);
  }

  private static Optional<Scheme> some(Scheme scheme) {
    return Optional.of(scheme);
  }

  private static Optional<Scheme> none() {
    return Optional.empty();
  }
}
