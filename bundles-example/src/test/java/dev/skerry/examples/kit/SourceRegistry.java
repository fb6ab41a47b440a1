package dev.skerry.examples.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Debian's docker-registry on a free port of loopback. */
public final class SourceRegistry implements AutoCloseable {
  private final Daemon daemon;
  private final int port;

  private SourceRegistry(Daemon daemon, int port) {
    this.daemon = daemon;
    this.port = port;
  }

  /** Plain HTTP without authentication. */
  public static SourceRegistry plain(Path folder) {
    return start(folder, "", "");
  }

  /**
   * TLS with a certificate of its own and one user.
   *
   * @param folder receives {@code ca.pem}, which signs for 127.0.0.1 and localhost
   */
  public static SourceRegistry guarded(Path folder, String user, String password) {
    Tools.need("openssl", "htpasswd");
    create(folder);
    Run.ok(
        folder,
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
            .concat(" -keyout tls.key -out ca.pem -subj /CN=localhost")
            .concat(" -addext subjectAltName=IP:127.0.0.1,DNS:localhost")
            .split(" "));
    String users = Run.ok(folder, "htpasswd", "-nbB", user, password);
    write(folder.resolve("htpasswd"), users + "\n");
    return start(
        folder,
        "  tls: {certificate: %1$s/ca.pem, key: %1$s/tls.key}\n".formatted(folder),
        "auth:\n  htpasswd: {realm: test, path: %s/htpasswd}\n".formatted(folder));
  }

  private static SourceRegistry start(Path folder, String tls, String auth) {
    Tools.need("docker-registry");
    create(folder);
    int port = Daemon.freePort();
    write(
        folder.resolve("config.yml"),
        """
        version: 0.1
        log: {level: error, accesslog: {disabled: true}}
        storage: {filesystem: {rootdirectory: %s/store}}
        http:
          addr: 127.0.0.1:%d
        %s%s\
        """
            .formatted(folder, port, tls, auth));
    Daemon daemon =
        Daemon.start(
            folder.resolve("log"),
            Map.of("OTEL_TRACES_EXPORTER", "none"),
            List.of("docker-registry", "serve", folder.resolve("config.yml").toString()));
    return new SourceRegistry(daemon.untilListening(port), port);
  }

  /** Host and port. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    daemon.close();
  }

  private static void create(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
