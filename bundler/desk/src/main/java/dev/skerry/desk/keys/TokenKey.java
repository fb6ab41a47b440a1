package dev.skerry.desk.keys;

import dev.skerry.format.error.SkerryException;
import dev.skerry.format.sign.PublicKey;
import dev.skerry.format.sign.Scheme;
import dev.skerry.format.sign.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.security.Signature;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.function.Supplier;

/**
 * A private key that stays in its token, used through the JDK's PKCS#11 provider: ECDSA P-256, and
 * RSA-PSS where the token can do that. The provider finds a key by the certificate that lies beside
 * it under the same label.
 */
final class TokenKey implements SigningKey {
  private static final PSSParameterSpec PSS =
      new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);

  private final TokenUri uri;
  private final Provider provider;
  private final PrivateKey key;
  private final PublicKey publicKey;

  private TokenKey(TokenUri uri, Provider provider, PrivateKey key, PublicKey publicKey) {
    this.uri = uri;
    this.provider = provider;
    this.key = key;
    this.publicKey = publicKey;
  }

  /**
   * Opens a key of a token.
   *
   * @throws SkerryException {@link KeyError#TOKEN}, {@link KeyError#PIN}, {@link
   *     KeyError#TOKEN_OBJECT}
   */
  static TokenKey open(TokenUri uri, Supplier<char[]> pin) {
    Provider provider = provider(uri);
    KeyStore store = logIn(uri, provider, pin);
    try {
      Key key = store.getKey(uri.object(), null);
      Certificate certificate = store.getCertificate(uri.object());
      if (!(key instanceof PrivateKey privateKey) || certificate == null) {
        throw new SkerryException(
            KeyError.TOKEN_OBJECT,
            uri.text(),
            "is not there: slot %s has no private key with a certificate of label \"%s\""
                .formatted(uri.slot(), uri.object()));
      }
      byte[] spki = certificate.getPublicKey().getEncoded();
      return new TokenKey(uri, provider, privateKey, publicKey(uri, spki));
    } catch (GeneralSecurityException e) {
      throw failed(KeyError.TOKEN_OBJECT, uri, "cannot be read", e);
    }
  }

  private static PublicKey publicKey(TokenUri uri, byte[] spki) {
    for (Scheme scheme : new Scheme[] {Scheme.ECDSA_P256_SHA256, Scheme.RSA_PSS_3072_SHA256}) {
      if (PublicKey.isKeyOf(scheme, spki)) {
        return PublicKey.of(scheme, spki);
      }
    }
    throw new SkerryException(
        KeyError.TOKEN_OBJECT, uri.text(), "is neither a P-256 key nor RSA of 3,072 bits or more");
  }

  private static Provider provider(TokenUri uri) {
    if (!Files.isRegularFile(uri.module())) {
      throw new SkerryException(
          KeyError.TOKEN, uri.text(), "its module " + uri.module() + " is not there");
    }
    Provider sun = Security.getProvider("SunPKCS11");
    if (sun == null) {
      throw new SkerryException(
          KeyError.TOKEN, uri.text(), "cannot be used: this Java has no PKCS#11 provider");
    }
    try {
      return sun.configure(
          "--name=skerry\nlibrary=%s\nslot=%s\n".formatted(uri.module(), uri.slot()));
    } catch (InvalidParameterException | ProviderException e) {
      throw failed(
          KeyError.TOKEN,
          uri,
          "cannot be reached in slot %s by its module".formatted(uri.slot()),
          e);
    }
  }

  private static KeyStore logIn(TokenUri uri, Provider provider, Supplier<char[]> pin) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS11", provider);
      store.load(null, pin.get());
      return store;
    } catch (IOException e) {
      boolean wrong = e.getCause() instanceof UnrecoverableKeyException;
      throw wrong
          ? failed(KeyError.PIN, uri, "does not open with this PIN", e)
          : failed(KeyError.TOKEN, uri, "does not open", e);
    } catch (GeneralSecurityException e) {
      throw failed(KeyError.TOKEN, uri, "there is no token in slot " + uri.slot(), e);
    }
  }

  @Override
  public PublicKey publicKey() {
    return publicKey;
  }

  /**
   * A signature by the token, judged before it is used.
   *
   * @throws SkerryException {@link KeyError#TOKEN}
   */
  @Override
  public byte[] sign(byte[] message) {
    try {
      Signature signer = signer();
      signer.initSign(key);
      signer.update(message);
      byte[] signature = signer.sign();
      if (!publicKey.verifies(message, signature)) {
        throw new SkerryException(
            KeyError.TOKEN,
            uri.text(),
            "made a signature that its own certificate does not verify");
      }
      return signature;
    } catch (GeneralSecurityException | ProviderException e) {
      throw failed(KeyError.TOKEN, uri, "does not sign", e);
    }
  }

  private Signature signer() throws GeneralSecurityException {
    if (publicKey.scheme() == Scheme.ECDSA_P256_SHA256) {
      return Signature.getInstance("SHA256withECDSA", provider);
    }
    Signature signer = Signature.getInstance("RSASSA-PSS", provider);
    signer.setParameter(PSS);
    return signer;
  }

  private static SkerryException failed(KeyError code, TokenUri uri, String reason, Exception e) {
    String cause = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return new SkerryException(code, uri.text(), reason + ": " + cause, e);
  }
}
