package dev.skerry.gateway.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.Digest;
import dev.skerry.format.document.Content;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.testing.TestBundle;
import dev.skerry.format.testing.TestRoots;
import dev.skerry.gateway.client.Access;
import dev.skerry.gateway.setup.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a site's status asks somebody to look at. */
class AttentionTest extends ServedSite {
  private static final String NOW = "2026-12-01T10:00:00Z";

  private static InstantSource clock(String time) {
    return InstantSource.fixed(Instant.parse(time));
  }

  private String attention(String time, String reserve) {
    more.put(Setting.RESERVE, reserve);
    try (Access access = LocalAccess.open(data, settings(), clock(time))) {
      String status = report(access, "status");
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
    Path stick = stick("stick", TestBundle.sample(1));
    try (Access access = LocalAccess.open(data, settings(), clock(NOW))) {
      imported(access, stick);
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
    String said = "";
    try (Access access = LocalAccess.open(data, settings(), clock(NOW))) {
      for (TestBundle bundle : List.of(first, second)) {
        said += imported(access, stick("stick" + bundle.sequence, bundle));
      }
    }
    assertThat(said).contains("\"decision\":\"admitted\"", "\"SKY-1125\"");
    assertThat(attention(NOW, "0")).contains("\"SKY-8518\"", held.toString(), "root 2 revoked");
  }
}
