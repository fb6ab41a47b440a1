package dev.skerry.gateway.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.Progress;
import dev.skerry.format.error.SkerryException;
import dev.skerry.gateway.client.Access;
import dev.skerry.gateway.client.AdminClient;
import dev.skerry.gateway.setup.AdminToken;
import dev.skerry.gateway.setup.DataFolder;
import dev.skerry.gateway.setup.Initialise;
import dev.skerry.gateway.setup.Setting;
import dev.skerry.gateway.setup.Settings;
import dev.skerry.site.ImportRequest;
import dev.skerry.store.AuditLog;
import dev.skerry.store.Disk;
import dev.skerry.store.EmbeddedStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A depot on free ports: listeners, probes, and who may use the admin API. */
class DepotTest {
  static final Map<Setting, String> FREE_PORTS =
      Map.of(Setting.REGISTRY, "127.0.0.1:0", Setting.ADMIN, "127.0.0.1:0");

  private static final Pattern LENGTH = Pattern.compile("(?i)Content-Length: ([0-9]+)");

  @TempDir private Path folder;
  private DataFolder data;
  private Gateway gateway;

  @BeforeEach
  void serve() {
    data = new DataFolder(folder.resolve("data"));
    new Initialise(data, new SecureRandom(), InstantSource.system()).depot();
    gateway = Gateway.serve(data, Settings.of(data, FREE_PORTS, Map.of()), InstantSource.system());
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  /**
   * Requests of one connection as they are on the wire: clients of the JDK do not let Host be set.
   *
   * @return the answer to the last
   */
  private static String send(String base, String... heads) throws IOException {
    URI uri = URI.create(base);
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      String last = "";
      for (String head : heads) {
        String request = head.replace("|", "\r\n") + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        last = answer(socket.getInputStream());
      }
      return last;
    }
  }

  private static String answer(InputStream in) throws IOException {
    StringBuilder answer = new StringBuilder();
    while (!answer.toString().endsWith("\r\n\r\n")) {
      answer.append((char) in.read());
    }
    Matcher length = LENGTH.matcher(answer);
    int bytes = length.find() ? Integer.parseInt(length.group(1)) : 0;
    return answer + new String(in.readNBytes(bytes), StandardCharsets.UTF_8);
  }

  private static String get(String base, String path, String... headers) throws IOException {
    String rest = headers.length == 0 ? "" : "|" + String.join("|", headers);
    return send(base, head(base, path) + rest);
  }

  private static String head(String base, String path) {
    return "GET " + path + " HTTP/1.1|Host: " + base.substring(7);
  }

  private String bearer() {
    return "Authorization: " + AdminToken.of(data).header();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/healthz", "/readyz", "/metrics"})
  void bothListenersHaveTheProbes(String path) throws IOException {
    assertThat(get(gateway.registry(), path)).startsWith("HTTP/1.1 200");
    assertThat(get(gateway.admin(), path)).startsWith("HTTP/1.1 200");
  }

  @Test
  void aGatewayWhoseDataFolderIsGoneIsNotReadyUntilItIsBack() throws IOException {
    Path away = folder.resolve("away");
    Files.move(data.folder(), away);
    assertThat(get(gateway.registry(), "/readyz"))
        .startsWith("HTTP/1.1 503")
        .contains("not ready: SKY-4005 is not there or cannot be written to")
        .doesNotContain(folder.toString());
    assertThat(get(gateway.registry(), "/healthz")).startsWith("HTTP/1.1 200");
    Files.move(away, data.folder());
    assertThat(get(gateway.registry(), "/readyz")).startsWith("HTTP/1.1 200");
  }

  @Test
  void theRegistryAnswersAndTheAdminApiIsNotThere() throws IOException {
    assertThat(get(gateway.registry(), "/v2/")).startsWith("HTTP/1.1 200");
    assertThat(get(gateway.registry(), "/admin/v1/status", bearer())).startsWith("HTTP/1.1 404");
  }

  @Test
  void metricsTellWhatTheRegistryDid() throws IOException {
    // A request is counted after its answer was sent; the next of its connection waits for that.
    String base = gateway.registry();
    assertThat(send(base, head(base, "/v2/"), head(base, "/metrics")))
        .contains("skerry_store_usable_bytes ")
        .containsPattern("skerry_registry_requests_total\\{code=\"200\",route=\"\\w+\"} 1");
  }

  @Test
  void withTheTokenTheStatusIsTold() throws IOException {
    assertThat(get(gateway.admin(), "/admin/v1/status", bearer()))
        .startsWith("HTTP/1.1 200")
        .contains("\"kind\":\"depot\"", gateway.registry())
        .contains("Cache-Control: no-store");
  }

  @ParameterizedTest
  @CsvSource({
    "Authorization: Bearer wrong, 401",
    "Authorization: Basic YTpi, 401",
    "X: none, 401",
  })
  void withoutTheTokenNothingIsTold(String header, int status) throws IOException {
    assertThat(get(gateway.admin(), "/admin/v1/status", header))
        .startsWith("HTTP/1.1 " + status)
        .doesNotContain("depot");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Origin: http://evil.example", "Origin: null", "Sec-Fetch-Site: cross-site"})
  void anotherPageIsRefusedEvenWithTheToken(String header) throws IOException {
    assertThat(get(gateway.admin(), "/admin/v1/status", bearer(), header))
        .startsWith("HTTP/1.1 403");
  }

  @Test
  void whoWasRefusedIsLogged() throws IOException {
    for (int i = 0; i < 30; i++) {
      get(gateway.admin(), "/admin/v1/status", "Authorization: Bearer wrong");
    }
    get(gateway.admin(), "/admin/v1/else", bearer());
    gateway.close();
    try (EmbeddedStore store =
        EmbeddedStore.open(data.folder(), Disk.real(), InstantSource.system())) {
      List<AuditLog.Event> refused =
          store.log().read(1, 100).stream()
              .map(AuditLog.Entry::event)
              .filter(event -> event.name().equals("admin.refused"))
              .toList();
      assertThat(refused)
          .hasSizeBetween(1, 2)
          .allSatisfy(event -> {
            assertThat(event.actor()).isEqualTo(System.getProperty("user.name"));
            assertThat(event.detail()).containsEntry("code", "SKY-8510");
          });
      assertThat(refused)
          .extracting(event -> Integer.valueOf(event.detail().get("calls")))
          .satisfies(
              calls -> assertThat(calls.stream().mapToInt(Integer::intValue).sum()).isEqualTo(30));
    }
  }

  @Test
  void aForeignHostIsRefusedEvenWithTheToken() throws IOException {
    String request = "GET /admin/v1/status HTTP/1.1|Host: evil.example|" + bearer();
    assertThat(send(gateway.admin(), request)).startsWith("HTTP/1.1 403").contains("SKY-8512");
  }

  @Test
  void onlyTheOwnerReadsTokenAndAddress() throws IOException {
    for (Path file : List.of(data.token(), data.adminAddress())) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void aDepotTakesNoBundles() {
    try (Access access = AdminClient.running(data).orElseThrow()) {
      assertThatThrownBy(() -> access.importFrom(ImportRequest.of(folder), Progress.none()))
          .isInstanceOf(SkerryException.class)
          .hasMessageContaining("SKY-8514");
      assertThatThrownBy(() -> access.report("bundles")).hasMessageContaining("SKY-8514");
      assertThatThrownBy(() -> access.report("else")).hasMessageContaining("SKY-8511");
    }
  }

  @Test
  void twoServicesDoNotShareADataFolder() {
    Settings settings = Settings.of(data, FREE_PORTS, Map.of());
    assertThatThrownBy(() -> Gateway.serve(data, settings, InstantSource.system()))
        .isInstanceOf(SkerryException.class)
        .hasMessageContaining("SKY-4001");
  }

  @Test
  void anAddressThatIsTakenIsNamed() {
    DataFolder other = new DataFolder(folder.resolve("other"));
    new Initialise(other, new SecureRandom(), InstantSource.system()).depot();
    String taken = gateway.registry().substring("http://".length());
    Map<Setting, String> options = Map.of(Setting.REGISTRY, taken, Setting.ADMIN, "127.0.0.1:0");
    Settings settings = Settings.of(other, options, Map.of());
    assertThatThrownBy(() -> Gateway.serve(other, settings, InstantSource.system()))
        .isInstanceOf(SkerryException.class)
        .hasMessageContaining("SKY-8507")
        .hasMessageContaining(taken);
  }

  @Test
  void thePortsThatItGotAreInTheLog() {
    try (Access access = AdminClient.running(data).orElseThrow()) {
      assertThat(new String(access.report("log/1"), StandardCharsets.UTF_8))
          .contains(
              gateway.admin().replaceFirst("^http://", ""),
              gateway.registry().replaceFirst("^http://", ""))
          .doesNotContain(":0\\\"");
    }
  }

  @Test
  void itHasNoKeyThatCouldBeChanged() {
    try (Access access = AdminClient.running(data).orElseThrow()) {
      assertThatThrownBy(access::rotateKey)
          .hasMessageContaining("SKY-8520")
          .hasMessageContaining("signs nothing and has none");
    }
    gateway.close();
    Settings settings = Settings.of(data, FREE_PORTS, Map.of());
    try (Access access = LocalAccess.open(data, settings, InstantSource.system())) {
      assertThatThrownBy(access::rotateKey).hasMessageContaining("SKY-8520");
      assertThatThrownBy(() -> access.goBack(Path.of("p"))).hasMessageContaining("SKY-8514");
    }
  }

  @Test
  void afterStoppingTheFolderIsFreeAgain() {
    gateway.close();
    assertThat(AdminClient.running(data)).isEmpty();
    gateway = Gateway.serve(data, Settings.of(data, FREE_PORTS, Map.of()), InstantSource.system());
    assertThat(AdminClient.running(data)).isPresent();
  }
}
