package dev.skerry.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.MediaTypes;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Manifests of every kind that the conformance suite pushes, and those that must not get in. */
class ManifestPushTest {
  private static final String ABSENT = "sha256:" + "0".repeat(64);
  @TempDir Path folder;
  private Registry registry;
  private String config;
  private String layer;

  @BeforeEach
  void start() {
    registry = new Registry(RegistrySettings.depot(folder.resolve("uploads"), 0), folder);
    config = descriptor(MediaTypes.OCI_CONFIG, registry.store.blob("a", bytes("{}")));
    layer = descriptor("x/layer", registry.store.blob("a", bytes("layer")));
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  @Test
  void anImageComesBackByteForByteByTagAndByDigest() {
    String manifest = image(config, layer, "").replace(",", " ,\n");
    HttpResponse<byte[]> answer = put("v1", MediaTypes.OCI_MANIFEST, manifest);
    Digest digest = Digest.of(bytes(manifest));

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(header(answer, "Location")).isEqualTo("/v2/a/manifests/" + digest);
    assertThat(header(answer, "Docker-Content-Digest")).isEqualTo(digest.toString());
    assertThat(answer.headers().firstValue("OCI-Subject")).isEmpty();
    for (String reference : new String[] {"v1", digest.toString()}) {
      HttpResponse<byte[]> got = registry.get("/v2/a/manifests/" + reference);
      assertThat(got.body()).isEqualTo(bytes(manifest));
      assertThat(header(got, "Content-Type")).isEqualTo(MediaTypes.OCI_MANIFEST);
    }
  }

  @Test
  void aTagMovesToTheNewManifest() {
    String next = image(config, layer, ",\"annotations\":{\"n\":\"2\"}");
    put("v1", MediaTypes.OCI_MANIFEST, image(config, layer, ""));
    put("v1", MediaTypes.OCI_MANIFEST, next);

    assertThat(registry.get("/v2/a/manifests/v1").body()).isEqualTo(bytes(next));
  }

  @Test
  void indexesNestAndMayBeEmpty() {
    String image = image(config, layer, "");
    put(Digest.of(bytes(image)).toString(), MediaTypes.OCI_MANIFEST, image);
    String index = index(descriptor(MediaTypes.OCI_MANIFEST, Digest.of(bytes(image))));
    String nested = index(descriptor(MediaTypes.OCI_INDEX, Digest.of(bytes(index))));

    assertThat(put("index", MediaTypes.OCI_INDEX, index).statusCode()).isEqualTo(201);
    assertThat(put("nested", MediaTypes.OCI_INDEX, nested).statusCode()).isEqualTo(201);
    assertThat(put("empty", MediaTypes.DOCKER_LIST, index("")).statusCode()).isEqualTo(201);
  }

  @Test
  void aSubjectMayBeMissingAndIsNamedInTheAnswer() {
    String subject = descriptor(MediaTypes.OCI_MANIFEST, Digest.parse(ABSENT));
    String manifest = image(config, "", ",\"artifactType\":\"x/sbom\",\"subject\":" + subject);
    HttpResponse<byte[]> answer = put("sbom", MediaTypes.OCI_MANIFEST, manifest);

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(header(answer, "OCI-Subject")).isEqualTo(ABSENT);
    assertThat(text(registry.get("/v2/a/referrers/" + ABSENT)))
        .contains(Digest.of(bytes(manifest)).toString())
        .contains("\"artifactType\":\"x/sbom\"");
  }

  @Test
  void layersThatAreNotToBeDistributedMayBeMissing() {
    String foreign =
        descriptor(
            "application/vnd.oci.image.layer.nondistributable.v1.tar+gzip", Digest.parse(ABSENT));

    assertThat(put("v1", MediaTypes.OCI_MANIFEST, image(config, foreign, "")).statusCode())
        .isEqualTo(201);
  }

  @Test
  void whatAManifestNeedsMustBeThere() {
    String absent = descriptor("x/layer", Digest.parse(ABSENT));
    String child = descriptor(MediaTypes.OCI_MANIFEST, Digest.parse(ABSENT));

    refused(put("v1", MediaTypes.OCI_MANIFEST, image(config, absent, "")), 400, "BLOB_UNKNOWN");
    refused(put("v1", MediaTypes.OCI_MANIFEST, image(absent, layer, "")), 400, "BLOB_UNKNOWN");
    refused(put("v1", MediaTypes.OCI_INDEX, index(child)), 400, "MANIFEST_BLOB_UNKNOWN");
    assertThat(registry.get("/v2/a/manifests/v1").statusCode()).isEqualTo(404);
  }

  @Test
  void blobsOfAnotherRepositoryDoNotCount() {
    refused(
        send(registry.to("/v2/b/manifests/v1"), MediaTypes.OCI_MANIFEST, image(config, layer, "")),
        400,
        "MANIFEST_BLOB_UNKNOWN");
  }

  @Test
  void whatIsNoManifestIsRefused() {
    String image = image(config, layer, "");

    refused(put("v1", MediaTypes.OCI_MANIFEST, "{"), 400, "MANIFEST_INVALID");
    refused(put("v1", MediaTypes.OCI_MANIFEST, "{}"), 400, "MANIFEST_INVALID");
    refused(put("v1", "text/plain", image), 400, "MANIFEST_INVALID");
    refused(
        put("v1", MediaTypes.OCI_INDEX, "{\"mediaType\":\"" + MediaTypes.OCI_MANIFEST + "\"}"),
        400,
        "MANIFEST_INVALID");
    refused(put(ABSENT, MediaTypes.OCI_MANIFEST, image), 400, "DIGEST_INVALID");
  }

  @Test
  void contentTypeParametersAreNotKept() {
    put("v1", MediaTypes.OCI_MANIFEST + "; charset=utf-8", image(config, layer, ""));

    assertThat(header(registry.head("/v2/a/manifests/v1"), "Content-Type"))
        .isEqualTo(MediaTypes.OCI_MANIFEST);
  }

  @Test
  void manifestsAreTakenUpToTheLimitAndNotOneByteMore() {
    String frame = image(config, layer, ",\"annotations\":{\"a\":\"\"}");
    String room = "x".repeat(Limits.V1.manifest() - frame.length());
    String largest = frame.replace("\"a\":\"\"", "\"a\":\"" + room + "\"");

    assertThat(put("v1", MediaTypes.OCI_MANIFEST, largest).statusCode()).isEqualTo(201);
    assertThat(registry.get("/v2/a/manifests/v1").body()).isEqualTo(bytes(largest));
    HttpResponse<byte[]> refused = put("v2", MediaTypes.OCI_MANIFEST, largest + " ");
    refused(refused, 413, "SIZE_INVALID");
    assertThat(header(refused, "Connection")).isEqualTo("close");
  }

  @Test
  void manifestsLeaveTheReserveOfTheDiskFreeToo() throws IOException {
    registry.close();
    registry = new Registry(RegistrySettings.depot(folder.resolve("uploads"), 1_000), folder);
    registry.store.usable = 1_100;

    refused(put("v1", MediaTypes.OCI_MANIFEST, image(config, layer, "")), 507, "DENIED");
    try (Stream<Path> left = Files.list(folder.resolve("uploads"))) {
      assertThat(left).isEmpty();
    }
  }

  /** Some megabytes of text would be some hundred in memory. */
  @Test
  void aManifestOfNothingButValuesIsRefused() {
    String many = ",\"x\":[" + "0,".repeat(Limits.V1.jsonValues()) + "0]";

    refused(
        put("v1", MediaTypes.OCI_MANIFEST, image(config, layer, many)), 400, "MANIFEST_INVALID");
  }

  @Test
  void nothingIsDeleted() {
    put("v1", MediaTypes.OCI_MANIFEST, image(config, layer, ""));
    HttpResponse<byte[]> answer = registry.send(registry.to("/v2/a/manifests/v1").DELETE());

    refused(answer, 405, "UNSUPPORTED");
    assertThat(header(answer, "Allow")).isEqualTo("GET, HEAD, PUT");
    assertThat(registry.get("/v2/a/manifests/v1").statusCode()).isEqualTo(200);
  }

  private HttpResponse<byte[]> put(String reference, String type, String manifest) {
    return send(registry.to("/v2/a/manifests/" + reference), type, manifest);
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request, String type, String manifest) {
    return registry.send(
        request.header("Content-Type", type).PUT(BodyPublishers.ofByteArray(bytes(manifest))));
  }

  private static void refused(HttpResponse<byte[]> answer, int status, String code) {
    assertThat(text(answer)).contains(code + "\"");
    assertThat(answer.statusCode()).isEqualTo(status);
  }

  private static String image(String config, String layers, String more) {
    return "{\"schemaVersion\":2,\"config\":%s,\"layers\":[%s]%s}".formatted(config, layers, more);
  }

  private static String index(String manifests) {
    return "{\"schemaVersion\":2,\"manifests\":[%s]}".formatted(manifests);
  }

  private static String descriptor(String mediaType, Digest digest) {
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":2}".formatted(mediaType, digest);
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("(none)");
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
