package dev.skerry.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.Digest;
import dev.skerry.format.MediaTypes;
import dev.skerry.store.StoredManifest;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pull side of the distribution specification's conformance suite, and what it leaves out. */
class PullTest {
  private static final String ODD = "application/vnd.acme.thing+json";
  @TempDir Path folder;
  private Registry registry;
  private byte[] blob;
  private Digest blobDigest;
  private byte[] manifest;
  private Digest manifestDigest;

  @BeforeEach
  void start() {
    registry = new Registry(RegistrySettings.site(), folder);
    blob = new byte[2048];
    new Random(1).nextBytes(blob);
    blobDigest = registry.store.blob("docker.io/acme/app", blob);
    manifest = "{\"schemaVersion\" : 2}\n".getBytes(StandardCharsets.UTF_8);
    manifestDigest =
        registry.store.manifest("docker.io/acme/app", Optional.of("v1"), ODD, manifest);
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2", "/v2/"})
  void pingSaysWhatItIs(String path) {
    HttpResponse<byte[]> answer = registry.get(path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Docker-Distribution-Api-Version")).isEqualTo("registry/2.0");
    assertThat(registry.head(path).statusCode()).isEqualTo(200);
  }

  @Test
  void aManifestComesWithItsExactBytesAndMediaType() {
    for (String reference : List.of("v1", manifestDigest.toString())) {
      String path = "/v2/acme/app/manifests/" + reference;
      HttpResponse<byte[]> answer = registry.get(path, "Accept", "text/plain");
      HttpResponse<byte[]> head = registry.head(path);

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(manifest);
      assertThat(head.body()).isEmpty();
      for (HttpResponse<byte[]> each : List.of(answer, head)) {
        assertThat(header(each, "Content-Type")).isEqualTo(ODD);
        assertThat(header(each, "Content-Length")).isEqualTo("" + manifest.length);
        assertThat(header(each, "Docker-Content-Digest")).isEqualTo(manifestDigest.toString());
        assertThat(header(each, "ETag")).isEqualTo("\"" + manifestDigest + "\"");
        assertThat(each.headers().map()).doesNotContainKey("transfer-encoding");
      }
    }
  }

  @Test
  void aBlobComesWithItsDigestAndLengthOnGetAndHead() {
    String path = "/v2/acme/app/blobs/" + blobDigest;
    HttpResponse<byte[]> answer = registry.get(path);
    HttpResponse<byte[]> head = registry.head(path);

    assertThat(answer.body()).isEqualTo(blob);
    for (HttpResponse<byte[]> each : List.of(answer, head)) {
      assertThat(each.statusCode()).isEqualTo(200);
      assertThat(header(each, "Content-Length")).isEqualTo("2048");
      assertThat(header(each, "Docker-Content-Digest")).isEqualTo(blobDigest.toString());
      assertThat(header(each, "Content-Type")).isEqualTo(MediaTypes.OCTETS);
      assertThat(header(each, "Accept-Ranges")).isEqualTo("bytes");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "500-1499, 500, 1500",
    "500-, 500, 2048",
    "-500, 1548, 2048",
    "2000-5000, 2000, 2048",
    "0-, 0, 2048",
  })
  void aRangeIsAnsweredWithThatPart(String range, int from, int to) {
    String path = "/v2/acme/app/blobs/" + blobDigest;
    HttpResponse<byte[]> answer = registry.get(path, "Range", "bytes=" + range);

    assertThat(answer.statusCode()).isEqualTo(206);
    assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(blob, from, to));
    assertThat(header(answer, "Content-Range")).isEqualTo("bytes %d-%d/2048", from, to - 1);
    assertThat(header(answer, "Content-Length")).isEqualTo("" + (to - from));
  }

  @ParameterizedTest
  @ValueSource(strings = {"500-0", "5000-10000"})
  void aRangeOutsideIsRefused(String range) {
    HttpResponse<byte[]> answer =
        registry.get("/v2/acme/app/blobs/" + blobDigest, "Range", "bytes=" + range);

    assertThat(answer.statusCode()).isEqualTo(416);
    assertThat(header(answer, "Content-Range")).isEqualTo("bytes */2048");
  }

  @Test
  void aManifestHasRangesTooBecauseContainerdAsksForThem() {
    HttpResponse<byte[]> answer = registry.get("/v2/acme/app/manifests/v1", "Range", "bytes=0-");

    assertThat(answer.statusCode()).isEqualTo(206);
    assertThat(answer.body()).isEqualTo(manifest);
  }

  @Test
  void aRangeOfOtherContentThanTheClientHasIsTheWholeContent() {
    String path = "/v2/acme/app/blobs/" + blobDigest;

    assertThat(registry.get(path, "Range", "bytes=5-", "If-Range", "\"x\"").statusCode())
        .isEqualTo(200);
    String etag = "\"" + blobDigest + "\"";
    assertThat(registry.get(path, "Range", "bytes=5-", "If-Range", etag).statusCode())
        .isEqualTo(206);
  }

  @Test
  void whatTheClientHasIsNotSentAgain() {
    for (String tag :
        List.of("\"" + manifestDigest + "\"", "W/\"" + manifestDigest + "\", \"x\"", "*")) {
      HttpResponse<byte[]> answer = registry.get("/v2/acme/app/manifests/v1", "If-None-Match", tag);

      assertThat(answer.statusCode()).isEqualTo(304);
      assertThat(answer.body()).isEmpty();
      assertThat(header(answer, "ETag")).isEqualTo("\"" + manifestDigest + "\"");
    }
    assertThat(registry.get("/v2/acme/app/manifests/v1", "If-None-Match", "\"x\"").statusCode())
        .isEqualTo(200);
  }

  @Test
  void emptyBlobsAreServed() {
    Digest empty = registry.store.blob("docker.io/acme/app", new byte[0]);
    HttpResponse<byte[]> answer = registry.get("/v2/acme/app/blobs/" + empty, "Range", "bytes=0-");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Content-Length")).isEqualTo("0");
  }

  @ParameterizedTest
  @CsvSource({
    "/v2/acme/app/manifests/v2, 404, MANIFEST_UNKNOWN",
    "/v2/acme/none/manifests/v1, 404, NAME_UNKNOWN",
    "/v2/acme/app/blobs/{zero}, 404, BLOB_UNKNOWN",
    "/v2/acme/app/manifests/sha256:baddigeststring, 400, DIGEST_INVALID",
    "/v2/acme/none/tags/list, 404, NAME_UNKNOWN",
    "/v2/acme/app/referrers/x, 400, DIGEST_INVALID",
    "/v2/UPPER/tags/list, 400, NAME_INVALID",
    "/v2/a%2Fb/tags/list, 404, UNSUPPORTED",
    "/v2/nothing/here, 404, UNSUPPORTED",
    "/v2/acme/app/tags/list?n=x, 400, UNSUPPORTED",
    "/v2/acme/app/tags/list?ns=a/b, 400, NAME_INVALID",
    "/elsewhere, 404, UNSUPPORTED",
  })
  void errorsAreJsonAsTheSpecificationSays(String template, int status, String code) {
    String path = template.replace("{zero}", "sha256:" + "0".repeat(64));
    HttpResponse<byte[]> answer = registry.get(path);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(header(answer, "Content-Type")).isEqualTo("application/json");
    assertThat(text(answer))
        .startsWith("{\"errors\":[{\"code\":\"" + code + "\",\"message\":\"")
        .contains("\"detail\":{\"code\":\"SKY-50");
    assertThat(registry.head(path).statusCode()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "DELETE, /v2/acme/app/manifests/v1",
    "PUT, /v2/acme/app/manifests/v1",
    "POST, /v2/acme/app/blobs/uploads/",
    "GET, /v2/acme/app/blobs/uploads/0b7e6d7c-9a1f-4a53-8d49-2d2f5f1f0a11",
  })
  void aSiteTakesNoPushesAndDeletesNothing(String method, String path) {
    HttpResponse<byte[]> answer =
        registry.send(registry.to(path).method(method, BodyPublishers.noBody()));

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(header(answer, "Allow")).isEqualTo("GET, HEAD");
    assertThat(text(answer)).contains("\"code\":\"UNSUPPORTED\"");
    assertThat(registry.get("/v2/acme/app/manifests/v1").statusCode()).isEqualTo(200);
  }

  @Test
  void tagsComeInPages() {
    for (String tag : List.of("v2", "v3", "v10")) {
      registry.store.manifest("docker.io/acme/app", Optional.of(tag), ODD, manifest);
    }
    String path = "/v2/acme/app/tags/list";
    HttpResponse<byte[]> first = registry.get(path + "?n=2");

    assertThat(text(registry.get(path)))
        .isEqualTo("{\"name\":\"acme/app\",\"tags\":[\"v1\",\"v10\",\"v2\",\"v3\"]}");
    assertThat(text(first)).isEqualTo("{\"name\":\"acme/app\",\"tags\":[\"v1\",\"v10\"]}");
    assertThat(header(first, "Link")).isEqualTo("<" + path + "?n=2&last=v10>; rel=\"next\"");
    HttpResponse<byte[]> second = registry.get(path + "?n=2&last=v10");
    assertThat(text(second)).isEqualTo("{\"name\":\"acme/app\",\"tags\":[\"v2\",\"v3\"]}");
    assertThat(second.headers().firstValue("Link")).isEmpty();
    HttpResponse<byte[]> none = registry.get(path + "?n=0");
    assertThat(text(none)).isEqualTo("{\"name\":\"acme/app\",\"tags\":[]}");
    assertThat(none.headers().firstValue("Link")).isEmpty();
  }

  @Test
  void referrersAreAnIndexAndNeverMissing() {
    Digest referrer = registry.store.put("{\"a\":1}".getBytes(StandardCharsets.UTF_8));
    registry.store.putManifest(
        "docker.io/acme/app",
        Optional.empty(),
        new byte[0],
        new StoredManifest(
            referrer,
            MediaTypes.OCI_MANIFEST,
            7,
            Optional.of("x/sbom"),
            Optional.of(manifestDigest)),
        List.of(),
        List.of());
    String tail = "/referrers/" + manifestDigest;
    HttpResponse<byte[]> all = registry.get("/v2/acme/app" + tail);
    HttpResponse<byte[]> other = registry.get("/v2/acme/app" + tail + "?artifactType=x/other");

    assertThat(header(all, "Content-Type")).isEqualTo(MediaTypes.OCI_INDEX);
    assertThat(text(all))
        .contains("\"digest\":\"" + referrer + "\"")
        .contains("\"artifactType\":\"x/sbom\"");
    assertThat(all.headers().firstValue("OCI-Filters-Applied")).isEmpty();
    assertThat(text(other)).endsWith("\"manifests\":[]}");
    assertThat(header(other, "OCI-Filters-Applied")).isEqualTo("artifactType");
    assertThat(text(registry.get("/v2/acme/app" + tail + "?artifactType=x/sbom")))
        .contains(referrer.toString());
    assertThat(registry.get("/v2/never/created" + tail).statusCode()).isEqualTo(200);
  }

  @Test
  void theSameNameUnderTwoHostsNeverCollides() {
    byte[] other = "{\"other\":true}".getBytes(StandardCharsets.UTF_8);
    registry.store.manifest("quay.io/acme/app", Optional.of("v1"), ODD, other);

    HttpResponse<byte[]> docker = registry.get("/v2/acme/app/manifests/v1?ns=docker.io");
    assertThat(docker.body()).isEqualTo(manifest);
    assertThat(header(docker, "OCI-Namespace")).isEqualTo("docker.io");
    assertThat(registry.get("/v2/acme/app/manifests/v1?ns=quay.io").body()).isEqualTo(other);
    assertThat(registry.get("/v2/acme/app/manifests/v1?ns=ghcr.io").statusCode()).isEqualTo(404);
    assertThat(registry.get("/v2/quay.io/acme/app/manifests/v1").body()).isEqualTo(other);
    HttpResponse<byte[]> ambiguous = registry.get("/v2/acme/app/manifests/v1");
    assertThat(ambiguous.statusCode()).isEqualTo(404);
    assertThat(text(ambiguous)).contains("docker.io/acme/app, quay.io/acme/app");
  }

  @Test
  void aBlobOfAnotherSizeThanItsRowIsCondemnedAndNotServed() throws Exception {
    Files.write(registry.store.path(blobDigest), new byte[100]);
    HttpResponse<byte[]> answer = registry.get("/v2/acme/app/blobs/" + blobDigest);

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(text(answer)).contains(RegistryError.DAMAGED.code());
    assertThat(registry.store.condemned).containsExactly(blobDigest);
    assertThat(registry.get("/v2/acme/app/blobs/" + blobDigest).statusCode()).isEqualTo(404);
  }

  @Test
  void aManifestThatWasExchangedForOneOfTheSameSizeIsServedByNoName() throws Exception {
    byte[] other = manifest.clone();
    other[other.length / 2] ^= 1;
    Files.write(registry.store.path(manifestDigest), other);
    HttpResponse<byte[]> answer = registry.get("/v2/acme/app/manifests/v1");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(text(answer)).contains(RegistryError.DAMAGED.code());
    assertThat(registry.store.condemned).containsExactly(manifestDigest);
    assertThat(registry.head("/v2/acme/app/manifests/" + manifestDigest).statusCode())
        .isEqualTo(404);
  }

  /** It is not held in memory as a small one is. */
  @Test
  void aLargeManifestIsHashedEachTimeToo() throws Exception {
    byte[] large = ("{\"x\":\"" + "y".repeat(200_000) + "\"}").getBytes(StandardCharsets.UTF_8);
    Digest digest = registry.store.manifest("docker.io/acme/app", Optional.of("large"), ODD, large);

    assertThat(registry.get("/v2/acme/app/manifests/large").body()).isEqualTo(large);
    large[100_000] ^= 1;
    Files.write(registry.store.path(digest), large);
    assertThat(registry.get("/v2/acme/app/manifests/large").statusCode()).isEqualTo(404);
    assertThat(registry.store.condemned).containsExactly(digest);
  }

  /** A signed bundle may still be hostile to what lies behind the gateway. */
  @Test
  void aMediaTypeThatWouldSplitTheAnswerIsNotServed() {
    registry.store.manifest("evil", Optional.of("v1"), "a/b\r\nX-Evil: 1", manifest);
    registry.store.manifest("evil", Optional.of("v2"), "a/b\r\nX-Evil: 1", new byte[100_000]);
    for (String tag : List.of("v1", "v2")) {
      HttpResponse<byte[]> answer = registry.get("/v2/evil/manifests/" + tag);

      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.headers().map()).doesNotContainKey("x-evil");
      assertThat(text(answer)).endsWith("}]}");
    }
  }

  @Test
  void headIgnoresRanges() {
    HttpResponse<byte[]> head =
        registry.head("/v2/acme/app/blobs/" + blobDigest, "Range", "bytes=5-9");

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(header(head, "Content-Length")).isEqualTo("2048");
  }

  @Test
  void repositoriesAreListed() {
    registry.store.blob("quay.io/x", new byte[1]);

    assertThat(text(registry.get("/v2/_catalog?n=1")))
        .isEqualTo("{\"repositories\":[\"docker.io/acme/app\"]}");
    assertThat(header(registry.get("/v2/_catalog?n=1"), "Link"))
        .isEqualTo("</v2/_catalog?n=1&last=docker.io%2Facme%2Fapp>; rel=\"next\"");
  }

  /** A request is counted after its last byte, so the client may be here first. */
  @Test
  void requestsAreCounted() throws Exception {
    registry.get("/v2/acme/app/blobs/" + blobDigest);
    registry.get("/v2/acme/app/manifests/none");
    String counted = "skerry_registry_requests_total{code=\"404\",route=\"manifest\"} 1.0";
    for (int i = 0; i < 100 && !scrape().contains(counted); i++) {
      Thread.sleep(20);
    }
    assertThat(scrape())
        .contains(counted)
        .contains("skerry_registry_sent_bytes_total{route=\"blob\"} 2048.0");
  }

  private String scrape() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    PrometheusTextFormatWriter.builder().build().write(text, registry.metrics.scrape());
    return text.toString(StandardCharsets.UTF_8);
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("(none)");
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }
}
