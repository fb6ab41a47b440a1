package dev.skerry.format.sign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Optional;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.crypto.AsymmetricCipherKeyPairGenerator;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.generators.MLDSAKeyPairGenerator;
import org.bouncycastle.crypto.generators.RSAKeyPairGenerator;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.MLDSAKeyGenerationParameters;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyGenerationParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.RSAPrivateCrtKeyParameters;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** Makes private keys, and finds the public half of one that was read. */
final class KeyPairs {
  private static final int RSA_BITS = 3072;
  private static final int RSA_CERTAINTY = 128;

  private KeyPairs() {}

  static AsymmetricKeyParameter generate(Scheme scheme, SecureRandom random) {
    return generator(scheme, random).generateKeyPair().getPrivate();
  }

  private static AsymmetricCipherKeyPairGenerator generator(Scheme scheme, SecureRandom random) {
    return switch (scheme) {
      case ED25519 -> {
        var generator = new Ed25519KeyPairGenerator();
        generator.init(new Ed25519KeyGenerationParameters(random));
        yield generator;
      }
      case ECDSA_P256_SHA256 -> {
        var curve = SECObjectIdentifiers.secp256r1;
        var domain = new ECNamedDomainParameters(curve, CustomNamedCurves.getByOID(curve));
        var generator = new ECKeyPairGenerator();
        generator.init(new ECKeyGenerationParameters(domain, random));
        yield generator;
      }
      case RSA_PSS_3072_SHA256 -> {
        BigInteger e = BigInteger.valueOf(65_537);
        var generator = new RSAKeyPairGenerator();
        generator.init(new RSAKeyGenerationParameters(e, random, RSA_BITS, RSA_CERTAINTY));
        yield generator;
      }
      case ML_DSA_87 -> mlDsa(MLDSAParameters.ml_dsa_87, random);
      case ML_DSA_65 -> mlDsa(MLDSAParameters.ml_dsa_65, random);
    };
  }

  private static AsymmetricCipherKeyPairGenerator mlDsa(
      MLDSAParameters parameters, SecureRandom random) {
    var generator = new MLDSAKeyPairGenerator();
    generator.init(new MLDSAKeyGenerationParameters(random, parameters));
    return generator;
  }

  /** The public half; empty when the key is for no scheme that is known. */
  static Optional<PublicKey> publicKey(AsymmetricKeyParameter key) {
    return publicHalf(key)
        .map(KeyPairs::spki)
        .flatMap(spki -> Spki.scheme(spki).map(scheme -> new PublicKey(scheme, spki)));
  }

  private static Optional<AsymmetricKeyParameter> publicHalf(AsymmetricKeyParameter key) {
    return switch (key) {
      case Ed25519PrivateKeyParameters k -> Optional.of(k.generatePublicKey());
      case MLDSAPrivateKeyParameters k -> Optional.of(k.getPublicKeyParameters());
      case RSAPrivateCrtKeyParameters k ->
          Optional.of(new RSAKeyParameters(false, k.getModulus(), k.getPublicExponent()));
      case ECPrivateKeyParameters k ->
          Optional.of(
              new ECPublicKeyParameters(
                  new FixedPointCombMultiplier().multiply(k.getParameters().getG(), k.getD()),
                  k.getParameters()));
      default -> Optional.empty();
    };
  }

  private static byte[] spki(AsymmetricKeyParameter key) {
    try {
      return SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(key).getEncoded("DER");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
