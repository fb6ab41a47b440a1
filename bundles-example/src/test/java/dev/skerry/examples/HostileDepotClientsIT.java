package dev.skerry.examples;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.examples.kit.Daemon;
import dev.skerry.examples.kit.Dist;
import dev.skerry.examples.kit.Run;
import dev.skerry.examples.kit.Site;
import dev.skerry.examples.kit.Tools;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever may push, and clients of TLS, against the packed gateway with its 96 MiB of memory. */
class HostileDepotClientsIT {
  private static final String TYPE = "application/vnd.oci.image.index.v1+json";
  private static final int MANIFEST = 4 << 20;
  private static final int CLIENTS = 60;

  @TempDir private Path work;
  private Site depot;

  @BeforeEach
  void start() {
    depot = Site.depot(work.resolve("depot"));
  }

  @AfterEach
  void stop() {
    depot.close();
  }

  private Socket connect() throws IOException {
    int colon = depot.registry().lastIndexOf(':');
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4_096);
    int port = Integer.parseInt(depot.registry().substring(colon + 1));
    socket.connect(new InetSocketAddress("127.0.0.1", port));
    socket.setSoTimeout(60_000);
    return socket;
  }

  private String put(String tag, String manifest) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(putting(tag, manifest).getBytes(ISO_8859_1));
      return status(socket);
    }
  }

  private static String putting(String tag, String manifest) {
    return "PUT /v2/a/manifests/%s HTTP/1.1\r\nHost: x\r\nContent-Type: %s\r\n".formatted(tag, TYPE)
        + "Content-Length: %d\r\n\r\n%s".formatted(manifest.length(), manifest);
  }

  private static String status(Socket socket) throws IOException {
    byte[] first = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
    return new String(first, ISO_8859_1);
  }

  private static String index(String more) {
    return "{\"schemaVersion\":2,\"manifests\":[]," + more + "}";
  }

  /** Four megabytes of text are some hundred of values. */
  @Test
  void aManifestThatIsLargeInMemoryIsRefused() throws IOException {
    String values = index("\"x\":[" + "{},".repeat(MANIFEST / 3 - 100) + "{}]");
    assertThat(put("v1", values)).isEqualTo("HTTP/1.1 400");
    assertThat(put("v2", index("\"x\":0"))).isEqualTo("HTTP/1.1 201");
  }

  @Test
  void largeManifestsThatManyClientsPushOrDoNotReadFillNoMemory() throws IOException {
    String large = index("\"annotations\":{\"x\":\"" + "y".repeat(MANIFEST - 200) + "\"}");
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < CLIENTS; i++) {
        Socket socket = connect();
        byte[] request = putting("v" + i, large).getBytes(US_ASCII);
        socket.getOutputStream().write(request, 0, request.length - 1);
        sockets.add(socket);
      }
      for (Socket socket : sockets) {
        socket.getOutputStream().write('}');
      }
      for (Socket socket : sockets) {
        assertThat(status(socket)).isEqualTo("HTTP/1.1 201");
        socket.close();
      }
      sockets.clear();
      for (int i = 0; i < CLIENTS; i++) {
        Socket socket = connect();
        String get = "GET /v2/a/manifests/v%d HTTP/1.1\r\nHost: x\r\n\r\n".formatted(i);
        socket.getOutputStream().write(get.getBytes(US_ASCII));
        sockets.add(socket);
      }
      for (Socket socket : sockets) {
        assertThat(status(socket)).isEqualTo("HTTP/1.1 200");
      }
      assertThat(put("last", index("\"x\":0"))).isEqualTo("HTTP/1.1 201");
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  /** Each new handshake costs the gateway more than the client. */
  @Test
  void aClientThatAsksForAHandshakeAnewIsRefused() throws IOException {
    Tools.need("openssl");
    Run.ok(
        work,
        ("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2"
                + " -subj /CN=gateway -keyout key.pem -out cert.pem")
            .split(" "));
    String[] tls = {
      "--tls-cert",
      work.resolve("cert.pem").toString(),
      "--tls-key",
      work.resolve("key.pem").toString()
    };
    depot.close();
    try (Site secure = Site.serve(depot.data(), tls)) {
      String asks = "{ sleep 1; echo R; sleep 2; } | openssl s_client -tls1_2 -connect ";
      Run run = Run.in(work, "sh", "-c", asks + secure.registry() + " 2>&1");
      assertThat(run.out()).contains("RENEGOTIATING").containsAnyOf("no renegotiation", "alert");
    }
  }

  /** The address of a service that has ended is free for programs of other users. */
  @Test
  void theTokenIsShownToNoProgramOfAnotherUser() {
    Tools.needRoot();
    Tools.need("python3");
    depot.close();
    String port = depot.admin().substring(depot.admin().lastIndexOf(':') + 1);
    String program =
        """
        import os, socket, sys
        os.setgid(65534)
        os.setuid(65534)
        listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
        print("ready", flush=True)
        while True:
            caller = listener.accept()[0]
            print(caller.recv(9999), flush=True)
            caller.close()
        """;
    Path log = work.resolve("stranger.log");
    List<String> command = List.of("python3", "-c", program, port);
    try (Daemon stranger = Daemon.start(log, Map.of(), command)) {
      stranger.until(() -> stranger.output().startsWith("ready"));
      Dist.skerryd(work, "status", "--data", depot.data().toString()).exits(0);
      assertThat(stranger.output()).startsWith("ready").doesNotContain("Bearer");
    }
  }
}
