package dev.skerry.gateway.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.Digest;
import dev.skerry.format.Progress;
import dev.skerry.format.document.Content;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.testing.TestBundle;
import dev.skerry.format.testing.TestRoots;
import dev.skerry.gateway.client.Access;
import dev.skerry.gateway.setup.DataFolder;
import dev.skerry.gateway.setup.Initialise;
import dev.skerry.gateway.setup.Setting;
import dev.skerry.gateway.setup.Settings;
import dev.skerry.gateway.setup.SiteChoice;
import dev.skerry.site.ImportRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a site's status asks somebody to look at. */
class AttentionTest {
  private static final String NOW = "2026-12-01T10:00:00Z";

  @TempDir private Path folder;
  private DataFolder data = new DataFolder(Path.of("data"));

  @BeforeEach
  void init() throws IOException {
    data = new DataFolder(folder.resolve("data"));
    Path root = folder.resolve("1.root.dsse.json");
    Files.write(
        root,
        TestRoots.signed(TestRoots.root(1, 2, "alice", "bob", "carol"), "alice", "bob").bytes());
    SiteChoice choice =
        new SiteChoice("north-1", root, "stable", new TreeMap<>(), List.of(), List.of());
    new Initialise(data, new SecureRandom(), clock(NOW)).site(choice);
  }

  private static InstantSource clock(String time) {
    return InstantSource.fixed(Instant.parse(time));
  }

  private String attention(String time, String reserve) {
    Settings settings = Settings.of(data, Map.of(Setting.RESERVE, reserve), Map.of());
    try (Access access = LocalAccess.open(data, settings, clock(time))) {
      String status = new String(access.report("status"), UTF_8);
      return status.substring(status.indexOf("\"attention\""));
    }
  }

  @Test
  void nothingWhenAllIsWell() {
    assertThat(attention(NOW, "0")).isEqualTo("\"attention\":[]}");
  }

  @Test
  void aRootThatEndsSoonAndOneThatEnded() {
    assertThat(attention("2028-09-22T10:00:00Z", "0")).isEqualTo("\"attention\":[]}");
    assertThat(attention("2028-09-24T10:00:00Z", "0"))
        .contains("\"SKY-8516\"", "root 1", "ends 2028-11-22T10:00:00Z");
    assertThat(attention("2030-01-01T00:00:00Z", "0")).contains("\"SKY-8516\"");
  }

  @Test
  void aClockBeforeWhatWasAdmitted() throws IOException {
    Path stick = Files.createDirectory(folder.resolve("stick"));
    TestBundle.sample(1).write(stick);
    Settings settings = Settings.of(data, Map.of(Setting.RESERVE, "0"), Map.of());
    try (Access access = LocalAccess.open(data, settings, clock(NOW))) {
      access.importFrom(ImportRequest.of(stick), Progress.none());
    }
    assertThat(attention("1990-01-01T00:00:00Z", "0"))
        .contains("\"SKY-1151\"", "shows 1990-01-01T00:00:00Z");
  }

  @Test
  void aDiskThatIsNearlyFull() {
    assertThat(attention(NOW, "999999999999999999")).contains("\"SKY-8517\"");
  }

  @Test
  void policiesThatCannotBeAsked() throws IOException {
    Files.createDirectories(data.policies());
    Files.writeString(data.policies().resolve("broken.yaml"), "kind: Policy\n");
    assertThat(attention(NOW, "0")).contains("broken.yaml", "\"SKY-9501\"");
  }

  @Test
  void contentThatIsHeldAndWasRevokedAfterwards() throws IOException {
    TestBundle first = TestBundle.sample(1);
    TestBundle second = TestBundle.sample(2);
    Digest held =
        first.statement().content().stream()
            .map(Content::digest)
            .filter(d -> second.statement().content().stream().anyMatch(c -> c.digest().equals(d)))
            .findFirst()
            .orElseThrow();
    RootDocument next =
        TestRoots.revoking(
            TestRoots.root(2, 2, "alice", "bob", "carol"),
            new RootDocument.Revoked(List.of(), List.of(), List.of(held)));
    second.roots = List.of(first.roots.getFirst(), TestRoots.signed(next, "alice", "bob"));
    Settings settings = Settings.of(data, Map.of(Setting.RESERVE, "0"), Map.of());
    String said = "";
    try (Access access = LocalAccess.open(data, settings, clock(NOW))) {
      for (TestBundle bundle : List.of(first, second)) {
        Path stick = Files.createDirectory(folder.resolve("stick" + bundle.sequence));
        bundle.write(stick);
        said += new String(access.importFrom(ImportRequest.of(stick), Progress.none()), UTF_8);
      }
    }
    assertThat(said).contains("\"decision\":\"admitted\"", "\"SKY-1125\"");
    assertThat(attention(NOW, "0")).contains("\"SKY-8518\"", held.toString(), "root 2 revoked");
  }
}
