package dev.skerry.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads of blobs as the distribution specification's conformance suite makes them. */
class PushTest {
  private static final String UPLOADS = "/v2/acme/app/blobs/uploads/";
  @TempDir Path folder;
  private Registry registry;
  private byte[] blob;
  private Digest digest;

  @BeforeEach
  void start() throws IOException {
    Files.createDirectories(folder.resolve("uploads"));
    Files.writeString(folder.resolve("uploads/leftover"), "of a process that died");
    registry = new Registry(RegistrySettings.depot(folder.resolve("uploads"), 1_000), folder);
    blob = new byte[300_000];
    new Random(1).nextBytes(blob);
    digest = Digest.of(blob);
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void aBlobComesInOneRequest() {
    HttpResponse<byte[]> answer = call("POST", UPLOADS + "?digest=" + digest, blob);

    assertCreated(answer);
    assertNothingLeft();
  }

  @Test
  void aBlobComesInASessionAndOnePut() {
    HttpResponse<byte[]> session = call("POST", UPLOADS, new byte[0]);

    assertThat(session.statusCode()).isEqualTo(202);
    assertThat(header(session, "Range")).isEqualTo("0-0");
    assertThat(header(session, "Docker-Upload-UUID")).hasSize(36);
    assertCreated(call("PUT", header(session, "Location") + "?digest=" + digest, blob));
    assertNothingLeft();
  }

  @Test
  void aBlobComesInChunksAndTheLastOneWithThePut() {
    String location = begin();
    HttpResponse<byte[]> first = chunk("PATCH", location, 0, 1024);
    HttpResponse<byte[]> second = chunk("PATCH", location, 1024, 200_000);
    HttpResponse<byte[]> status = call("GET", location, new byte[0]);

    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(header(first, "Range")).isEqualTo("0-1023");
    assertThat(header(second, "Range")).isEqualTo("0-199999");
    assertThat(status.statusCode()).isEqualTo(204);
    assertThat(header(status, "Range")).isEqualTo("0-199999");
    assertThat(header(status, "Location")).isEqualTo(location);
    assertCreated(chunk("PUT", location + "?digest=" + digest, 200_000, blob.length));
  }

  @Test
  void aBlobComesAsOneStreamOfUnknownLength() {
    String location = begin();
    HttpResponse<byte[]> stream =
        registry.send(
            registry
                .to(location)
                .method(
                    "PATCH", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(blob))));

    assertThat(stream.statusCode()).isEqualTo(202);
    assertThat(header(stream, "Range")).isEqualTo("0-299999");
    assertCreated(call("PUT", location + "?digest=" + digest, new byte[0]));
  }

  @Test
  void aChunkOutOfOrderIsRefusedAndTheUploadGoesOn() {
    String location = begin();
    chunk("PATCH", location, 0, 1024);
    for (HttpResponse<byte[]> refused :
        List.of(
            chunk("PATCH", location, 2048, 4096),
            chunk("PATCH", location, 0, 1024),
            chunk("PUT", location + "?digest=" + digest, 2048, blob.length))) {
      assertThat(refused.statusCode()).isEqualTo(416);
      assertThat(header(refused, "Range")).isEqualTo("0-1023");
      assertThat(header(refused, "Location")).isEqualTo(location);
    }
    assertCreated(chunk("PUT", location + "?digest=" + digest, 1024, blob.length));
  }

  @Test
  void aChunkOfAnotherLengthThanItSaysIsRefused() {
    HttpResponse<byte[]> answer =
        registry.send(
            registry
                .to(begin())
                .header("Content-Range", "0-1023")
                .method("PATCH", BodyPublishers.ofByteArray(new byte[100])));

    assertThat(answer.statusCode()).isEqualTo(416);
  }

  @Test
  void aCutStreamGoesOnWhereItStopped() throws Exception {
    String location = begin();
    try (Socket socket = new Socket("127.0.0.1", registry.port())) {
      String head = "PATCH " + location + " HTTP/1.1\r\nHost: t\r\nContent-Length: 300000\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(blob, 0, 280_000);
    }
    int arrived = 0;
    for (int i = 0; i < 100 && arrived == 0; i++) {
      Thread.sleep(20);
      HttpResponse<byte[]> status = call("GET", location, new byte[0]);
      if (status.statusCode() == 204 && !header(status, "Range").equals("0-0")) {
        arrived = Integer.parseInt(header(status, "Range").substring(2)) + 1;
      }
    }
    assertThat(arrived).isBetween(1, 280_000);
    assertCreated(chunk("PUT", location + "?digest=" + digest, arrived, blob.length));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}"})
  void smallAndEmptyBlobsAreBlobs(String text) {
    byte[] small = text.getBytes(StandardCharsets.UTF_8);
    HttpResponse<byte[]> answer = call("PUT", begin() + "?digest=" + Digest.of(small), small);

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(registry.get("/v2/acme/app/blobs/" + Digest.of(small)).body()).isEqualTo(small);
  }

  @Test
  void theSameBlobTwiceIsNoError() {
    assertCreated(call("POST", UPLOADS + "?digest=" + digest, blob));
    assertCreated(call("POST", UPLOADS + "?digest=" + digest, blob));
  }

  @Test
  void aBlobIsMountedFromAnotherRepositoryOrUploadedAfterAll() {
    registry.store.blob("acme/base", blob);
    String query = "?mount=" + digest;
    String other = "/v2/acme/other/blobs/uploads/";

    assertCreated(call("POST", UPLOADS + query + "&from=acme/base", new byte[0]));
    assertThat(call("POST", other + query + "&from=acme/none", new byte[0]).statusCode())
        .isEqualTo(202);
    assertThat(call("POST", other + query, new byte[0]).statusCode()).isEqualTo(201);
    String missing = "?mount=sha256:" + "0".repeat(64) + "&from=acme/base";
    assertThat(call("POST", UPLOADS + missing, new byte[0]).statusCode()).isEqualTo(202);
  }

  @Test
  void aCancelledUploadIsGone() {
    String location = begin();
    chunk("PATCH", location, 0, 1024);

    assertThat(call("DELETE", location, new byte[0]).statusCode()).isEqualTo(204);
    assertThat(call("GET", location, new byte[0]).statusCode()).isEqualTo(404);
    assertThat(text(call("PUT", location + "?digest=" + digest, blob)))
        .contains("BLOB_UPLOAD_UNKNOWN");
    assertNothingLeft();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sha256:0000000000000000000000000000000000000000000000000000000000000000",
        "sha256:baddigeststring",
        "sha256:",
        "md5:d41d8cd98f00b204e9800998ecf8427e",
        "x"
      })
  void aWrongDigestIsRefusedAndNothingIsKept(String wrong) {
    for (HttpResponse<byte[]> answer :
        List.of(
            call("PUT", begin() + "?digest=" + wrong, blob),
            call("POST", UPLOADS + "?digest=" + wrong, blob))) {
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(text(answer)).contains("\"DIGEST_INVALID\"");
    }
    assertThat(registry.get("/v2/acme/app/blobs/" + digest).statusCode()).isEqualTo(404);
  }

  @Test
  void sha512IsRefusedByName() {
    String sha512 = "sha512:" + "0".repeat(128);

    for (HttpResponse<byte[]> answer :
        List.of(
            call("PUT", begin() + "?digest=" + sha512, blob),
            call("POST", UPLOADS + "?digest=" + sha512, blob),
            call("POST", UPLOADS + "?digest-algorithm=sha512", new byte[0]))) {
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(text(answer)).contains("\"UNSUPPORTED\"").contains("sha256");
    }
  }

  @Test
  void aPutWithoutADigestIsRefused() {
    assertThat(text(call("PUT", begin(), blob))).contains("\"DIGEST_INVALID\"");
  }

  @Test
  void uploadsAreLimitedInNumberAndInAge() {
    String first = begin();
    for (int i = 1; i < Uploads.OF_ONE_CLIENT; i++) {
      begin();
    }
    HttpResponse<byte[]> refused = call("POST", UPLOADS, new byte[0]);

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(header(refused, "Retry-After")).isEqualTo("1");
    registry.now = registry.now.plus(Uploads.LIFE).plus(Duration.ofSeconds(1));
    assertThat(call("GET", first, new byte[0]).statusCode()).isEqualTo(404);
    assertThat(call("POST", UPLOADS, new byte[0]).statusCode()).isEqualTo(202);
  }

  @Test
  void whoeverBeginsUploadsAndLeavesThemKeepsNobodyOut() throws IOException {
    String first = begin();
    for (int i = 1; i < Uploads.OF_ONE_CLIENT; i++) {
      begin();
    }
    assertThat(beginFrom("127.0.0.2")).contains(" 202 ");
    registry.now = registry.now.plus(Uploads.REST).plus(Duration.ofSeconds(1));
    assertThat(call("POST", UPLOADS, new byte[0]).statusCode()).isEqualTo(202);
    assertThat(call("GET", first, new byte[0]).statusCode()).isEqualTo(404);
  }

  private String beginFrom(String address) throws IOException {
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(address, 0));
      socket.connect(new InetSocketAddress("127.0.0.1", registry.port()));
      String request = "POST " + UPLOADS + " HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readNBytes(20), StandardCharsets.US_ASCII);
    }
  }

  @Test
  void aFullDiskIsSaidBeforeTheReserveIsTouched() {
    registry.store.usable = 250_000;
    HttpResponse<byte[]> answer = call("POST", UPLOADS + "?digest=" + digest, blob);

    assertThat(answer.statusCode()).isEqualTo(507);
    assertThat(header(answer, "Connection")).isEqualTo("close");
    assertNothingLeft();
  }

  @Test
  void anUploadOfAnotherRepositoryIsUnknown() {
    String location = begin().replace("acme/app", "acme/other");

    assertThat(call("GET", location, new byte[0]).statusCode()).isEqualTo(404);
  }

  @Test
  void whatADeadProcessLeftIsRemovedAtTheStart() {
    assertNothingLeft();
  }

  private String begin() {
    return header(call("POST", UPLOADS, new byte[0]), "Location");
  }

  private HttpResponse<byte[]> chunk(String method, String location, int from, int to) {
    return registry.send(
        registry
            .to(location)
            .header("Content-Range", from + "-" + (to - 1))
            .method(method, BodyPublishers.ofByteArray(Arrays.copyOfRange(blob, from, to))));
  }

  private HttpResponse<byte[]> call(String method, String path, byte[] body) {
    return registry.send(registry.to(path).method(method, BodyPublishers.ofByteArray(body)));
  }

  private void assertCreated(HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(header(answer, "Location")).isEqualTo("/v2/acme/app/blobs/" + digest);
    assertThat(header(answer, "Docker-Content-Digest")).isEqualTo(digest.toString());
    assertThat(registry.get(header(answer, "Location")).body()).isEqualTo(blob);
  }

  private void assertNothingLeft() {
    try (Stream<Path> left = Files.list(folder.resolve("uploads"))) {
      assertThat(left).isEmpty();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("(none)");
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
