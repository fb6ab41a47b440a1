package dev.skerry.format.certificate;

import dev.skerry.format.Digest;
import dev.skerry.format.error.FormatError;
import dev.skerry.format.error.OneLine;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.sign.Pem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads X.509 certificates, DER to the letter. */
public final class Certificates {
  static final String LABEL = "CERTIFICATE";

  /** More than any real chain has. */
  static final int MOST = 8;

  /** Bytes of a file with a chain. */
  public static final int FILE = 256 * 1024;

  private static final Set<String> BROKEN_HASHES = Set.of("MD2", "MD4", "MD5", "SHA", "SHA1");
  private static final String PSS = "RSASSA-PSS";

  private Certificates() {}

  /**
   * The chain of a PEM file as DER, leaf first; whether it holds together is not looked at.
   *
   * @param item what the bytes are, for messages
   * @throws SkerryException {@link FormatError#CERTIFICATE_FILE}
   */
  public static List<byte[]> fromPem(byte[] file, String item) {
    if (file.length > FILE) {
      throw refuse(item, "has %d bytes, too many for a chain".formatted(file.length));
    }
    List<byte[]> chain = Pem.all(file, LABEL, item, FormatError.CERTIFICATE_FILE);
    if (chain.isEmpty() || chain.size() > MOST) {
      throw refuse(
          item, "holds %d certificates; a chain has 1 to %d".formatted(chain.size(), MOST));
    }
    for (byte[] der : chain) {
      try {
        parse(der);
      } catch (CertificateException e) {
        throw refuse(item, "holds a certificate that cannot be read");
      }
    }
    return chain;
  }

  /** The id of the key that a certificate is of. */
  public static String keyid(byte[] der) {
    try {
      return Digest.of(parse(der).getPublicKey().getEncoded()).hex();
    } catch (CertificateException e) {
      throw refuse("certificate", "cannot be read");
    }
  }

  /** One certificate, the bytes being its only spelling. */
  static X509Certificate parse(byte[] der) throws CertificateException {
    try {
      var read = factory().generateCertificate(new ByteArrayInputStream(der));
      if (read instanceof X509Certificate certificate
          && Arrays.equals(certificate.getEncoded(), der)) {
        return certificate;
      }
    } catch (RuntimeException e) {
      throw new CertificateException(e);
    }
    throw new CertificateException("no X.509 certificate alone");
  }

  static CertificateFactory factory() throws CertificateException {
    return CertificateFactory.getInstance("X.509");
  }

  /** Whether a certificate is signed over a hash with which others have been forged. */
  static boolean forgeable(X509Certificate certificate) {
    return forgeable(certificate.getSigAlgName(), certificate.getSigAlgParams());
  }

  /** The same of a revocation list. */
  static boolean forgeable(X509CRL list) {
    return forgeable(list.getSigAlgName(), list.getSigAlgParams());
  }

  /**
   * PSS has its hash in its parameters, SHA-1 where they say nothing; other names begin with it.
   */
  private static boolean forgeable(String algorithm, byte @Nullable [] parameters) {
    if (!algorithm.equalsIgnoreCase(PSS)) {
      return broken(algorithm.replaceFirst("(?i)with.*", ""));
    }
    try {
      AlgorithmParameters read = AlgorithmParameters.getInstance(PSS);
      read.init(parameters);
      return broken(read.getParameterSpec(PSSParameterSpec.class).getDigestAlgorithm());
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      return true;
    }
  }

  private static boolean broken(String hash) {
    return BROKEN_HASHES.contains(hash.toUpperCase(Locale.ROOT).replace("-", ""));
  }

  /** A name on one line, however it was spelled. */
  static String oneLine(String name) {
    return OneLine.of(name, 256);
  }

  private static SkerryException refuse(String item, String reason) {
    return new SkerryException(FormatError.CERTIFICATE_FILE, item, reason);
  }
}
