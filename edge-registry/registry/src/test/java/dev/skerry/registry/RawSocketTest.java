package dev.skerry.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.Digest;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What only a bare socket can do: pipelines, aborts, slow reading, bodies that nobody reads. */
class RawSocketTest {
  private static final int SIZE = 32 << 20;
  @TempDir Path folder;
  private Registry registry;
  private byte[] blob;
  private String path;

  @BeforeEach
  void start() {
    registry = new Registry(RegistrySettings.site(), folder);
    blob = new byte[SIZE];
    new Random(7).nextBytes(blob);
    path = "/v2/a/blobs/" + registry.store.blob("a", blob);
    registry.store.manifest("a", Optional.of("v1"), "application/x", new byte[] {'{', '}'});
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrderAndToTheByte() throws Exception {
    List<int[]> ranges = new ArrayList<>();
    StringBuilder requests = new StringBuilder();
    Random random = new Random(3);
    for (int i = 0; i < 60; i++) {
      int from = random.nextInt(SIZE - (1 << 20));
      int length = 1 + random.nextInt(i % 3 == 0 ? 1 << 20 : 200_000);
      ranges.add(new int[] {from, length});
      requests.append(
          request("GET", path, "Range: bytes=%d-%d".formatted(from, from + length - 1)));
      requests.append(request("GET", "/v2/a/manifests/v1"));
    }
    try (Socket socket = connect()) {
      socket.getOutputStream().write(bytes(requests.toString()));
      DataInputStream in = new DataInputStream(socket.getInputStream());
      for (int[] range : ranges) {
        assertThat(Reply.read(in, false).body)
            .isEqualTo(Arrays.copyOfRange(blob, range[0], range[0] + range[1]));
        assertThat(Reply.read(in, false).body).isEqualTo(bytes("{}"));
      }
    }
  }

  @Test
  void headHasNoBodyAndTheConnectionGoesOn() throws Exception {
    try (Socket socket = connect()) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      for (String target : List.of(path, "/v2/a/manifests/v1", "/v2/a/manifests/none", "/v2/")) {
        socket.getOutputStream().write(bytes(request("HEAD", target)));
        Reply head = Reply.read(in, true);
        socket.getOutputStream().write(bytes(request("GET", target)));
        Reply get = Reply.read(in, false);

        assertThat(head.status).isEqualTo(get.status);
        assertThat(head.headers.get("content-length")).isEqualTo("" + get.body.length);
      }
    }
  }

  @Test
  void containerdsAcceptEncodingChangesNothing() throws Exception {
    try (Socket socket = connect()) {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      for (String target : List.of(path, "/v2/a/manifests/v1", "/v2/a/tags/list")) {
        String accept = "Accept-Encoding: zstd;q=1.0, gzip;q=0.8, deflate;q=0.5";
        socket.getOutputStream().write(bytes(request("GET", target, accept)));
        Reply reply = Reply.read(in, false);

        assertThat(reply.headers).doesNotContainKeys("content-encoding", "transfer-encoding");
        assertThat(reply.status).isEqualTo(200);
      }
    }
  }

  @Test
  void abortedDownloadsLeaveNothingBehind() throws Exception {
    long before = openFiles();
    for (int i = 0; i < 50; i++) {
      try (Socket socket = connect()) {
        socket.getOutputStream().write(bytes(request("GET", path)));
        socket.getInputStream().readNBytes(100_000);
      }
    }
    for (int i = 0; i < 100 && openFiles() > before; i++) {
      Thread.sleep(50);
    }
    assertThat(openFiles()).isLessThanOrEqualTo(before);
    assertThat(registry.get(path).body()).isEqualTo(blob);
  }

  /** Sendfile answers 0 when a slow client's buffer is full; asking again at once burns a core. */
  @Test
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void slowReadersCostNoProcessorTime() throws Exception {
    registry.get(path);
    List<Socket> sockets = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Socket socket = new Socket();
      socket.setReceiveBufferSize(64 << 10);
      socket.connect(new InetSocketAddress("127.0.0.1", registry.port()));
      socket.getOutputStream().write(bytes(request("GET", path)));
      sockets.add(socket);
    }
    Thread.sleep(300);
    long cpu = cpuNanos();
    byte[] buffer = new byte[64 << 10];
    for (int i = 0; i < 40; i++) {
      for (Socket socket : sockets) {
        socket.getInputStream().readNBytes(buffer, 0, buffer.length);
      }
      Thread.sleep(50);
    }
    long spent = (cpuNanos() - cpu) / 1_000_000;
    for (Socket socket : sockets) {
      socket.close();
    }
    assertThat(spent).as("ms of processor in 2 s of slow reading").isLessThan(1_000);
  }

  @Test
  void aFileThatEndsTooEarlyClosesTheConnectionInsteadOfLookingWhole() throws Exception {
    byte[] large = new byte[64 << 20];
    Digest digest = registry.store.blob("a", large);
    try (Socket socket = connect()) {
      socket.getOutputStream().write(bytes(request("GET", "/v2/a/blobs/" + digest)));
      InputStream in = socket.getInputStream();
      in.readNBytes(1_000);
      Files.write(registry.store.path(digest), new byte[10]);
      long rest = in.transferTo(java.io.OutputStream.nullOutputStream());
      assertThat(rest).isLessThan(large.length - 1_000);
    }
  }

  @Test
  void aRejectedUploadIsAnsweredAndTheConnectionClosed() throws Exception {
    try (Socket socket = connect()) {
      String smuggled = request("GET", "/v2/a/manifests/v1");
      socket
          .getOutputStream()
          .write(
              bytes(
                  request("PUT", "/v2/a/manifests/v9", "Content-Length: " + smuggled.length())
                      + smuggled));
      DataInputStream in = new DataInputStream(socket.getInputStream());
      Reply reply = Reply.read(in, false);

      assertThat(reply.status).isEqualTo(405);
      assertThat(reply.headers.get("connection")).isEqualTo("close");
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void oneNodeCannotTakeTheGatewayFromOthers() throws Exception {
    RegistrySettings narrow =
        new RegistrySettings(false, folder.resolve("uploads"), 1, 0, d -> Optional.empty());
    try (Registry small = new Registry(narrow, folder.resolve("small"))) {
      String large = "/v2/a/blobs/" + small.store.blob("a", blob);
      try (Socket socket = new Socket("127.0.0.1", small.port())) {
        socket.getOutputStream().write(bytes(request("GET", large)));
        socket.getInputStream().readNBytes(1_000);

        assertThat(small.get("/v2/").statusCode()).isEqualTo(429);
        assertThat(small.get("/v2/").headers().firstValue("Retry-After")).hasValue("1");
      }
      for (int i = 0; i < 100 && small.get("/v2/").statusCode() == 429; i++) {
        Thread.sleep(20);
      }
      assertThat(small.get("/v2/").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aClientThatAsksToCloseIsClosed() throws Exception {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(bytes(request("GET", path, "Connection: close")));
      DataInputStream in = new DataInputStream(socket.getInputStream());

      assertThat(Reply.read(in, false).body).isEqualTo(blob);
      assertThat(in.read()).isEqualTo(-1);
    }
  }

  @Test
  void whatIsNoHttpIsRefusedAsJson() throws Exception {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(bytes("GET /v2/ HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"));
      Reply reply = Reply.read(new DataInputStream(socket.getInputStream()), false);

      assertThat(reply.status).isEqualTo(400);
      assertThat(new String(reply.body, StandardCharsets.UTF_8)).contains("\"errors\":[");
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket("127.0.0.1", registry.port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static String request(String method, String target, String... headers) {
    StringBuilder text = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: t\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    return text.append("\r\n").toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static long openFiles() throws IOException {
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.count();
    }
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** One HTTP answer off the wire. */
  private record Reply(int status, Map<String, String> headers, byte[] body) {
    static Reply read(DataInputStream in, boolean head) throws IOException {
      int status = Integer.parseInt(line(in).split(" ")[1]);
      Map<String, String> headers = new TreeMap<>();
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        int colon = line.indexOf(':');
        headers.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
      byte[] body = new byte[head ? 0 : Integer.parseInt(headers.get("content-length"))];
      in.readFully(body);
      return new Reply(status, headers, body);
    }

    private static String line(InputStream in) throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int c = in.read(); c != '\n' && c >= 0; c = in.read()) {
        line.write(c);
      }
      return line.toString(StandardCharsets.US_ASCII).strip();
    }
  }
}
