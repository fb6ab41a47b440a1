package dev.skerry.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.cli.PlayedConsole;
import dev.skerry.desk.sign.StatementFile;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.sign.KeyFiles;
import dev.skerry.format.sign.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignCommandTest {
  @TempDir Path dir;
  private final PlayedConsole console = new PlayedConsole();
  private Desk desk;

  @BeforeEach
  void open() throws Exception {
    desk = new Desk(dir).withRoot();
  }

  @Test
  void whatIsSignedIsShownWithItsDigestBeforeTheQuestion() throws Exception {
    Path statement = desk.build(1, 1000, Optional.empty());
    assertThat(console.typing("yes").run("sign", statement, "--key", desk.key("alice"))).isZero();
    String said = console.said();
    assertThat(said).contains("the first of its channel", "+ content file skerry/file/runbook");
    assertThat(said.indexOf("Statement sha256:")).isBetween(0, said.indexOf("Type yes"));
    assertThat(read(statement).signatures()).hasSize(1);
  }

  @Test
  void anyOtherAnswerThanYesSignsNothing() throws Exception {
    Path statement = desk.build(1, 1000, Optional.empty());
    assertThat(console.typing("y").run("sign", statement, "--key", desk.key("alice"))).isEqualTo(1);
    assertThat(read(statement).signatures()).isEmpty();
  }

  @Test
  void aFileThatIsNoStatementIsTheDesksOwnMistake() throws Exception {
    Path text = Files.writeString(dir.resolve("notes.txt"), "not a statement");
    for (Object[] command :
        new Object[][] {
          {"sign", text, "--key", desk.key("alice"), "--yes"}, {"write", text, "--to", dir}
        }) {
      PlayedConsole played = new PlayedConsole();
      assertThat(played.run(command)).isEqualTo(2);
      assertThat(played.said()).contains("SKY-3704 (desk): " + text, "NAME.statement");
    }
  }

  @Test
  void whereNobodyCanBeAskedYesIsRequired() throws Exception {
    Path statement = desk.build(1, 1000, Optional.empty());
    assertThat(console.run("sign", statement, "--key", desk.key("alice"))).isEqualTo(2);
    assertThat(read(statement).signatures()).isEmpty();
  }

  @Test
  void theDifferenceFromAPreviousStatementIsShown() throws Exception {
    Path first = desk.build(1, 1000, Optional.empty());
    Path second = desk.build(2, 1000, Optional.of(read(first)));
    Path alone = Files.copy(second, Files.createDirectory(dir.resolve("alone")).resolve("s"));
    assertThat(console.run("sign", alone, "--key", desk.key("alice"), "--yes")).isEqualTo(2);
    assertThat(read(alone).signatures()).isEmpty();
    assertThat(console.said())
        .contains("nothing to compare with: statement " + read(first).payloadDigest())
        .contains("name its file: --previous FILE", "new or not:", "SKY-3705")
        .doesNotContain("+ content");
    PlayedConsole all = new PlayedConsole();
    assertThat(all.run("sign", alone, "--key", desk.key("alice"), "--yes", "--not-compared"))
        .isZero();
    assertThat(read(alone).signatures()).hasSize(1);
    PlayedConsole compared = new PlayedConsole();
    assertThat(
            compared.run("sign", second, "--key", desk.key("alice"), "--yes", "--previous", first))
        .isZero();
    assertThat(compared.said())
        .contains("compared with edge-stable-1", "~ content file skerry/file/runbook:latest")
        .doesNotContain("attention");
    Files.copy(first, alone.resolveSibling("edge-stable-1.statement"));
    PlayedConsole beside = new PlayedConsole();
    assertThat(beside.run("sign", alone, "--key", desk.key("bob"), "--yes")).isZero();
    assertThat(beside.said()).contains("compared with edge-stable-1", "~ content file");
    Path unnamed = desk.build(3, 1000, Optional.of(read(second)));
    PlayedConsole wrong = new PlayedConsole();
    wrong.run("sign", unnamed, "--key", desk.key("alice"), "--yes", "--previous", first);
    assertThat(wrong.said()).contains("attention: that is not the one");
  }

  @Test
  void signersInParallelAreMergedAndSigningAgainReplaces() throws Exception {
    Path statement = desk.build(1, 1000, Optional.empty());
    Path copy = Files.copy(statement, dir.resolve("copy"));
    Desk.run("sign", copy, "--key", desk.key("bob"), "--yes");
    Desk.run("sign", statement, "--key", desk.key("alice"), "--yes", "--merge", copy);
    Desk.run("sign", statement, "--key", desk.key("alice"), "--yes");
    assertThat(read(statement).signatures()).hasSize(2);
    Path other = desk.build(2, 1000, Optional.empty());
    assertThat(console.run("sign", statement, "--key", desk.key("bob"), "--yes", "--merge", other))
        .isNotZero();
  }

  @Test
  void aStatementOfAnotherDayIsSignedOnlyWhenItsTimeIsConfirmed() throws Exception {
    Path statement = desk.build(1, 1000, Optional.empty());
    StatementFile file = StatementFile.read(statement);
    assertThat(file.statement().issued()).isEqualTo("2026-11-22T09:59:00Z");
    file.refuseFarFrom(PlayedConsole.NOW.plusSeconds(47 * 3600), Optional.empty());
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> file.refuseFarFrom(PlayedConsole.NOW.plusSeconds(49 * 3600), Optional.empty()))
        .hasMessageContaining("SKY-3701");
    file.refuseFarFrom(
        PlayedConsole.NOW.plusSeconds(49 * 3600), Optional.of(file.statement().issued()));
  }

  @Test
  void aKeyWithoutTheRoleReleaseIsRefusedAtOnce() throws Exception {
    Path statement = desk.build(1, 1000, Optional.empty());
    desk.generate("eve");
    assertThat(console.run("sign", statement, "--key", desk.key("eve"), "--yes")).isEqualTo(3);
    assertThat(console.said()).contains("SKY-3703", "belongs to no signer of root 1", "alice, bob");
    assertThat(read(statement).signatures()).isEmpty();
  }

  @Test
  void whoDoesNotCountYetIsNamedWithTheKeyThatIsMissing() throws Exception {
    desk.hybrid("hy");
    Path two = desk.pub("hy.ml-dsa-87");
    Desk.run(
        "root",
        "next",
        "--root",
        dir.resolve("root"),
        "--signer",
        "hy=" + desk.pub("hy.ed25519"),
        "--signer",
        "hy=" + two);
    Path second = dir.resolve("root/2.root.dsse.json");
    Object[] half = {"root", "sign", "--yes", second, "--key", desk.key("hy.ed25519")};
    String missing = Desk.run("key", "show", two).result().strip().replaceAll(" +", " ");
    String key = missing.substring(0, "ml-dsa-87 ".length() + 16);
    assertThat(Desk.run(half).result())
        .contains("Signed by nobody: 0 of the 2 that its own role root asks for")
        .contains("  hy does not count yet: still missing is " + key)
        .contains("  alice has not signed: missing is ed25519 ")
        .contains("incomplete: it is not used before");
    assertThat(Desk.run("root", "show", second, "--json").result()).contains("\"complete\":false");
    Files.copy(second, desk.root(), StandardCopyOption.REPLACE_EXISTING);
    Path statement = desk.build(1, 1000, Optional.empty());
    assertThat(Desk.run("sign", statement, "--key", desk.key("hy.ed25519"), "--yes").said())
        .contains("Signed by nobody: 0 of the 2 that role release of root 2 asks for")
        .contains("  hy does not count yet: still missing is " + key)
        .contains("  bob has not signed: missing is ed25519 ");
    assertThat(Desk.run("sign", statement, "--key", desk.key("hy.ml-dsa-87"), "--yes").said())
        .contains("Signed by hy: 1 of the 2 that role release of root 2 asks for")
        .doesNotContain("  hy ");
  }

  @Test
  void aPublicKeyIsNamedAsSuch() throws Exception {
    Path statement = desk.build(1, 1000, Optional.empty());
    assertThat(console.run("sign", statement, "--key", desk.pub("alice"), "--yes")).isEqualTo(1);
    assertThat(console.said()).contains("SKY-3605", "is a public key", "NAME.key.pem");
  }

  @Test
  void whereNoRootIsAtHandThatIsSaid() throws Exception {
    Path statement = desk.build(1, 1000, Optional.empty());
    Path alone = Files.createDirectory(dir.resolve("usb")).resolve(statement.getFileName());
    Files.copy(statement, alone);
    assertThat(console.run("sign", alone, "--key", desk.key("alice"), "--yes")).isZero();
    assertThat(console.said()).contains("no root document is at hand");
    PlayedConsole near = new PlayedConsole();
    assertThat(near.run("sign", statement, "--key", desk.key("alice"), "--yes")).isZero();
    assertThat(near.said()).doesNotContain("no root document");
  }

  private static Envelope read(Path statement) {
    return StatementFile.read(statement).envelope();
  }

  @Test
  void aSignatureThatAnotherProgramMadeIsAdded() throws Exception {
    Path statement = desk.build(1, 1000, Optional.empty());
    Path pae = dir.resolve("pae");
    assertThat(console.run("sign", statement, "--pae", pae)).isZero();
    assertThat(read(statement).signatures()).isEmpty();
    assertThat(pae).hasBinaryContent(read(statement).pae());
    assertThat(console.said()).contains("to be read to each other: ");

    SigningKey alice =
        new KeyFiles(new SecureRandom())
            .readPem(Files.readAllBytes(desk.key("alice")), Optional.empty(), "alice");
    Path sig = Files.write(dir.resolve("sig"), alice.sign(Files.readAllBytes(pae)));
    Object[] add = {
      "sign", statement, "--yes", "--add-signature", sig, "--public-key", desk.pub("alice")
    };
    assertThat(new PlayedConsole().run(add)).isZero();
    assertThat(read(statement).signatures()).hasSize(1);
    assertThat(
            alice
                .publicKey()
                .verifies(Files.readAllBytes(pae), read(statement).signatures().getFirst().sig()))
        .isTrue();
  }

  @Test
  void aSignatureOverAnythingElseIsRefused() throws Exception {
    Path statement = desk.build(1, 1000, Optional.empty());
    Path sig = Files.write(dir.resolve("sig"), new byte[64]);
    Object[] add = {
      "sign", statement, "--yes", "--add-signature", sig, "--public-key", desk.pub("alice")
    };
    assertThat(console.run(add)).isEqualTo(1);
    assertThat(console.said()).contains("SKY-3606", sig.toString());
    PlayedConsole unpaired = new PlayedConsole();
    assertThat(unpaired.run("sign", statement, "--yes", "--add-signature", sig)).isEqualTo(2);
    assertThat(unpaired.said()).contains("--public-key");
    assertThat(new PlayedConsole().run("sign", statement, "--yes")).isEqualTo(2);
    assertThat(read(statement).signatures()).isEmpty();
  }

  @Test
  void whatIsToBeSignedReplacesNoFileAndNothingIsSignedBesideIt() throws Exception {
    Path statement = desk.build(1, 1000, Optional.empty());
    byte[] before = Files.readAllBytes(statement);
    assertThat(console.run("sign", statement, "--pae", statement)).isEqualTo(2);
    assertThat(console.said()).contains("replaces no file");
    assertThat(statement).hasBinaryContent(before);
    Path pae = dir.resolve("pae");
    Object[] both = {"sign", statement, "--pae", pae, "--key", desk.key("alice"), "--yes"};
    assertThat(new PlayedConsole().run(both)).isEqualTo(2);
    assertThat(pae).doesNotExist();
  }
}
