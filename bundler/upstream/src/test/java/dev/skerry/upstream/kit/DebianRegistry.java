package dev.skerry.upstream.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Debian's docker-registry on loopback: plain, or with TLS and a password file. */
public final class DebianRegistry implements AutoCloseable {
  private final Process process;
  private final int port;
  private final Path folder;

  private DebianRegistry(Path folder, String httpAndAuth) throws IOException, InterruptedException {
    this.folder = folder;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path config =
        Files.writeString(
            folder.resolve("config.yml"),
            """
            version: 0.1
            log: {level: error}
            storage: {filesystem: {rootdirectory: %s}}
            http:
              addr: 127.0.0.1:%d
            %s
            """
                .formatted(folder.resolve("data"), port, httpAndAuth));
    process =
        new ProcessBuilder("docker-registry", "serve", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    waitForPort();
  }

  public static DebianRegistry plain(Path folder) throws Exception {
    return new DebianRegistry(Files.createDirectories(folder), "");
  }

  /** With a certificate of its own CA, {@link #ca}, and the login {@code ann:secret}. */
  public static DebianRegistry tls(Path folder) throws Exception {
    Files.createDirectories(folder);
    Programs.run(
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=localhost",
        "-addext",
        "subjectAltName=IP:127.0.0.1",
        "-keyout",
        folder.resolve("key.pem").toString(),
        "-out",
        folder.resolve("ca.pem").toString());
    Files.writeString(
        folder.resolve("htpasswd"), Programs.run("htpasswd", "-Bbn", "ann", "secret").strip());
    return new DebianRegistry(
        folder,
        """
          tls: {certificate: %1$s/ca.pem, key: %1$s/key.pem}
        auth: {htpasswd: {realm: here, path: %1$s/htpasswd}}\
        """
            .formatted(folder));
  }

  public Path ca() {
    return folder.resolve("ca.pem");
  }

  public String host() {
    return "127.0.0.1:" + port;
  }

  private void waitForPort() throws IOException, InterruptedException {
    for (int i = 0; i < 200; i++) {
      try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException e) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
    throw new IOException(
        "docker-registry does not listen: " + Files.readString(folder.resolve("log")));
  }

  /** Puts a manifest byte for byte, which skopeo does not do with an index of artifacts. */
  public void put(String repository, String tag, String mediaType, byte[] bytes) throws Exception {
    URI uri = URI.create("http://" + host() + "/v2/" + repository + "/manifests/" + tag);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", mediaType)
            .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(201);
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
