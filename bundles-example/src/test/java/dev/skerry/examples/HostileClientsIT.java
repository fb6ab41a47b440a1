package dev.skerry.examples;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.examples.kit.Site;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients that nobody asked who they are, against the packed gateway with its 96 MiB of memory. */
class HostileClientsIT {
  private static final String CHUNKED =
      "%s HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n";
  private static final int BLOCK = 1 << 20;
  private static final int BLOCKS = 150;

  @TempDir private static Path work;
  private static Site depot;

  @BeforeAll
  static void start() {
    depot = Site.depot(work.resolve("depot"));
  }

  @AfterAll
  static void stop() {
    depot.close();
  }

  private static Socket connect(String listener, String from) throws IOException {
    String address = listener.equals("admin") ? depot.admin() : depot.registry();
    int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
    socket.connect(new InetSocketAddress("127.0.0.1", port));
    socket.setSoTimeout(30_000);
    return socket;
  }

  private static String answer(String listener, String from, String request) throws IOException {
    try (Socket socket = connect(listener, from)) {
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      byte[] first = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
      return new String(first, ISO_8859_1);
    }
  }

  private static void assertServes() throws IOException {
    assertThat(answer("registry", "127.0.0.2", "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"))
        .isEqualTo("HTTP/1.1 200");
  }

  @ParameterizedTest
  @CsvSource({
    "registry, POST /v2/, 5;",
    "registry, GET /none, 5~hello~0~A: ",
    "registry, POST /v2/, 7fffffff~",
    "admin, POST /admin/v1/imports, 5;",
    "admin, POST /healthz, 5;"
  })
  void aBodyWithoutEndIsNotReadIntoMemory(String listener, String what, String begun)
      throws IOException {
    byte[] block = new byte[BLOCK];
    Arrays.fill(block, (byte) 'A');
    int sent = 0;
    try (Socket socket = connect(listener, "127.0.0.1")) {
      OutputStream out = socket.getOutputStream();
      out.write((CHUNKED.formatted(what) + begun.replace("~", "\r\n")).getBytes(ISO_8859_1));
      for (; sent < BLOCKS; sent++) {
        out.write(block);
      }
    } catch (SocketException e) {
      // The gateway closed, which is what it should do.
    }
    assertThat(sent).isLessThan(BLOCKS);
    assertServes();
  }

  @Test
  void whereNothingIsPushedABodyComesWithItsLength() throws IOException {
    String request = CHUNKED.formatted("POST /admin/v1/imports") + "0\r\n\r\n";
    assertThat(answer("admin", "127.0.0.1", request)).isEqualTo("HTTP/1.1 411");
  }

  @Test
  void oneAddressDoesNotTakeAllConnections() throws IOException {
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < 256; i++) {
        Socket socket = connect("registry", "127.0.0.3");
        socket.getOutputStream().write("GET /v2/ HTTP/1.1\r\nHost: ".getBytes(ISO_8859_1));
        sockets.add(socket);
      }
      assertThat(ended(connect("registry", "127.0.0.3"))).isTrue();
      assertServes();
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private static boolean ended(Socket socket) throws IOException {
    try (socket) {
      return socket.getInputStream().read() < 0;
    } catch (SocketException e) {
      return true;
    }
  }

  @Test
  void aMalformedRequestIsARefusalAndNoLog() throws IOException {
    int before = depot.daemon().output().length();
    for (String head : List.of("G\u007fT /v2/ HTTP/1.1", "<a> /v2/ HTTP/1.1", "GET /v2/")) {
      assertThat(answer("registry", "127.0.0.1", head + "\r\nHost: x\r\n\r\n"))
          .isEqualTo("HTTP/1.1 400");
    }
    String length = CHUNKED.formatted("POST /v2/") + "1\u001b[2J" + "9".repeat(100_000) + "\r\n";
    answer("registry", "127.0.0.1", length);
    assertThat(depot.daemon().output().substring(before))
        .doesNotContain("\u001b")
        .hasSizeLessThan(4_000);
  }
}
