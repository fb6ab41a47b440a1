package dev.skerry.format.testing;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.function.Consumer;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority of tests: its certificate is valid from 2025 to 2035 and its lists from
 * 2026-11-01 to 2026-12-01, unless a test says otherwise.
 */
public final class TestAuthority {
  /** When certificates begin. */
  public static final Instant BEGINS = Instant.parse("2025-01-01T00:00:00Z");

  /** When they end. */
  public static final Instant ENDS = Instant.parse("2035-01-01T00:00:00Z");

  private static final Instant LISTED = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant LISTED_UNTIL = Instant.parse("2026-12-01T00:00:00Z");

  /** What stands before the 32 bytes of a private key in PKCS#8. */
  private static final String ED25519 = "302e020100300506032b657004220420";

  private final String called;
  private final String keys;
  private final X500Name name;
  private final KeyPair pair;
  private final String algorithm;
  private final byte[] certificate;
  private long serial = 100;

  private TestAuthority(String name, String keys, String hash, KeyPair pair) {
    this.called = name;
    this.keys = keys;
    this.name = new X500Name("CN=" + name);
    this.pair = pair;
    this.algorithm =
        switch (keys) {
          case "RSA" -> hash + "withRSA";
          case "EC" -> hash + "withECDSA";
          case "RSASSA-PSS" -> hash + "withRSAandMGF1";
          default -> keys;
        };
    this.certificate =
        issue(pair.getPublic(), name, BEGINS, ENDS, b -> extend(b, new BasicConstraints(true)));
  }

  /**
   * One that signed its own certificate.
   *
   * @param keys {@code Ed25519}, {@code EC}, {@code RSA}, {@code ML-DSA-87} and so on
   */
  public static TestAuthority of(String name, String keys) {
    return of(name, keys, "SHA256");
  }

  /** One that signs over SHA-1, by {@code EC}, {@code RSA} or {@code RSASSA-PSS}. */
  public static TestAuthority weak(String name, String keys) {
    return of(name, keys, "SHA1");
  }

  /** One of the same name and key that signs over SHA-256. */
  public TestAuthority strong() {
    return new TestAuthority(called, keys, "SHA256", pair);
  }

  private static TestAuthority of(String name, String keys, String hash) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(keys.replace("SSA-PSS", ""));
      switch (keys) {
        case "RSA", "RSASSA-PSS" -> generator.initialize(3072);
        case "EC" -> generator.initialize(256);
        default -> {}
      }
      return new TestAuthority(name, keys, hash, generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One whose Ed25519 key, and so all that it issues, is the same in every run. */
  public static TestAuthority fixed(String name, int seed) {
    byte[] spki = TestKeys.fixed("authority " + name, seed).publicKey().spki();
    byte[] pkcs8 = HexFormat.of().parseHex(ED25519 + "%02x".formatted(seed).repeat(32));
    try {
      KeyFactory factory = KeyFactory.getInstance("Ed25519");
      KeyPair pair =
          new KeyPair(
              factory.generatePublic(new X509EncodedKeySpec(spki)),
              factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
      return new TestAuthority(name, "Ed25519", "", pair);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Its own certificate, DER. */
  public byte[] certificate() {
    return certificate.clone();
  }

  /** The key of its certificate, SPKI. */
  public byte[] spki() {
    return pair.getPublic().getEncoded();
  }

  /** A certificate for a key, DER; its serial number is {@link #lastSerial}. */
  public byte[] issue(
      PublicKey key,
      String subject,
      Instant from,
      Instant until,
      Consumer<X509v3CertificateBuilder> more) {
    return issue(key.getEncoded(), subject, from, until, more);
  }

  /** A certificate for an SPKI. */
  public byte[] issue(
      byte[] spki,
      String subject,
      Instant from,
      Instant until,
      Consumer<X509v3CertificateBuilder> more) {
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(
            name,
            BigInteger.valueOf(++serial),
            Date.from(from),
            Date.from(until),
            new X500Name(new X500Principal("CN=" + subject).getName()),
            SubjectPublicKeyInfo.getInstance(spki));
    more.accept(builder);
    try {
      return builder.build(signer(pair.getPrivate())).getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A certificate for an SPKI as most have it. */
  public byte[] issue(byte[] spki, String subject) {
    return issue(spki, subject, BEGINS, ENDS, b -> {});
  }

  /** The serial number of the certificate that was issued last. */
  public BigInteger lastSerial() {
    return BigInteger.valueOf(serial);
  }

  /** A revocation list, DER, signed by this authority. */
  public byte[] list(Consumer<X509v2CRLBuilder> entries) {
    return list(LISTED, LISTED_UNTIL, pair.getPrivate(), entries);
  }

  /** A revocation list of this authority's name that another one signed. */
  public byte[] listSignedBy(TestAuthority other, Consumer<X509v2CRLBuilder> entries) {
    return list(LISTED, LISTED_UNTIL, other.pair.getPrivate(), entries);
  }

  /** A revocation list of another time. */
  public byte[] list(Instant from, Instant until, Consumer<X509v2CRLBuilder> entries) {
    return list(from, until, pair.getPrivate(), entries);
  }

  private byte[] list(
      Instant from, Instant until, PrivateKey key, Consumer<X509v2CRLBuilder> entries) {
    X509v2CRLBuilder builder = new X509v2CRLBuilder(name, Date.from(from));
    builder.setNextUpdate(Date.from(until));
    entries.accept(builder);
    try {
      X509CRLHolder list = builder.build(signer(key));
      return list.getEncoded();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private ContentSigner signer(PrivateKey key) {
    try {
      JcaContentSignerBuilder builder = new JcaContentSignerBuilder(algorithm);
      if (algorithm.endsWith("MGF1")) {
        builder.setProvider(new BouncyCastleProvider());
      }
      return builder.build(key);
    } catch (OperatorCreationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void extend(X509v3CertificateBuilder builder, BasicConstraints constraints) {
    try {
      builder.addExtension(Extension.basicConstraints, true, constraints);
    } catch (CertIOException e) {
      throw new IllegalStateException(e);
    }
  }
}
