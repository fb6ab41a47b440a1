package dev.skerry.registry;

import io.helidon.common.tls.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyManagementException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/**
 * TLS for nodes: 1.3 and 1.2, AES-GCM with 128 bits first. Helidon 4.5.0 forgets its own TLS
 * parameters on the plain sockets that sendfile needs, so the context itself sets them on every
 * socket that it makes.
 */
public final class RegistryTls {
  private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");
  private static final List<String> SUITES =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");

  private RegistryTls() {}

  /**
   * TLS with a server certificate.
   *
   * @param chain the server's certificate first
   * @throws IllegalArgumentException when key and chain do not go together
   */
  public static Tls of(List<X509Certificate> chain, PrivateKey key) {
    try {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(null, new char[0]);
      keys.setKeyEntry("server", key, new char[0], chain.toArray(X509Certificate[]::new));
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return Tls.builder().sslContext(new Fixed(context)).build();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("no TLS with this key and chain: " + e.getMessage(), e);
    }
  }

  private static SSLParameters parameters() {
    SSLParameters parameters =
        new SSLParameters(SUITES.toArray(String[]::new), PROTOCOLS.toArray(String[]::new));
    parameters.setUseCipherSuitesOrder(true);
    return parameters;
  }

  private static final class Fixed extends SSLContext {
    Fixed(SSLContext context) {
      super(new Spi(context), context.getProvider(), context.getProtocol());
    }
  }

  private static final class Spi extends SSLContextSpi {
    private final SSLContext context;

    Spi(SSLContext context) {
      this.context = context;
    }

    @Override
    protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
        throws KeyManagementException {
      throw new KeyManagementException("initialised already");
    }

    @Override
    protected SSLSocketFactory engineGetSocketFactory() {
      return new Sockets(context.getSocketFactory());
    }

    @Override
    protected SSLServerSocketFactory engineGetServerSocketFactory() {
      return context.getServerSocketFactory();
    }

    @Override
    protected SSLEngine engineCreateSSLEngine() {
      SSLEngine engine = context.createSSLEngine();
      engine.setSSLParameters(parameters());
      return engine;
    }

    @Override
    protected SSLEngine engineCreateSSLEngine(String host, int port) {
      SSLEngine engine = context.createSSLEngine(host, port);
      engine.setSSLParameters(parameters());
      return engine;
    }

    @Override
    protected SSLSessionContext engineGetServerSessionContext() {
      return context.getServerSessionContext();
    }

    @Override
    protected SSLSessionContext engineGetClientSessionContext() {
      return context.getClientSessionContext();
    }

    @Override
    protected SSLParameters engineGetDefaultSSLParameters() {
      return parameters();
    }

    @Override
    protected SSLParameters engineGetSupportedSSLParameters() {
      return parameters();
    }
  }

  /** Only server sockets over accepted ones are ever made. */
  private static final class Sockets extends SSLSocketFactory {
    private final SSLSocketFactory factory;

    Sockets(SSLSocketFactory factory) {
      this.factory = factory;
    }

    @Override
    public Socket createSocket(Socket accepted, InputStream consumed, boolean autoClose)
        throws IOException {
      SSLSocket socket = (SSLSocket) factory.createSocket(accepted, consumed, autoClose);
      socket.setSSLParameters(parameters());
      return socket;
    }

    @Override
    public String[] getDefaultCipherSuites() {
      return SUITES.toArray(String[]::new);
    }

    @Override
    public String[] getSupportedCipherSuites() {
      return SUITES.toArray(String[]::new);
    }

    @Override
    public Socket createSocket(Socket socket, String host, int port, boolean autoClose) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
      throw new UnsupportedOperationException();
    }
  }
}
