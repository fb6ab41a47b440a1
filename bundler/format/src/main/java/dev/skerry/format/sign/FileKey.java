package dev.skerry.format.sign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.Signer;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;

/** A private key that is held in memory. */
record FileKey(PublicKey publicKey, AsymmetricKeyParameter key, SecureRandom random)
    implements SigningKey {

  @Override
  public byte[] sign(byte[] message) {
    try {
      Signer signer = Verifier.signer(publicKey.scheme());
      signer.init(true, parameters());
      signer.update(message, 0, message.length);
      return signer.generateSignature();
    } catch (CryptoException e) {
      throw new IllegalStateException("a key that was checked does not sign", e);
    }
  }

  /** Signatures are hedged with randomness where the scheme knows any: fault attacks. */
  private CipherParameters parameters() {
    return publicKey.scheme() == Scheme.ED25519 ? key : new ParametersWithRandom(key, random);
  }

  /**
   * PKCS#8 in the spelling that OpenSSL and the JDK read too: Ed25519 without its public half,
   * ML-DSA expanded and without its seed.
   */
  byte[] pkcs8() {
    try {
      return switch (key) {
        case Ed25519PrivateKeyParameters k ->
            new PrivateKeyInfo(
                    new AlgorithmIdentifier(EdECObjectIdentifiers.id_Ed25519),
                    new DEROctetString(k.getEncoded()))
                .getEncoded("DER");
        case MLDSAPrivateKeyParameters k ->
            encoded(k.getParametersWithFormat(MLDSAPrivateKeyParameters.EXPANDED_KEY));
        default -> encoded(key);
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] encoded(AsymmetricKeyParameter key) throws IOException {
    return PrivateKeyInfoFactory.createPrivateKeyInfo(key).getEncoded("DER");
  }
}
