package dev.skerry.desk.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.RootDocument.Revoked;
import dev.skerry.format.testing.TestRoots;
import dev.skerry.format.testing.TestStatements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The desk takes no root document that every site would refuse. */
class RootFolderTest {
  @TempDir private Path folder;

  @BeforeEach
  void first() throws IOException {
    write(1, TestRoots.signed(root(1), "alice", "bob"));
  }

  @Test
  void rootsThatFollowFromOneAnotherAreRead() throws IOException {
    write(2, TestRoots.signed(TestRoots.epoch(root(2), 2), "alice", "bob"));
    RootChain chain = RootChain.read(folder);
    assertThat(chain.documents()).extracting(RootDocument::version).containsExactly(1L, 2L);
    assertThat(chain.last().epoch()).isEqualTo(2);
  }

  @Test
  void aCommandReadsThemOnce() throws IOException {
    Roots roots = new Roots(folder);
    RootChain chain = roots.chain();
    Files.delete(folder.resolve("1.root.dsse.json"));
    assertThat(roots.chain()).isSameAs(chain);
  }

  @Test
  void anEpochThatFalls() throws IOException {
    write(2, TestRoots.signed(TestRoots.epoch(root(2), 2), "alice", "bob"));
    write(3, TestRoots.signed(root(3), "alice", "bob"));
    assertRefused("SKY-3207", "3.root.dsse.json", "has epoch 1, the root before has 2");
  }

  @Test
  void aRevocationThatIsTakenBack() throws IOException {
    Revoked bundle = new Revoked(List.of(), List.of(TestStatements.digest("x")), List.of());
    write(2, TestRoots.signed(TestRoots.revoking(root(2), bundle), "alice", "bob"));
    write(3, TestRoots.signed(root(3), "alice", "bob"));
    assertRefused("SKY-3207", "3.root.dsse.json", "no longer revokes");
  }

  @Test
  void aVersionThatIsLeftOut() throws IOException {
    write(2, TestRoots.signed(root(3), "alice", "bob"));
    assertRefused("SKY-3207", "2.root.dsse.json", "is version 3");
  }

  @Test
  void theLastOneMayWaitForSignaturesAndIsNotUsed() throws IOException {
    for (Envelope waiting :
        List.of(
            TestRoots.signed(TestRoots.root(2, 2, "dave", "erin"), "dave", "erin"),
            TestRoots.signed(TestRoots.root(2, 2, "dave", "erin"), "alice", "bob"),
            TestRoots.signed(root(2), "alice"),
            TestRoots.signed(root(2)))) {
      write(2, waiting);
      RootChain chain = RootChain.read(folder);
      assertThat(chain.documents()).extracting(RootDocument::version).containsExactly(1L);
      assertThat(chain.envelopes()).hasSize(1);
      assertThat(chain.notice().orElseThrow())
          .contains("root 2 lacks signatures and is not used yet; root 1 counts");
      assertThatThrownBy(() -> RootDraft.after(chain))
          .hasMessageContainingAll("SKY-3203", "2.root.dsse.json", "is signed by");
    }
  }

  @Test
  void oneThatWaitsForSignaturesBelowAnotherOne() throws IOException {
    write(2, TestRoots.signed(root(2), "alice"));
    write(3, TestRoots.signed(root(3), "alice", "bob"));
    assertRefused("SKY-3203", "2.root.dsse.json", "is signed by alice");
  }

  @Test
  void aSignatureThatIsNotOverTheOneThatWaits() throws IOException {
    Envelope other = TestRoots.signed(root(3), "alice");
    Envelope waiting = TestRoots.signed(root(2));
    write(2, new Envelope(waiting.payloadType(), waiting.payload(), other.signatures()));
    assertRefused("SKY-3207", "2.root.dsse.json", "has a signature of key");
  }

  @Test
  void aSignatureOfAStrangerOnTheOneThatWaits() throws IOException {
    write(2, TestRoots.signed(root(2), "alice", "mallory"));
    assertRefused("SKY-3207", "2.root.dsse.json", "which neither it nor the root before lists");
  }

  @Test
  void oneThatWaitsAndTakesARevocationBack() throws IOException {
    Revoked bundle = new Revoked(List.of(), List.of(TestStatements.digest("x")), List.of());
    write(2, TestRoots.signed(TestRoots.revoking(root(2), bundle), "alice", "bob"));
    write(3, TestRoots.signed(root(3)));
    assertRefused("SKY-3207", "3.root.dsse.json", "no longer revokes");
  }

  @Test
  void aFirstOneWithoutSignatures() throws IOException {
    write(1, TestRoots.signed(root(1), "alice"));
    assertRefused("SKY-3203", "1.root.dsse.json", "is signed by alice");
  }

  @Test
  void noRoots() throws IOException {
    Files.delete(folder.resolve("1.root.dsse.json"));
    assertRefused("SKY-3202", folder.toString(), "does not hold 1.root.dsse.json");
  }

  private static RootDocument root(long version) {
    return TestRoots.root(version, 2, "alice", "bob", "carol");
  }

  private void write(int version, Envelope envelope) throws IOException {
    Files.write(folder.resolve(version + ".root.dsse.json"), envelope.bytes());
  }

  private void assertRefused(String code, String item, String reason) {
    assertThatThrownBy(() -> RootChain.read(folder)).hasMessageContainingAll(code, item, reason);
  }
}
