package dev.skerry.desk.receipts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.desk.kit.Register;
import dev.skerry.desk.ledger.Ledger;
import dev.skerry.desk.root.Roots;
import dev.skerry.format.Digest;
import dev.skerry.format.archive.MediumFiles;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.PayloadTypes;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.RootDocument.Revoked;
import dev.skerry.format.document.Sites;
import dev.skerry.format.sign.SigningKey;
import dev.skerry.format.testing.TestKeys;
import dev.skerry.format.testing.TestRoots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The list of sites after a key of role deploy was lost: who goes on with it, and with which. */
class SignSitesTest {
  private static final InstantSource NOW = InstantSource.fixed(TestRoots.ISSUED);

  @TempDir private Path folder;
  private Ledger ledger;
  private Path roots;

  @BeforeEach
  void aListThatAliceSigned() throws IOException {
    ledger = new Ledger(folder.resolve("ledger"));
    roots = Files.createDirectories(folder.resolve("root"));
    root(TestRoots.root(1, 1, "alice", "bob"), "alice");
    add("north-1", "gateway", "alice");
  }

  private void root(RootDocument root, String... signers) throws IOException {
    TestRoots.write(roots, root, signers);
  }

  private void aliceIsRevoked() throws IOException {
    root(revoking("alice", TestRoots.root(2, 1, "alice", "bob")), "bob");
  }

  private static RootDocument revoking(String signer, RootDocument root) {
    String keyid = TestKeys.key(signer).publicKey().keyid();
    return TestRoots.revoking(root, new Revoked(List.of(keyid), List.of(), List.of()));
  }

  private Sites add(String site, String key, String... signers) {
    return new Register(ledger, roots)
        .add(site, key, OptionalLong.empty(), Map.of(), List.of("pilot"), signers);
  }

  private static List<SigningKey> keys(String... signers) {
    return Stream.of(signers).map(TestKeys::key).toList();
  }

  private SignSites sign() {
    return new SignSites(ledger, new Roots(roots), NOW);
  }

  private Envelope list() {
    return ledger.sites().orElseThrow();
  }

  private List<Sites.Site> trusted() {
    return new CollectReceipts(ledger, new Roots(roots), MediumFiles.real())
        .known().stream().map(KnownSite::site).toList();
  }

  @Test
  void theListThatAPersonConfirmedGoesOnUnderTheSignersWhoAreLeft() throws IOException {
    List<Sites.Site> before = trusted();
    Envelope old = list();
    aliceIsRevoked();
    assertThatThrownBy(this::trusted).hasMessageContaining("SKY-3805");
    assertThatThrownBy(() -> sign().run(Optional.empty(), keys("bob")))
        .hasMessageContainingAll(
            "SKY-3807", "sites.dsse.json", "counted by root 1", old.payloadDigest().toString());
    Sites now = sign().run(Optional.of(old.payloadDigest()), keys("bob"));
    assertThat(now.version()).isEqualTo(2);
    assertThat(trusted()).hasSize(1);
    assertThat(now.sites().getFirst().key().keyid()).isEqualTo(before.getFirst().key().keyid());
    assertThat(now.sites().getFirst().groups()).containsExactly("pilot");
    assertThat(folder.resolve("ledger/sites-confirmed"))
        .isDirectoryContaining(file ->
            file.getFileName().toString().startsWith("000001-" + old.payloadDigest().shortHex()));
    assertThat(add("south-1", "other", "bob").sites()).hasSize(2);
  }

  @Test
  void aListThatTheThiefForgedIsNotTakenForTheOneThatWasConfirmed() throws IOException {
    Digest right = list().payloadDigest();
    Sites forged = add("north-2", "mallory", "alice");
    aliceIsRevoked();
    assertThat(sign().words())
        .anyMatch(line -> line.contains(TestKeys.key("mallory").publicKey().keyid()))
        .contains("    signed 0 of the 0 receipts in the ledger");
    assertThatThrownBy(() -> sign().run(Optional.of(right), keys("bob")))
        .hasMessageContainingAll("SKY-3802", "--confirm-list", list().payloadDigest().toString());
    assertThat(Sites.of(list()).version()).isEqualTo(forged.version());
    assertThatThrownBy(() -> add("south-1", "other", "bob")).hasMessageContaining("SKY-3807");
  }

  @Test
  void theRevokedKeySignsNothingNew() throws IOException {
    Digest digest = list().payloadDigest();
    aliceIsRevoked();
    assertThatThrownBy(() -> sign().run(Optional.of(digest), keys("alice")))
        .hasMessageContaining("SKY-3806");
    assertThatThrownBy(() -> sign().run(Optional.of(digest), keys("alice", "bob")))
        .hasMessageContainingAll("SKY-3806", "with a revoked key");
  }

  @Test
  void aListThatOthersSignedTooNeedsNoConfirmation() throws IOException {
    add("south-1", "other", "alice", "bob");
    aliceIsRevoked();
    assertThatThrownBy(this::trusted).hasMessageContaining("SKY-3805");
    assertThat(sign().run(Optional.empty(), keys("bob")).sites()).hasSize(2);
    assertThat(trusted()).hasSize(2);
    assertThat(folder.resolve("ledger/sites-confirmed")).doesNotExist();
  }

  @Test
  void aNewEpochThatForgetsTheRevocationDoesNotLetTheKeyVouchAgain() throws IOException {
    aliceIsRevoked();
    root(TestRoots.epoch(TestRoots.root(3, 1, "bob"), 2), "bob");
    assertThatThrownBy(() -> sign().run(Optional.empty(), keys("bob")))
        .hasMessageContaining("SKY-3807");
  }

  @Test
  void whatNoRootEverTrustedIsNotConfirmedEither() throws IOException {
    Envelope forged = TestKeys.sign(PayloadTypes.SITES, list().payload(), "mallory");
    ledger.recordSites(forged);
    assertThatThrownBy(() -> sign().run(Optional.of(forged.payloadDigest()), keys("bob")))
        .hasMessageContainingAll("SKY-3805", "is signed by nobody");
  }

  @Test
  void anotherKindOfDocumentIsNamedByItsPath() throws IOException {
    Path other = roots.resolve("1.root.dsse.json");
    Ledger named = new Ledger(folder.resolve("ledger"), Optional.of(other));
    assertThatThrownBy(() -> new CollectReceipts(named, new Roots(roots), MediumFiles.real()))
        .hasMessageContainingAll(other.toString(), "is no list of registered sites");
  }
}
