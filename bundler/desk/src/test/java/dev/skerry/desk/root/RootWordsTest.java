package dev.skerry.desk.root;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.RootDocument.Revoked;
import dev.skerry.format.document.RootDocument.Role;
import dev.skerry.format.document.RootDocument.Roles;
import dev.skerry.format.sign.Scheme;
import dev.skerry.format.testing.TestKeys;
import dev.skerry.format.testing.TestRoots;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a root document says in words of who can do what. */
class RootWordsTest {
  private static final List<String> ALL = List.of("alice", "bob", "hy");

  private static RootDocument root(long root, long release, long deploy) {
    RootDocument made =
        TestRoots.root(
            1,
            2,
            List.of(
                TestKeys.signer("alice"),
                TestKeys.signer("bob"),
                TestKeys.signer("hy", Scheme.ED25519, Scheme.ECDSA_P256_SHA256)));
    Roles roles = new Roles(new Role(root, ALL), new Role(release, ALL), new Role(deploy, ALL));
    return new RootDocument(
        made.product(),
        made.version(),
        made.epoch(),
        made.issued(),
        made.expires(),
        made.signers(),
        roles,
        made.revoked(),
        made.chains());
  }

  private static RootDocument revoking(RootDocument root, String... signers) {
    List<String> keys =
        List.of(signers).stream()
            .map(name -> root.signer(name).orElseThrow().keys().getFirst().keyid())
            .sorted()
            .toList();
    return TestRoots.revoking(root, new Revoked(keys, List.of(), List.of()));
  }

  private static List<String> words(RootDocument document) {
    RootFile file =
        new RootFile(
            Path.of("1.root.dsse.json"), TestRoots.signed(document, "alice", "bob"), document);
    return RootWords.of(file, TestRoots.ISSUED);
  }

  @Test
  void eachSignerAndEachSmallestSetIsToldWhatItCanDoOverAllRoles() {
    assertThat(words(root(2, 2, 1)))
        .contains(
            "  alice alone: register sites and give permits",
            "  hy alone: register sites and give permits",
            "  alice and bob: sign the next root document, and so change all of this; sign a"
                + " bundle; register sites and give permits",
            "warning: role deploy asks for 1: each of alice, bob, hy can act alone");
    assertThat(words(root(2, 3, 2)))
        .contains(
            "  alice alone: nothing",
            "  bob and hy: sign the next root document, and so change all of this; register sites"
                + " and give permits",
            "  alice and bob and hy: sign the next root document, and so change all of this; sign a"
                + " bundle; register sites and give permits");
  }

  @Test
  void whoseKeyIsRevokedCountsNoMore() {
    assertThat(words(revoking(root(2, 2, 1), "alice")))
        .anyMatch(line -> line.startsWith("  alice: ") && line.endsWith("does not count)"))
        .contains("  release: 2 of alice (counts no more), bob, hy sign a bundle")
        .contains("warning: role deploy asks for 1: each of bob, hy can act alone")
        .noneMatch(line -> line.startsWith("  alice alone") || line.startsWith("  alice and"));
  }

  @Test
  void oneRevokedKeyOfSeveralIsEnough() {
    assertThat(words(revoking(root(2, 2, 1), "hy")))
        .anyMatch(line -> line.startsWith("  hy: ") && line.endsWith("does not count)"))
        .noneMatch(line -> line.startsWith("  hy alone"));
  }

  @Test
  void aThresholdThatNobodyCanReachAnyMoreIsAWarning() {
    assertThat(words(revoking(root(2, 2, 1), "alice", "bob")))
        .contains(
            "warning: role release asks for 2 and only 1 of its signers count: nobody can sign a"
                + " bundle")
        .contains("warning: role deploy asks for 1: each of hy can act alone");
  }
}
