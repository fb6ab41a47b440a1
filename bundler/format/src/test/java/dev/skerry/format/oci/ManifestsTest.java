package dev.skerry.format.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.MediaTypes;
import dev.skerry.format.Platform;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.testing.TestBundle;
import dev.skerry.format.testing.TestStatements;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestsTest {
  private static final String D = TestStatements.digest("x").toString();
  private static final String BLOB =
      "{\"mediaType\":\"text/plain\",\"digest\":\"" + D + "\",\"size\":1}";

  @Test
  void aTypeThatEndsALineOrMovesACursorIsRefused() {
    for (String type : new String[] {"a/b\\r\\nX: y", "a/b\\u001b[2J", "a/b\\u202E"}) {
      String blob = BLOB.replace("text/plain", type);
      for (String body :
          new String[] {
            "{\"schemaVersion\":2,\"config\":%s,\"layers\":[%s]}".formatted(BLOB, blob),
            "{\"schemaVersion\":2,\"config\":%s,\"layers\":[],\"artifactType\":\"%s\"}"
                .formatted(BLOB, type)
          }) {
        byte[] bytes = TestBundle.utf8(body);
        assertThatThrownBy(() -> Manifests.parse(bytes, MediaTypes.OCI_MANIFEST, "m"))
            .isInstanceOf(SkerryException.class)
            .hasMessageContaining("SKY-1201");
      }
    }
  }

  @Test
  void aManifestIsReadWithItsBytesKeptWhateverItsSpelling() {
    byte[] bytes =
        TestBundle.utf8(
            "{\n \"layers\": ["
                + BLOB
                + "],\n \"schemaVersion\": 2, \"config\": "
                + BLOB
                + ", \"annotations\": null, \"x\": 1.5e3, \"subject\": "
                + BLOB
                + "}\n");
    ManifestDocument read = Manifests.parse(bytes, MediaTypes.OCI_MANIFEST, "m");
    assertThat(read.bytes()).isEqualTo(bytes);
    assertThat(read.subject().orElseThrow().digest()).isEqualTo(TestStatements.digest("x"));
    assertThat(((ManifestDocument.Image) read).layers()).hasSize(1);
    assertThat(read.annotations()).isEmpty();
  }

  @Test
  void platformsOfAnIndexAreRead() {
    String child =
        BLOB.replace(
            "\"size\":1",
            "\"size\":1,\"platform\":{\"os\":\"linux\",\"architecture\":\"arm\",\"variant\":\"v7\","
                + "\"os.version\":\"1\"}");
    byte[] bytes = TestBundle.utf8("{\"schemaVersion\":2,\"manifests\":[" + child + "]}");
    ManifestDocument read = Manifests.parse(bytes, MediaTypes.DOCKER_LIST, "m");
    assertThat(((ManifestDocument.Index) read).manifests().getFirst().platform())
        .contains(new Platform("linux", "arm", Optional.of("v7")));
  }

  static Stream<Arguments> refused() {
    String image = "{\"schemaVersion\":2,\"config\":" + BLOB + ",\"layers\":[]";
    return Stream.of(
        Arguments.of("both readings", image + ",\"manifests\":[]}"),
        Arguments.of(
            "another type of itself", image + ",\"mediaType\":\"" + MediaTypes.OCI_INDEX + "\"}"),
        Arguments.of("schema 1", image.replace(":2", ":1") + "}"),
        Arguments.of("no config", "{\"schemaVersion\":2,\"layers\":[]}"),
        Arguments.of("sha512", image.replace(D, "sha512:" + "a".repeat(128)) + "}"),
        Arguments.of("a negative size", image.replace("\"size\":1", "\"size\":-1") + "}"),
        Arguments.of("a name twice", image + ",\"layers\":[]}"),
        Arguments.of("no JSON", "\u001f\u008b"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void whatTwoProgramsCouldReadDifferentlyIsRefused(String name, String body) {
    assertThatThrownBy(() -> Manifests.parse(TestBundle.utf8(body), MediaTypes.OCI_MANIFEST, "m"))
        .isInstanceOf(SkerryException.class)
        .hasMessageContaining("SKY-1201");
  }

  @Test
  void aTypeThatIsNoManifestAndABodyThatIsTooLargeAreRefused() {
    assertThatThrownBy(() -> Manifests.parse(new byte[2], "text/plain", "m"))
        .hasMessageContaining("text/plain");
    assertThatThrownBy(
            () -> Manifests.parse(new byte[4 * 1024 * 1024 + 65_537], MediaTypes.OCI_INDEX, "m"))
        .hasMessageContaining("4259840");
  }

  @Test
  void anArtifactIsSpelledAsTheFormatSays() {
    byte[] manifest =
        Artifacts.manifest(
            MediaTypes.K3S,
            java.util.List.of(
                new Artifacts.Layer(MediaTypes.OCTETS, TestStatements.digest("x"), 1, "k3s")),
            Optional.of("v1.33.5+k3s1"));
    assertThat(new String(manifest, java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\","
                + "\"artifactType\":\"application/vnd.skerry.k3s.v1\",\"config\":{\"mediaType\":"
                + "\"application/vnd.oci.empty.v1+json\",\"digest\":\"sha256:44136fa355b3678a1146"
                + "ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a\",\"size\":2},\"layers\":[{"
                + "\"mediaType\":\"application/octet-stream\",\"digest\":\""
                + D
                + "\",\"size\":1,\"annotations\":{\"org.opencontainers.image.title\":\"k3s\"}}],"
                + "\"annotations\":{\"org.opencontainers.image.version\":\"v1.33.5+k3s1\"}}");
    assertThat(Manifests.parse(manifest, MediaTypes.OCI_MANIFEST, "m").artifactType())
        .contains(MediaTypes.K3S);
  }
}
