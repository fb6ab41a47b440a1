package dev.skerry.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.Digest;
import io.helidon.webserver.WebServer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTlsTest {
  @TempDir Path folder;
  private WebServer server;
  private SSLContext client;
  private byte[] blob;
  private Digest digest;

  @BeforeEach
  void start() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    X509Certificate certificate = certificate(pair);
    client = trusting(certificate);
    MemoryStore store = new MemoryStore(folder);
    blob = new byte[3_000_001];
    new Random(5).nextBytes(blob);
    digest = store.blob("a", blob);
    server =
        Registry.serve(
            RegistrySettings.site(),
            store,
            store,
            new PrometheusRegistry(),
            () -> Instant.EPOCH,
            Optional.of(RegistryTls.of(List.of(certificate), pair.getPrivate())));
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void blobsAndRangesComeWholeUnderTls() throws Exception {
    try (SSLSocket socket = connect()) {
      for (int from : new int[] {0, 1, 2_000_000, 3_000_000}) {
        String request =
            "GET /v2/a/blobs/%s HTTP/1.1\r\nHost: t\r\nRange: bytes=%d-\r\n\r\n"
                .formatted(digest, from);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        String head = head(socket);

        assertThat(head).startsWith("HTTP/1.1 206");
        assertThat(socket.getInputStream().readNBytes(blob.length - from))
            .isEqualTo(Arrays.copyOfRange(blob, from, blob.length));
      }
    }
  }

  @Test
  void theServerPrefersAesWith128BitsWhateverTheClientLikes() throws Exception {
    try (SSLSocket socket = connect()) {
      socket.setEnabledCipherSuites(
          new String[] {"TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256"});
      socket.startHandshake();

      assertThat(socket.getSession().getCipherSuite()).isEqualTo("TLS_AES_128_GCM_SHA256");
    }
    try (SSLSocket socket = connect()) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.startHandshake();

      assertThat(socket.getSession().getCipherSuite())
          .isEqualTo("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
    }
  }

  @Test
  void weakerSuitesAreRefused() throws Exception {
    try (SSLSocket socket = connect()) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      socket.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"});

      assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
    }
  }

  private SSLSocket connect() throws IOException {
    return (SSLSocket) client.getSocketFactory().createSocket("127.0.0.1", server.port());
  }

  private static String head(SSLSocket socket) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) socket.getInputStream().read());
    }
    return head.toString();
  }

  private static X509Certificate certificate(KeyPair pair) throws Exception {
    X500Principal name = new X500Principal("CN=gateway");
    Date from = Date.from(Instant.parse("2020-01-01T00:00:00Z"));
    Date to = Date.from(Instant.parse("2099-01-01T00:00:00Z"));
    var builder =
        new JcaX509v3CertificateBuilder(name, BigInteger.ONE, from, to, name, pair.getPublic());
    var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate());
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }

  private static SSLContext trusting(X509Certificate certificate) throws Exception {
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, new char[0]);
    trust.setCertificateEntry("gateway", certificate);
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trust);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }
}
