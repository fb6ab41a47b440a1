package dev.skerry.gateway.service;

import dev.skerry.format.Reference;
import dev.skerry.gateway.setup.Address;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;

/**
 * This gateway's registry, as seen from itself.
 *
 * @param address where it listens
 * @param tls its certificate, when it has one
 */
record OwnRegistry(Address address, Optional<ServerCertificate> tls) {
  private static final int CONNECT_MILLIS = 5_000;
  private static final int READ_MILLIS = 30_000;

  /** Its address for people. */
  String url() {
    return (tls.isPresent() ? "https://" : "http://") + address;
  }

  /**
   * A request that is not yet sent.
   *
   * @param rest path below the repository
   */
  HttpURLConnection open(Reference reference, String rest) throws IOException {
    boolean any = InetAddress.getByName(address.host()).isAnyLocalAddress();
    String scheme = tls.isPresent() ? "https://" : "http://";
    String host = any ? new Address("127.0.0.1", address.port()).toString() : address.toString();
    String ns = reference.host().map(h -> "?ns=" + h).orElse("");
    URI uri = URI.create(scheme + host + "/v2/" + reference.repository() + "/" + rest + ns);
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(READ_MILLIS);
    connection.setInstanceFollowRedirects(false);
    if (connection instanceof HttpsURLConnection https && tls.isPresent()) {
      https.setSSLSocketFactory(tls.get().trustingOnlyThis());
      https.setHostnameVerifier((name, session) -> true);
    }
    return connection;
  }
}
