package dev.skerry.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.document.RootDocument;
import dev.skerry.format.testing.TestBundle;
import dev.skerry.format.testing.TestKeys;
import dev.skerry.format.testing.TestRoots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What changes between two sittings of one import counts when the last volume comes. */
class BetweenSittingsTest extends SiteTest {
  private final TestBundle begun = TestBundle.sample(5);
  private List<Path> volumes = List.of();

  @BeforeEach
  void firstSitting() throws IOException {
    begun.image("docker.io/library/big:v1", TestBundle.bytes(200_000, 9));
    volumes = begun.write(Files.createDirectory(folder.resolve("begun")), 40_960);
    assertThat(importFrom(volumes.getFirst()).decisive().decision()).isEqualTo(Decision.WAITING);
    assertServesNothing();
  }

  private Outcome lastSitting() {
    return importFrom(volumes.subList(1, volumes.size()).toArray(Path[]::new)).decisive();
  }

  /** Another bundle brings a root in between; it need not be admissible itself. */
  private void bring(RootDocument root) throws IOException {
    TestBundle other = TestBundle.sample(4);
    other.channel = "beta";
    other.roots =
        List.of(begun.roots.getFirst(), TestRoots.signed(root, "alice", "bob", "carol", "dave"));
    Path stick = Files.createDirectory(folder.resolve("between"));
    importFrom(other.write(stick));
  }

  private static RootDocument revoking(RootDocument.Revoked revoked) {
    return TestRoots.revoking(TestRoots.root(2, 2, "alice", "bob", "carol"), revoked);
  }

  private void assertRefused(String code) {
    assertThat(lastSitting().problem().orElseThrow().code()).isEqualTo(code);
    assertServesNothing();
  }

  @Test
  void nothing() {
    assertThat(lastSitting().problem()).isEmpty();
    assertServes(begun);
  }

  @Test
  void theSignersAreOthers() throws IOException {
    bring(TestRoots.root(2, 2, "alice", "dave", "erin"));
    assertRefused("SKY-1111");
  }

  @Test
  void aSignersKeyIsRevoked() throws IOException {
    String key = TestKeys.key("bob").publicKey().keyid();
    bring(revoking(new RootDocument.Revoked(List.of(key), List.of(), List.of())));
    assertRefused("SKY-1111");
  }

  @Test
  void theBundleIsRevoked() throws IOException {
    bring(
        revoking(
            new RootDocument.Revoked(
                List.of(), List.of(begun.envelope().payloadDigest()), List.of())));
    assertRefused("SKY-1124");
  }

  @Test
  void theEpochIsRaised() throws IOException {
    bring(TestRoots.epoch(TestRoots.root(2, 2, "alice", "bob", "carol"), 2));
    assertRefused("SKY-1126");
  }

  @Test
  void aNewerBundleWasTaken() throws IOException {
    TestBundle newer = TestBundle.sample(6);
    Path stick = Files.createDirectory(folder.resolve("newer"));
    assertThat(importFrom(newer.write(stick)).decisive().problem()).isEmpty();
    assertThat(importFrom(volumes.toArray(Path[]::new)).decisive().problem().orElseThrow().code())
        .isEqualTo("SKY-1128");
    assertServes(newer);
  }
}
