package dev.skerry.gateway.service;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.gateway.setup.DataFolder;
import dev.skerry.gateway.setup.Initialise;
import dev.skerry.gateway.setup.Setting;
import dev.skerry.gateway.setup.Settings;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.time.InstantSource;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --tls-cert} with a certificate that keytool makes, and a client that checks it. */
class TlsServiceTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private Path folder;

  @Test
  void nodesThatTrustTheCertificatePullByHttps() throws Exception {
    Certificate certificate = certificate("IP:127.0.0.1");
    try (Gateway gateway = serve();
        HttpClient node = trusting(certificate)) {
      assertThat(gateway.registry()).startsWith("https://127.0.0.1:");
      assertThat(gateway.exposed()).isFalse();
      assertThat(get(node, gateway.registry() + "/v2/").statusCode()).isEqualTo(200);
      HttpResponse<String> ready = get(node, gateway.registry() + "/readyz");
      assertThat(ready.statusCode()).isEqualTo(200);
      assertThat(ready.sslSession().orElseThrow().getProtocol()).startsWith("TLSv1.");
      assertThat(get(node, gateway.admin() + "/healthz").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aNodeThatDoesNotTrustItOrAskedForAnotherNameIsToldSo() throws Exception {
    Certificate certificate = certificate("DNS:gateway.example");
    try (Gateway gateway = serve();
        HttpClient stranger = HttpClient.newHttpClient();
        HttpClient node = trusting(certificate)) {
      String url = gateway.registry() + "/v2/";
      assertThatThrownBy(() -> get(stranger, url)).isInstanceOf(SSLHandshakeException.class);
      assertThatThrownBy(() -> get(node, url)).isInstanceOf(SSLHandshakeException.class);
    }
  }

  private Gateway serve() {
    DataFolder data = new DataFolder(folder.resolve("data"));
    new Initialise(data, new SecureRandom(), InstantSource.system()).depot();
    Map<Setting, String> options = new EnumMap<>(DepotTest.FREE_PORTS);
    options.put(Setting.TLS_CERT, folder.resolve("cert.pem").toString());
    options.put(Setting.TLS_KEY, folder.resolve("key.pem").toString());
    return Gateway.serve(data, Settings.of(data, options, Map.of()), InstantSource.system());
  }

  private Certificate certificate(String name) throws Exception {
    Path store = folder.resolve("made.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "gateway",
                "-keyalg",
                "EC",
                "-dname",
                "CN=gateway",
                "-ext",
                "SAN=" + name,
                "-storepass",
                "changeit",
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(keytool.waitFor()).as("keytool").isZero();
    KeyStore made = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      made.load(in, PASSWORD);
    }
    Certificate certificate = made.getCertificate("gateway");
    Files.writeString(folder.resolve("cert.pem"), pem("CERTIFICATE", certificate.getEncoded()));
    byte[] key = made.getKey("gateway", PASSWORD).getEncoded();
    Files.writeString(folder.resolve("key.pem"), pem("PRIVATE KEY", key));
    return certificate;
  }

  private static String pem(String label, byte[] der) {
    String body = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der);
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(label, body, label);
  }

  private static HttpClient trusting(Certificate certificate) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, PASSWORD);
    trusted.setCertificateEntry("gateway", certificate);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).build();
  }

  private static HttpResponse<String> get(HttpClient client, String url) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
