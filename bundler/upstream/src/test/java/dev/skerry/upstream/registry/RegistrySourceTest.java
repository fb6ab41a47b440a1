package dev.skerry.upstream.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.MediaTypes;
import dev.skerry.format.Progress;
import dev.skerry.upstream.content.ContentStore;
import dev.skerry.upstream.kit.FakeRegistry;
import dev.skerry.upstream.source.Location;
import dev.skerry.upstream.source.Source;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistrySourceTest {
  private static final byte[] BLOB = random(1_000_000);
  private static final String MANIFEST =
      "{ \"schemaVersion\":2,\n\t\"config\":{}, \"odd\" : 1.50, \"artifactType\":null}";

  @TempDir Path temp;
  private FakeRegistry registry;
  private ContentStore store;
  private Registries registries;
  private final List<Long> pauses = new ArrayList<>();

  @BeforeEach
  void start() throws Exception {
    registry = new FakeRegistry();
    store = ContentStore.open(temp.resolve("store"));
    registry.blob("acme/app", BLOB);
    registry.manifest("acme/app", "v1", MediaTypes.OCI_MANIFEST, MANIFEST);
  }

  @AfterEach
  void stop() {
    if (registries != null) {
      registries.close();
    }
    registry.close();
  }

  @Test
  void aManifestStaysTheBytesThatCame() throws Exception {
    assertThat(source().resolve().bytes()).isEqualTo(MANIFEST.getBytes(StandardCharsets.UTF_8));
    assertThat(source().resolve().mediaType()).isEqualTo(MediaTypes.OCI_MANIFEST);
    assertThat(registry.requests("v1").getFirst().header("Accept"))
        .contains(MediaTypes.OCI_INDEX, MediaTypes.DOCKER_LIST, MediaTypes.DOCKER_MANIFEST);
  }

  @Test
  void aTagThatIsNotThereIsNamedInFull() {
    assertThatThrownBy(() -> open("acme/app:v2").resolve())
        .hasMessageContaining("SKY-2101")
        .hasMessageContaining(registry.host() + "/acme/app:v2");
    assertThat(open("acme/app:v1").tag("sha256-0.sig")).isEmpty();
  }

  @Test
  void aManifestWithAnotherDigestThanAskedForIsRefused() {
    Digest asked = Digest.of(new byte[] {1});
    registry.put(
        "acme/app/manifests/" + asked,
        MediaTypes.OCI_MANIFEST,
        MANIFEST.getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> open("acme/app@" + asked).resolve()).hasMessageContaining("SKY-2108");
  }

  @Test
  void aProxyThatAltersATagsManifestIsFoundByTheDigestHeader() {
    registry.with(exchange -> {
      exchange.getResponseHeaders().set("Docker-Content-Digest", "sha256:" + "0".repeat(64));
      return false;
    });
    assertThatThrownBy(() -> source().resolve()).hasMessageContaining("SKY-2108");
  }

  @Test
  void aBrokenConnectionGoesOnWithARange() throws Exception {
    AtomicInteger cuts = new AtomicInteger();
    registry.with(exchange -> {
      boolean first = isBlob(exchange) && cuts.getAndIncrement() == 0;
      if (first) {
        FakeRegistry.cut(exchange, BLOB, 400_000);
      }
      return first;
    });
    source().blob(wanted(), store, Progress.none());
    assertThat(Files.readAllBytes(store.path(Digest.of(BLOB)))).isEqualTo(BLOB);
    assertThat(ranges()).first().isEqualTo("");
    assertThat(ranges()).last().asString().matches("bytes=[1-9][0-9]*-");
    assertThat(pauses).containsExactly(500L);
  }

  @Test
  void aSecondRunGoesOnWhereTheFirstBrokeOff() throws Exception {
    registry.with(exchange -> {
      boolean whole = isBlob(exchange) && exchange.getRequestHeaders().getFirst("Range") == null;
      if (whole) {
        FakeRegistry.cut(exchange, BLOB, 600_000);
      } else if (isBlob(exchange) && pauses.size() < 5) {
        FakeRegistry.send(exchange, 503, new byte[0]);
        return true;
      }
      return whole;
    });
    assertThatThrownBy(() -> source().blob(wanted(), store, Progress.none()))
        .hasMessageContaining("SKY-2107");
    assertThat(store.holds(Digest.of(BLOB))).isFalse();
    pauses.addAll(List.of(0L, 0L, 0L, 0L, 0L));
    registry.seen.clear();
    source().blob(wanted(), ContentStore.open(store.folder()), Progress.none());
    assertThat(ranges()).hasSize(1).first().asString().startsWith("bytes=");
    assertThat(store.read(Digest.of(BLOB), BLOB.length)).isEqualTo(BLOB);
  }

  @Test
  void aRegistryThatKnowsNoRangesBeginsAgain() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    registry.with(exchange -> {
      if (!isBlob(exchange)) {
        return false;
      }
      if (asked.getAndIncrement() == 0) {
        FakeRegistry.cut(exchange, BLOB, 300_000);
      } else {
        FakeRegistry.send(exchange, 200, BLOB);
      }
      return true;
    });
    source().blob(wanted(), store, Progress.none());
    assertThat(store.read(Digest.of(BLOB), BLOB.length)).isEqualTo(BLOB);
  }

  @Test
  void aWrongDigestIsNeverStored() throws Exception {
    byte[] other = random(BLOB.length + 1);
    registry.put(
        "acme/app/blobs/" + Digest.of(BLOB),
        "application/octet-stream",
        Arrays.copyOf(other, BLOB.length));
    assertThatThrownBy(() -> source().blob(wanted(), store, Progress.none()))
        .hasMessageContaining("SKY-2108");
    registry.put("acme/app/blobs/" + Digest.of(BLOB), "application/octet-stream", other);
    assertThatThrownBy(() -> source().blob(wanted(), store, Progress.none()))
        .hasMessageContaining("SKY-2109");
    assertThat(store.folder().resolve("blobs/sha256")).isEmptyDirectory();
    assertThat(store.folder().resolve("parts").resolve(Digest.of(BLOB).hex() + ".part"))
        .doesNotExist();
  }

  @Test
  void aBusyRegistrySaysWhenToComeBack() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    registry.with(exchange -> {
      if (asked.getAndIncrement() > 0) {
        return false;
      }
      exchange.getResponseHeaders().set("Retry-After", "7");
      FakeRegistry.send(exchange, 429, new byte[0]);
      return true;
    });
    assertThat(source().resolve().bytes()).isNotEmpty();
    assertThat(pauses).containsExactly(7_000L);
  }

  @Test
  void fiveFailuresInARowAreEnough() {
    registry.with(exchange -> {
      FakeRegistry.send(exchange, 500, "broken\nhere".getBytes(StandardCharsets.UTF_8));
      return true;
    });
    assertThatThrownBy(() -> source().resolve())
        .hasMessageContaining("SKY-2107")
        .hasMessageContaining("500 broken here");
    assertThat(pauses).containsExactly(500L, 1_000L, 2_000L, 4_000L);
  }

  @Test
  void aRegistryThatIsNotThereIsSaidToBeNotThere() {
    registry.close();
    assertThatThrownBy(() -> source().resolve())
        .hasMessageContaining("SKY-2105")
        .hasMessageContaining("nothing answers there");
  }

  @Test
  void basicCredentialsComeFromDockersConfiguration() throws Exception {
    registry.with(exchange -> refuseUnless(exchange, basic("ann:secret"), "Basic realm=\"r\""));
    assertThat(source(login("ann:secret")).resolve().bytes()).isNotEmpty();
  }

  @Test
  void refusedCredentialsAreNamedWithTheirFile() throws Exception {
    registry.with(exchange -> refuseUnless(exchange, basic("ann:secret"), "Basic realm=\"r\""));
    Path config = login("bob:wrong");
    assertThatThrownBy(() -> source(config).resolve())
        .hasMessageContaining("SKY-2102")
        .hasMessageContaining("login of bob from " + config)
        .hasMessageNotContaining("wrong");
    assertThatThrownBy(() -> source().resolve()).hasMessageContaining("no login; none for");
  }

  @Test
  void aBearerTokenIsFetchedOnceForItsScope() throws Exception {
    String challenge =
        "Bearer realm=\"http://"
            + registry.host()
            + "/token\",service=\"reg, one\","
            + "scope=\"repository:acme/app:pull\"";
    registry.with(exchange -> {
      if (exchange.getRequestURI().getPath().equals("/token")) {
        FakeRegistry.send(
            exchange, 200, "{\"token\":\"t1\",\"x\":1}".getBytes(StandardCharsets.UTF_8));
        return true;
      }
      return refuseUnless(exchange, "Bearer t1", challenge);
    });
    Source source = source(login("ann:secret"));
    source.resolve();
    source.blob(wanted(), store, Progress.none());
    List<FakeRegistry.Seen> tokens =
        registry.seen.stream().filter(r -> r.path().startsWith("/token")).toList();
    assertThat(tokens).hasSize(1);
    assertThat(tokens.getFirst().path())
        .contains("service=reg%2C+one")
        .contains("scope=repository%3Aacme%2Fapp%3Apull");
    assertThat(tokens.getFirst().header("Authorization")).isEqualTo(basic("ann:secret"));
  }

  @Test
  void aRedirectToAnotherHostCarriesNoCredentials() throws Exception {
    try (FakeRegistry storage = new FakeRegistry()) {
      storage.put("data", "application/octet-stream", BLOB);
      registry.with(exchange -> refuseUnless(exchange, basic("ann:secret"), "Basic realm=\"r\""));
      registry.with(exchange -> {
        if (isBlob(exchange)) {
          exchange.getResponseHeaders().set("Location", "http://" + storage.host() + "/v2/data");
          FakeRegistry.send(exchange, 307, new byte[0]);
        }
        return isBlob(exchange);
      });
      source(login("ann:secret")).blob(wanted(), store, Progress.none());
      assertThat(storage.seen).hasSize(1);
      assertThat(storage.seen.getFirst().headers()).doesNotContainKey("Authorization");
    }
  }

  @Test
  void referrersComeInPagesOrUnderTheFallbackTag() {
    Digest subject = Digest.of(BLOB);
    String path = "acme/app/referrers/" + subject;
    registry.with(exchange -> {
      if (exchange.getRequestURI().toString().endsWith(subject.toString())) {
        exchange.getResponseHeaders().set("Link", "</v2/" + path + "?page=2>; rel=\"next\"");
      }
      return false;
    });
    registry.manifest("acme/app", "sha256-" + subject.hex(), MediaTypes.OCI_INDEX, index("c"));
    assertThat(source().referrers(subject))
        .extracting(Descriptor::artifactType)
        .containsExactly(Optional.of("type/c"));
    registry.put(path, MediaTypes.OCI_INDEX, index("a").getBytes(StandardCharsets.UTF_8));
    registry.put(
        path + "?page=2", MediaTypes.OCI_INDEX, index("b").getBytes(StandardCharsets.UTF_8));
    assertThat(source().referrers(subject))
        .extracting(Descriptor::artifactType)
        .containsExactly(Optional.of("type/a"), Optional.of("type/b"));
  }

  @Test
  void noPlainHttpUnlessItIsAskedFor() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answerInPlainText(plain));
      registries =
          new Registries(
              options(Optional.empty(), Set.of()), credentials(Optional.empty()), pauses::add);
      String name = "127.0.0.1:" + plain.getLocalPort() + "/acme/app:v1";
      assertThatThrownBy(
              () -> registries.open((Location.Registry) Location.parse(name, temp)).resolve())
          .hasMessageContaining("SKY-2104")
          .hasMessageContaining("the JDK's CAs only");
      assertThat(pauses).isEmpty();
    }
  }

  /** Takes the whole greeting first: closing with bytes unread would reset the answer away. */
  private static void answerInPlainText(ServerSocket server) {
    byte[] answer = "HTTP/1.0 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.UTF_8);
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        int first = socket.getInputStream().read();
        assertThat(first).as("a TLS greeting").isEqualTo(22);
        socket.getOutputStream().write(answer);
        socket.shutdownOutput();
        socket.getInputStream().skip(Long.MAX_VALUE);
      } catch (IOException e) {
        // The client hung up or the test ended; what it was told is asserted there.
      }
    }
  }

  private static String index(String type) {
    return """
    {"schemaVersion":2,"manifests":[{"mediaType":"%s","digest":"sha256:%s","size":1,
    "artifactType":"type/%s"}]}\
    """
        .formatted(MediaTypes.OCI_MANIFEST, type.repeat(64), type);
  }

  private static boolean refuseUnless(HttpExchange exchange, String authorization, String challenge)
      throws IOException {
    if (authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      return false;
    }
    exchange.getResponseHeaders().set("WWW-Authenticate", challenge);
    FakeRegistry.send(exchange, 401, new byte[0]);
    return true;
  }

  private static boolean isBlob(HttpExchange exchange) {
    return exchange.getRequestURI().getPath().contains("/blobs/");
  }

  private List<String> ranges() {
    return registry.seen.stream()
        .filter(request -> request.path().contains("/blobs/"))
        .map(request -> request.header("Range"))
        .toList();
  }

  private static Descriptor wanted() {
    return Descriptor.of("application/octet-stream", Digest.of(BLOB), BLOB.length);
  }

  private Source source() {
    return open("acme/app:v1");
  }

  private Source open(String name) {
    return open(name, Optional.empty());
  }

  private Source source(Path dockerConfig) {
    return open("acme/app:v1", Optional.of(dockerConfig));
  }

  private Source open(String name, Optional<Path> dockerConfig) {
    registries =
        new Registries(
            options(dockerConfig, Set.of(registry.host())), credentials(dockerConfig), pauses::add);
    return registries.open((Location.Registry) Location.parse(registry.host() + "/" + name, temp));
  }

  private Credentials credentials(Optional<Path> dockerConfig) {
    return new Credentials(options(dockerConfig, Set.of()), Map.of(), temp);
  }

  private static RegistryOptions options(Optional<Path> dockerConfig, Set<String> plain) {
    return new RegistryOptions(Optional.empty(), plain, dockerConfig);
  }

  private Path login(String userAndPassword) throws IOException {
    return Files.writeString(
        temp.resolve("config.json"),
        "{\"auths\":{\"%s\":{\"auth\":\"%s\"}}}"
            .formatted(registry.host(), basic(userAndPassword).substring("Basic ".length())));
  }

  private static String basic(String userAndPassword) {
    return "Basic "
        + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
