package dev.skerry.gateway.service;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.skerry.format.error.SkerryException;
import dev.skerry.gateway.setup.GatewayError;
import dev.skerry.gateway.setup.PrivateFiles;
import dev.skerry.gateway.setup.Settings.TlsFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * The registry's certificate and its key.
 *
 * @param chain the certificate first
 */
record ServerCertificate(List<X509Certificate> chain, PrivateKey key) {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");

  ServerCertificate {
    chain = List.copyOf(chain);
  }

  /**
   * Reads PEM files.
   *
   * @throws SkerryException {@link GatewayError#TLS}
   */
  static ServerCertificate read(TlsFiles files) {
    byte[] pem = PrivateFiles.require(files.chain());
    String key = new String(PrivateFiles.require(files.key()), ISO_8859_1);
    Matcher block = KEY.matcher(key);
    if (!block.find()) {
      throw refuse(files.key().toString(), "holds no unencrypted PKCS#8 key");
    }
    try {
      List<X509Certificate> chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (chain.isEmpty()) {
        throw refuse(files.chain().toString(), "holds no certificate");
      }
      byte[] der = Base64.getMimeDecoder().decode(block.group(1));
      String algorithm = chain.getFirst().getPublicKey().getAlgorithm();
      return new ServerCertificate(
          chain, KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw refuse(files.chain() + " and " + files.key(), "cannot be used: " + e.getMessage());
    }
  }

  /** For connections to ourselves: accepts this certificate and no other. */
  SSLSocketFactory trustingOnlyThis() throws IOException {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, new char[0]);
      trusted.setCertificateEntry("own", chain.getFirst());
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IOException("no TLS to the own registry: " + e.getMessage(), e);
    }
  }

  private static SkerryException refuse(String item, String reason) {
    return new SkerryException(GatewayError.TLS, item, reason);
  }
}
