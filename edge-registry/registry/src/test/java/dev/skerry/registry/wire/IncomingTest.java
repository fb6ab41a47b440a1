package dev.skerry.registry.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.RequestException;
import io.helidon.webserver.CloseConnectionException;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IncomingTest {
  private static final String GET = "GET /v2/ HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final String CHUNKED =
      "PATCH /v2/a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";

  private SocketChannel channel;
  private int asked;

  @BeforeEach
  void open() throws IOException {
    channel = SocketChannel.open();
  }

  @AfterEach
  void close() throws IOException {
    channel.close();
  }

  private Incoming incoming(boolean chunks, Supplier<byte[]> source) {
    return new Incoming(DataReader.create(source), new Connection(channel, "a"), chunks);
  }

  /** What arrives in pieces of a length, then the end. */
  private Supplier<byte[]> pieces(String sent, int length) {
    byte[] bytes = sent.getBytes(ISO_8859_1);
    return () -> {
      int from = Math.min(asked * length, bytes.length);
      asked++;
      return from == bytes.length
          ? null
          : Arrays.copyOfRange(bytes, from, Math.min(from + length, bytes.length));
    };
  }

  private List<String> all(Incoming incoming) {
    List<String> pieces = new ArrayList<>();
    for (byte[] piece = incoming.get(); piece != null; piece = incoming.get()) {
      pieces.add(new String(piece, ISO_8859_1));
    }
    return pieces;
  }

  private int status(boolean chunks, String sent) {
    asked = 0;
    try {
      return all(incoming(chunks, pieces(sent, 7))).isEmpty() ? 0 : 200;
    } catch (RequestException e) {
      return e.status().code();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1_000})
  void headsAreHandedOnWholeHoweverTheyArrive(int length) {
    String post = "POST /v2/ HTTP/1.1\r\nContent-Length: 5\r\n\r\n";
    List<String> pieces = all(incoming(false, pieces(GET + post + "hello" + GET, length)));

    assertThat(pieces).startsWith(GET, post).endsWith(GET);
    assertThat(String.join("", pieces)).isEqualTo(GET + post + "hello" + GET);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 1_000})
  void bodiesInChunksComeInChunksOfOurOwn(int length) {
    String sent = CHUNKED + "5;a=b\r\nhello\r\n00A\r\n0123456789\r\n0\r\n\r\n" + GET;
    List<String> pieces = all(incoming(true, pieces(sent, length)));

    StringBuilder body = new StringBuilder();
    for (String chunk : pieces.subList(1, pieces.size() - 2)) {
      String[] parts = chunk.split("\r\n");
      assertThat(parts[1]).hasSize(Integer.parseInt(parts[0], 16));
      body.append(parts[1]);
    }
    assertThat(body).hasToString("hello0123456789");
    assertThat(pieces).startsWith(CHUNKED).endsWith("0\r\n\r\n", GET);
  }

  @Test
  void aChunkOfAnyLengthIsNeverHeldWhole() {
    byte[] piece = new byte[8 << 10];
    byte[] head = (CHUNKED + "7fffffffffff\r\n").getBytes(ISO_8859_1);
    Incoming incoming = incoming(true, () -> asked++ == 0 ? head : piece);

    assertThat(incoming.get()).hasSize(CHUNKED.length());
    for (int i = 0; i < 1_000; i++) {
      assertThat(incoming.get()).hasSizeLessThan(piece.length + 16);
    }
    assertThat(asked).isLessThan(1_100);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"5;", "", "0\r\nA: ", "5\r\nhello", "5\r\nhello\r\n0\r\n", "5\r\n\r\n", "fffff"})
  void anEndlessLineInABodyIsNotReadOn(String begun) {
    byte[] more = "A".repeat(1_000).getBytes(ISO_8859_1);
    byte[] head = (CHUNKED + begun).getBytes(ISO_8859_1);
    Incoming incoming = incoming(true, () -> asked++ == 0 ? head : more);
    assertThat(incoming.get()).hasSize(CHUNKED.length());

    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 10; i++) {
                incoming.get();
              }
            })
        .isInstanceOf(RequestException.class);
    assertThat(asked).isLessThan(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"G", "GET /", "GET /v2/ HTTP/1.1\r\nA: ", "GET /v2/ HTTP/1.1\r\nA"})
  void anEndlessLineInAHeadIsNotReadOn(String begun) {
    byte[] more = "A".repeat(1_000).getBytes(ISO_8859_1);
    Incoming incoming = incoming(true, () -> asked++ == 0 ? begun.getBytes(ISO_8859_1) : more);

    assertThatThrownBy(incoming::get)
        .isInstanceOfSatisfying(
            RequestException.class, e -> assertThat(e.status().code()).isEqualTo(431));
    assertThat(asked).isLessThan(12);
  }

  @Test
  void headersWithoutEndAreNotReadOn() {
    assertThat(status(true, "GET / HTTP/1.1\r\n" + "a:\r\n".repeat(99) + "\r\n")).isEqualTo(200);
    assertThat(status(true, "GET / HTTP/1.1\r\n" + "a:\r\n".repeat(200))).isEqualTo(431);
  }

  @ParameterizedTest
  @CsvSource({
    "Content-Length: 0, 200, 200",
    "Transfer-Encoding: chunked, 411, 200",
    "transfer-encoding:  Chunked, 411, 200",
    "Transfer-Encoding: xchunked, 411, 501",
    "Transfer-Encoding: gzip;chunked, 411, 501",
    "Transfer-Encoding : chunked, 400, 400",
    "' Transfer-Encoding: chunked', 400, 400",
    "Content-Length: -1, 400, 400",
    "Content-Length: +1, 400, 400",
    "Content-Length: 0x1, 400, 400",
    "Content-Length: 9223372036854775808, 400, 400",
    "A\u0000: b, 400, 400",
    "A: b\u0000c, 400, 400",
    "A: \u007f, 400, 400",
    "A, 400, 400",
    ": a, 400, 400"
  })
  void aLengthHasOneSpellingOrIsRefused(String header, int closed, int open) {
    String sent = "POST /v2/ HTTP/1.1\r\nHost: x\r\n" + header + "\r\n\r\n";
    String body = header.contains("hunked") ? "0\r\n\r\n" : "";
    assertThat(status(false, sent + body)).isEqualTo(closed);
    assertThat(status(true, sent + body)).isEqualTo(open);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 0\r\nContent-Length: 0",
        "Content-Length: 0\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
        "A: b\nC: d",
        "A: b\rC: d",
        "A: b\r\n c"
      })
  void twoLengthsAndLinesThatOthersReadDifferentlyAreRefused(String headers) {
    String sent = "POST /v2/ HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n\r\n0\r\n\r\n";
    assertThat(status(true, sent)).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"G\u007fT / HTTP/1.1", "<a> / HTTP/1.1", "GET /", "", "GET / a HTTP/1.1"})
  void aFirstLineThatIsNoneIsRefused(String line) {
    assertThat(status(true, line + "\r\nHost: x\r\n\r\n")).isEqualTo(400);
  }

  @Test
  void anEndWithinAHeadClosesWithoutAnAnswer() {
    Incoming incoming = incoming(false, pieces("GET /v2/ HTTP/1.1\r\nHo", 7));
    assertThatThrownBy(incoming::get).isExactlyInstanceOf(CloseConnectionException.class);
  }
}
