package dev.skerry.format.sign;

import dev.skerry.format.error.FormatError;
import dev.skerry.format.error.SkerryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.Optional;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.ScryptConfig;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.OutputEncryptor;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfoBuilder;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;

/** Private keys as PKCS#8 PEM files that {@code openssl pkey} reads. */
public final class KeyFiles {
  /** 16 MiB for each guess: openssl refuses to spend more than 32. */
  private static final int SCRYPT_COST = 1 << 14;

  private static final int SCRYPT_BLOCK = 8;

  /** What OWASP recommends beside that cost. */
  private static final int SCRYPT_PARALLEL = 5;

  private static final int SALT_BYTES = 16;

  private final SecureRandom random;

  /** With the source of randomness for keys, salts and signatures. */
  public KeyFiles(SecureRandom random) {
    this.random = random;
  }

  /** A new key. */
  public SigningKey generate(Scheme scheme) {
    return held(KeyPairs.generate(scheme, random))
        .orElseThrow(() -> new IllegalStateException("no key made for " + scheme.id()));
  }

  /**
   * The key as a file.
   *
   * @param key one that this class made or read
   * @param passphrase encrypts it (PBES2: scrypt, RFC 7914, and AES-256 in CBC)
   * @throws SkerryException {@link FormatError#KEY_FILE} when the key is held elsewhere
   */
  public byte[] writePem(SigningKey key, Optional<char[]> passphrase) {
    if (!(key instanceof FileKey file)) {
      throw new SkerryException(
          FormatError.KEY_FILE, key.publicKey().keyid(), "is held where it cannot be copied from");
    }
    return passphrase
        .map(word -> new Pem(Pem.ENCRYPTED, encrypt(file.pkcs8(), word)))
        .orElseGet(() -> new Pem(Pem.PRIVATE, file.pkcs8()))
        .bytes();
  }

  /**
   * Reads a key file.
   *
   * @param item what the bytes are, for messages
   * @throws SkerryException {@link FormatError#KEY_FILE}, {@link FormatError#PASSPHRASE}
   */
  public SigningKey readPem(byte[] pem, Optional<char[]> passphrase, String item) {
    Pem block = Pem.parse(pem, item);
    byte[] der =
        block.label().equals(Pem.ENCRYPTED)
            ? decrypt(block.der(), passphrase, item)
            : block.require(Pem.PRIVATE, item);
    try {
      return held(PrivateKeyFactory.createKey(der)).orElseThrow(() -> unknown(item));
    } catch (IOException | IllegalArgumentException | IllegalStateException e) {
      throw unknown(item);
    }
  }

  /**
   * Whether a key file asks for a passphrase.
   *
   * @param item what the bytes are, for messages
   */
  public static boolean encrypted(byte[] pem, String item) {
    return Pem.parse(pem, item).label().equals(Pem.ENCRYPTED);
  }

  private Optional<SigningKey> held(AsymmetricKeyParameter key) {
    return KeyPairs.publicKey(key).map(half -> new FileKey(half, key, random));
  }

  private byte[] encrypt(byte[] pkcs8, char[] passphrase) {
    try {
      OutputEncryptor encryptor =
          new JcePKCSPBEOutputEncryptorBuilder(
                  new ScryptConfig.Builder(SCRYPT_COST, SCRYPT_BLOCK, SCRYPT_PARALLEL)
                      .withSaltLength(SALT_BYTES)
                      .build(),
                  NISTObjectIdentifiers.id_aes256_CBC)
              .setProvider(Provider.BC)
              .setRandom(random)
              .build(passphrase);
      return new PKCS8EncryptedPrivateKeyInfoBuilder(PrivateKeyInfo.getInstance(pkcs8))
          .build(encryptor)
          .getEncoded();
    } catch (OperatorCreationException e) {
      throw new IllegalStateException("Bouncy Castle has PBES2", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] decrypt(byte[] der, Optional<char[]> passphrase, String item) {
    char[] word =
        passphrase.orElseThrow(
            () -> new SkerryException(FormatError.PASSPHRASE, item, "is encrypted"));
    try {
      return new PKCS8EncryptedPrivateKeyInfo(der)
          .decryptPrivateKeyInfo(
              new JcePKCSPBEInputDecryptorProviderBuilder().setProvider(Provider.BC).build(word))
          .getEncoded("DER");
    } catch (PKCSException | IOException | IllegalArgumentException | IllegalStateException e) {
      throw new SkerryException(
          FormatError.PASSPHRASE, item, "does not open with this passphrase", e);
    }
  }

  private static SkerryException unknown(String item) {
    return new SkerryException(
        FormatError.KEY_FILE, item, "holds a private key of no scheme known here");
  }

  /** Made when first needed, never registered: the JDK's own providers stay as they are. */
  private static final class Provider {
    static final BouncyCastleProvider BC = new BouncyCastleProvider();
  }
}
