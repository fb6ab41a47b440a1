package dev.skerry.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.cli.PlayedConsole;
import dev.skerry.desk.LocalFiles;
import dev.skerry.desk.ledger.Ledger;
import dev.skerry.format.Digest;
import dev.skerry.format.testing.TestBundle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysAndRootsTest {
  @TempDir Path dir;
  private final PlayedConsole console = new PlayedConsole();
  private Desk desk;

  @BeforeEach
  void open() throws Exception {
    desk = new Desk(dir);
  }

  @Test
  void aPrivateKeyIsForItsOwnersEyesOnlyAndNeverReplaced() throws Exception {
    desk.withRoot();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(desk.key("alice"))))
        .isEqualTo("rw-------");
    byte[] before = Files.readAllBytes(desk.key("alice"));
    int exit =
        console.run(
            "key", "generate", "--name", "alice", "--out", dir.resolve("keys"), "--no-passphrase");
    assertThat(exit).isEqualTo(1);
    assertThat(console.said()).contains("SKY-3601");
    assertThat(Files.readAllBytes(desk.key("alice"))).isEqualTo(before);
  }

  @Test
  void aPlainKeyThatOthersMayReadIsRefused() throws Exception {
    desk.withRoot();
    Files.setPosixFilePermissions(desk.key("alice"), PosixFilePermissions.fromString("rw-r-----"));
    assertThat(console.run("root", "sign", "--yes", desk.root(), "--key", desk.key("alice")))
        .isEqualTo(1);
    assertThat(console.said()).contains("SKY-3602", "chmod 600");
  }

  @Test
  void aPassphraseComesFromFileVariableOrPrompt() throws Exception {
    Object[] generate = {"key", "generate", "--name", "alice", "--out", dir.resolve("keys")};
    assertThat(console.run(generate)).as("nobody to ask").isEqualTo(2);
    assertThat(console.said()).contains("give --passphrase-file or set SKERRY_PASSPHRASE");
    assertThat(desk.key("alice")).doesNotExist();
    Path file = Files.writeString(dir.resolve("pass"), "open sesame\nnot this line\n");
    Desk.run(
        "key",
        "generate",
        "--name",
        "alice",
        "--out",
        dir.resolve("keys"),
        "--passphrase-file",
        file);
    assertThat(text(desk.key("alice"))).startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----");
    Desk.run(
        "root",
        "init",
        "--product",
        "edge",
        "--out",
        dir.resolve("root"),
        "--signer",
        "alice=" + desk.pub("alice"));
    Object[] sign = {"root", "sign", "--yes", desk.root(), "--key", desk.key("alice")};
    assertThat(console.run(sign)).as("nobody to ask").isEqualTo(2);
    assertThat(new PlayedConsole().typing("open sesame").run(sign)).isZero();
    assertThat(new PlayedConsole().with("SKERRY_PASSPHRASE", "open sesame").run(sign)).isZero();
    assertThat(new PlayedConsole().with("SKERRY_PASSPHRASE", "wrong").run(sign)).isEqualTo(2);
  }

  @Test
  void aNewPassphraseIsTypedTwiceAlike() {
    Object[] generate = {"key", "generate", "--name", "a", "--out", dir};
    assertThat(console.typing("one", "two").run(generate)).isEqualTo(2);
    assertThat(console.said()).contains("differ");
    assertThat(dir.resolve("a.key.pem")).doesNotExist();
  }

  @Test
  void aHybridSignerHasTwoKeysAndCountsOnlyWithBoth() {
    desk.hybrid("alice");
    Desk.run(
        "root",
        "init",
        "--product",
        "edge",
        "--out",
        dir.resolve("root"),
        "--signer",
        "alice=" + desk.pub("alice.ed25519"),
        "--signer",
        "alice=" + desk.pub("alice.ml-dsa-87"));
    PlayedConsole one =
        Desk.run("root", "sign", "--yes", desk.root(), "--key", desk.key("alice.ed25519"));
    assertThat(one.said()).contains("counts only with all of them");
    assertThat(one.result()).contains("Signed by nobody: 0 of");
    PlayedConsole two =
        Desk.run("root", "sign", "--yes", desk.root(), "--key", desk.key("alice.ml-dsa-87"));
    assertThat(two.result()).contains("Signed by alice: 1 of the 1");
  }

  @Test
  void rolesAndThresholdsAreThoseThatWereAskedFor() {
    for (String name : new String[] {"a", "b", "c"}) {
      Desk.run(
          "key",
          "generate",
          "--name",
          name,
          "--out",
          dir.resolve("keys"),
          "--no-passphrase",
          "--scheme",
          "ecdsa-p256-sha256");
    }
    PlayedConsole made =
        Desk.run(
            "root",
            "init",
            "--product",
            "edge",
            "--out",
            dir.resolve("root"),
            "--signer",
            "a=" + desk.pub("a"),
            "--root-signer",
            "b=" + desk.pub("b"),
            "--release-signer",
            "c=" + desk.pub("c"),
            "--root-threshold",
            "1",
            "--expires",
            "90d");
    assertThat(made.result())
        .contains("root: 1 of a, b", "release: 2 of a, c", "deploy: 1 of a")
        .contains("valid from 2026-11-22T10:00:00Z to 2027-02-20T10:00:00Z");
    assertThat(Desk.run("root", "show", desk.root()).result()).contains("root: 1 of a, b");
    assertThat(Desk.run("root", "show", desk.root(), "--json").result()).startsWith("{\"digest\"");
    assertThat(
            console.run(
                "root",
                "init",
                "--product",
                "edge",
                "--out",
                dir.resolve("r2"),
                "--signer",
                "a=" + desk.pub("a"),
                "--release-threshold",
                "2"))
        .isEqualTo(2);
    assertThat(console.said()).contains("SKY-3502", "2 of 1");
  }

  @Test
  void aKeyIsReplacedByARootThatOldAndNewSigned() {
    desk.withRoot();
    desk.generate("bob2");
    String old = Desk.run("key", "show", desk.pub("bob")).result().strip().split(" +")[1];
    Path roots = dir.resolve("root");
    PlayedConsole made =
        Desk.run(
            "root",
            "next",
            "--root",
            roots,
            "--signer",
            "bob=" + desk.pub("bob2"),
            "--revoke-key",
            old);
    assertThat(made.result())
        .contains("Root 2 of product edge, epoch 1", "key " + old)
        .contains("Signed by nobody: 0 of the 2 that root 1 asks for")
        .contains("Signed by nobody: 0 of the 2 that its own role root asks for");
    Path second = roots.resolve("2.root.dsse.json");
    Desk.run("root", "sign", "--yes", second, "--key", desk.key("alice"));
    PlayedConsole byOld = Desk.run("root", "sign", "--yes", second, "--key", desk.key("bob"));
    assertThat(byOld.result())
        .contains("Signed by alice, bob: 2 of the 2 that root 1 asks for")
        .contains("Signed by alice: 1 of the 2 that its own role root asks for");
    assertThat(console.run("root", "next", "--root", roots))
        .as("root 2 lacks a signer")
        .isNotZero();
    PlayedConsole byNew = Desk.run("root", "sign", "--yes", second, "--key", desk.key("bob2"));
    assertThat(byNew.result())
        .contains("Signed by alice, bob: 2 of the 2 that its own role root asks for");
    PlayedConsole third = Desk.run("root", "next", "--root", roots, "--raise-epoch");
    assertThat(third.result()).contains("Root 3 of product edge, epoch 2", "key " + old);
  }

  @Test
  void aRootThatNobodyCouldFulfilIsNotMade() {
    desk.withRoot();
    Path roots = dir.resolve("root");
    assertThat(console.run("root", "next", "--root", roots, "--remove", "bob")).isEqualTo(2);
    assertThat(console.said()).contains("SKY-3502", "2 of 1");
    String alice = Desk.run("key", "show", desk.pub("alice")).result().strip().split(" +")[1];
    PlayedConsole revoking = new PlayedConsole();
    assertThat(revoking.run("root", "next", "--root", roots, "--revoke-key", alice)).isEqualTo(2);
    assertThat(revoking.said()).contains("SKY-3502", "too few of them have no revoked key");
    for (String[] wrong :
        new String[][] {{"--remove", "eve"}, {"--revoke-key", "abc"}, {"--revoke-bundle", "abc"}}) {
      assertThat(new PlayedConsole().run("root", "next", "--root", roots, wrong[0], wrong[1]))
          .as(String.join(" ", wrong))
          .isNotZero();
    }
    assertThat(roots.resolve("2.root.dsse.json")).doesNotExist();
  }

  @Test
  void aKeyThatNoRootKnowsIsNotRevokedByMistake() {
    desk.withRoot();
    Path roots = dir.resolve("root");
    String bob = Desk.run("key", "show", desk.pub("bob")).result().strip().split(" +")[1];
    String typo = (bob.charAt(0) == '0' ? "1" : "0") + bob.substring(1);
    assertThat(console.run("root", "next", "--root", roots, "--revoke-key", typo)).isEqualTo(2);
    assertThat(console.said())
        .contains("SKY-3504", typo, "no signer of root 1 to 1 has a key with this id");
    assertThat(roots.resolve("2.root.dsse.json")).doesNotExist();
  }

  @Test
  void whatTheLedgerDoesNotKnowIsRevokedAndSaid() {
    desk.withRoot();
    TestBundle bundle = TestBundle.sample(7);
    Path ledger = dir.resolve("ledger");
    new Ledger(ledger).record(bundle.envelope());
    String known = bundle.envelope().payloadDigest().toString();
    String unknown = Digest.of(new byte[] {9}).toString();
    PlayedConsole made =
        Desk.run(
            "root",
            "next",
            "--root",
            dir.resolve("root"),
            "--ledger",
            ledger,
            "--revoke-bundle",
            known,
            "--revoke-bundle",
            unknown,
            "--revoke-content",
            unknown);
    assertThat(made.result()).contains("  bundle " + known, "  content " + unknown);
    assertThat(made.said().lines())
        .hasSize(2)
        .anyMatch(line -> line.startsWith("note: bundle " + unknown + " is revoked, and the"))
        .anyMatch(line -> line.startsWith("note: content " + unknown + " is revoked, and the"));
  }

  @Test
  void aRootThatWaitsForSignaturesKeepsNobodyFromWorking() throws Exception {
    desk.withRoot();
    Path roots = dir.resolve("root");
    Path second = roots.resolve("2.root.dsse.json");
    Desk.run("root", "next", "--root", roots, "--release-threshold", "1");
    Path statement = desk.build(1, 1000, Optional.empty());
    String note = "note: root 2 lacks signatures and is not used yet; root 1 counts";
    Object[] permit = {
      "permit",
      "create",
      statement,
      "--site",
      "north-1",
      "--rule",
      "expired",
      "--reason",
      "late",
      "--to",
      dir,
      "--root",
      roots,
      "--key",
      desk.key("alice")
    };
    Object[] site = {
      "site",
      "add",
      "--name",
      "north-1",
      "--key",
      desk.pub("bob"),
      "--product",
      "edge",
      "--sign-key",
      desk.key("alice"),
      "--root",
      roots,
      "--ledger",
      dir.resolve("ledger")
    };
    Object[] audit = {
      "audit", dir.resolve("report"), "--root", roots, "--ledger", dir.resolve("ledger")
    };
    for (Object[] command : new Object[][] {permit, site, audit}) {
      PlayedConsole played = Desk.run(command);
      assertThat(played.said().lines().filter(line -> line.startsWith(note))).hasSize(1);
    }
    assertThat(Files.readString(dir.resolve("report.html"))).doesNotContain("Root 2");
    assertThat(Desk.run("root", "show", second).result())
        .contains("  alice has not signed: missing is ed25519 ", "incomplete: it is not used");
    desk.signRoot(second, "alice", "bob");
    assertThat(Desk.run("root", "show", second).result()).doesNotContain("incomplete");
    assertThat(Desk.run("root", "show", second.getParent()).result())
        .isEqualTo(Desk.run("root", "show", second).result());
    assertThat(Desk.run(audit).said()).doesNotContain("note:");
  }

  @Test
  void aRootWarnsOfWhatOneKeyCouldDoAndOfItsEnd() {
    desk.generate("a");
    String made =
        Desk.run(
                "root",
                "init",
                "--product",
                "edge",
                "--out",
                dir.resolve("root"),
                "--signer",
                "a=" + desk.pub("a"),
                "--expires",
                "59d")
            .result();
    assertThat(made)
        .contains("warning: role release asks for 1: each of a can act alone")
        .contains("warning: in more than one role")
        .contains("warning: it expires at 2027-01-20T10:00:00Z: make the next one");
  }

  @Test
  void aKeyThatTheRootDoesNotListSignsNothing() {
    desk.withRoot();
    desk.generate("eve");
    assertThat(console.run("root", "sign", "--yes", desk.root(), "--key", desk.key("eve")))
        .isEqualTo(1);
    assertThat(console.said()).contains("SKY-3503");
  }

  @Test
  void keysAreShownBySchemeAndId() {
    desk.withRoot();
    String shown = Desk.run("key", "show", desk.pub("alice"), desk.pub("bob")).result();
    assertThat(shown.lines()).hasSize(2).allMatch(line -> line.matches("ed25519  [0-9a-f]{64}"));
    PlayedConsole pem = Desk.run("key", "show", "--pem", desk.pub("alice"));
    assertThat(pem.result()).isEqualTo(text(desk.pub("alice")));
    assertThat(pem.said().strip()).isEqualTo(shown.lines().findFirst().orElseThrow());
  }

  private static String text(Path file) {
    return new String(LocalFiles.read(file, 10_000), StandardCharsets.US_ASCII);
  }
}
