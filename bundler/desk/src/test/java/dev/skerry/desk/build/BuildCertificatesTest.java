package dev.skerry.desk.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.desk.DeskError;
import dev.skerry.desk.kit.DeskFolder;
import dev.skerry.format.sign.SigningKey;
import dev.skerry.format.testing.TestAuthority;
import dev.skerry.plans.Finding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What certificates and revocation lists will be worth at a site, build says before it is sent. */
class BuildCertificatesTest {
  private static final String BUNDLE =
      """
      apiVersion: skerry.dev/v1
      kind: Bundle
      product: edge
      channel: stable
      expires: 30d
      platforms: [linux/amd64]
      files: [docs/runbook.md]
      """;

  private final TestAuthority authority = TestAuthority.of("Release CA", "EC");
  private final SigningKey key = DeskFolder.key();
  @TempDir Path dir;
  private DeskFolder desk;

  @BeforeEach
  void setUp() {
    desk = new DeskFolder(dir.resolve("desk"), key).file("docs/runbook.md", "Read me.\n");
    desk.pin(key, authority.issue(key.publicKey().spki(), "Alice"), authority.certificate());
  }

  private List<String> warnings(byte[]... lists) {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < lists.length; i++) {
      desk.file(i + ".crl", lists[i]);
      names.append(names.isEmpty() ? "" : ", ").append(i).append(".crl");
    }
    desk.file("bundle.yaml", BUNDLE + (names.isEmpty() ? "" : "crls: [" + names + "]\n")).lock();
    return desk.build().warnings().stream()
        .filter(f -> f.code() == DeskError.CERTIFICATE || f.code() == DeskError.LIST_ENDED)
        .map(Finding::toString)
        .toList();
  }

  @Test
  void aListOfTheAuthorityIsNoMatterAndNeitherIsNone() {
    assertThat(warnings(authority.list(b -> {}))).isEmpty();
    assertThat(warnings()).isEmpty();
  }

  @Test
  void aListOfSomebodyElseLeavesRevocationUnknown() {
    byte[] namesake = TestAuthority.of("Release CA", "EC").list(b -> {});
    assertThat(warnings(namesake))
        .singleElement()
        .asString()
        .contains("certificate of alice", "no list that counts of one of its authorities");
  }

  @Test
  void aListThatHadEndedIsSaidWithWhatItIsWorth() {
    byte[] old =
        authority.list(
            DeskFolder.NOW.minus(Duration.ofDays(30)),
            DeskFolder.NOW.minus(Duration.ofDays(1)),
            b -> {});
    assertThat(warnings(old))
        .hasSize(2)
        .anyMatch(said -> said.contains("the list of CN=Release CA has no end after 2026-11-24"))
        .anyMatch(said -> said.contains("the newest list of one of its authorities had ended"));
  }

  @Test
  void aSignerWhoseCertificateWasRevokedIsNamed() {
    byte[] list =
        authority.list(b -> b.addCRLEntry(authority.lastSerial(), Date.from(DeskFolder.NOW), 0));
    assertThat(warnings(list))
        .singleElement()
        .asString()
        .contains("certificate of alice", "was revoked (CN=Alice) 2026-11-24T10:00:00Z");
  }
}
