package dev.skerry.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.cli.PlayedConsole;
import dev.skerry.format.Digest;
import dev.skerry.format.document.Envelope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who signs a root document has seen what is new in it, and says so. */
class RootSignTest {
  private static final String BUNDLE = "sha256:" + "ab".repeat(32);

  @TempDir Path dir;
  private Desk desk;
  private Path second;

  /** Root 2: Bob has another key and the old one is revoked, Carol comes, one may release alone. */
  @BeforeEach
  void twoRoots() throws IOException {
    desk = new Desk(dir).withRoot();
    desk.generate("bob2", "carol");
    second = dir.resolve("root/2.root.dsse.json");
    Object[] next = {
      "root",
      "next",
      "--root",
      dir.resolve("root"),
      "--signer",
      "bob=" + desk.pub("bob2"),
      "--release-signer",
      "carol=" + desk.pub("carol"),
      "--release-threshold",
      "1",
      "--revoke-key",
      keyid("bob"),
      "--revoke-bundle",
      BUNDLE,
      "--raise-epoch",
      "--expires",
      "1y"
    };
    Desk.run(next);
  }

  private String keyid(String name) {
    return Desk.run("key", "show", desk.pub(name)).result().strip().split(" +")[1];
  }

  private String shortKey(String name) {
    return "ed25519 " + keyid(name).substring(0, 16);
  }

  private Object[] sign(Object... more) {
    Object[] words = {"root", "sign", second, "--key", desk.key("alice")};
    Object[] all = new Object[words.length + more.length];
    System.arraycopy(words, 0, all, 0, words.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return all;
  }

  private Envelope read(Path root) throws IOException {
    return Envelope.parse(Files.readAllBytes(root), root.toString());
  }

  @Test
  void whatIsNewAgainstTheRootBeforeIsShownAndAskedFor() throws IOException {
    PlayedConsole console = new PlayedConsole().typing("yes");
    assertThat(console.run(sign())).isZero();
    Digest digest = read(second).payloadDigest();
    assertThat(console.said().lines())
        .contains(
            "Changed against root 1 (" + read(desk.root()).payloadDigest() + ")",
            "  ~ epoch  1 -> 2",
            "  ~ expires  2028-11-21T10:00:00Z -> 2027-11-22T10:00:00Z",
            "  ~ signer bob  " + shortKey("bob") + " -> " + shortKey("bob2"),
            "  + signer carol  " + shortKey("carol"),
            "  ~ role release  2 of alice, bob -> 1 of alice, bob, carol",
            "  + revoked key " + keyid("bob"),
            "  + revoked bundle " + BUNDLE,
            "Root document " + digest,
            "  " + digest.spoken());
    assertThat(console.said())
        .doesNotContain("role root  ", "role deploy  ", "~ product")
        .contains("warning: role release asks for 1");
    assertThat(console.result())
        .startsWith("Signed by alice: 1 of the 2 that root 1 asks for")
        .contains("incomplete");
    assertThat(read(second).signatures()).hasSize(1);
  }

  @Test
  void whoeverDoesNotSayYesSignsNothing() throws IOException {
    byte[] before = Files.readAllBytes(second);
    PlayedConsole no = new PlayedConsole().typing("y");
    assertThat(no.run(sign())).isEqualTo(1);
    assertThat(no.said()).contains("SKY-8104", second.toString());
    PlayedConsole nobody = new PlayedConsole();
    assertThat(nobody.run(sign())).isEqualTo(2);
    assertThat(nobody.said()).contains("nobody can be asked, and no --yes");
    assertThat(second).hasBinaryContent(before);
    assertThat(new PlayedConsole().run(sign("--yes"))).isZero();
    assertThat(read(second).signatures()).hasSize(1);
  }

  @Test
  void withoutTheRootBeforeNothingIsSignedUnseen() throws IOException {
    second =
        Files.copy(second, Files.createDirectory(dir.resolve("usb")).resolve("2.root.dsse.json"));
    PlayedConsole alone = new PlayedConsole();
    assertThat(alone.run(sign("--yes"))).isEqualTo(2);
    assertThat(alone.said()).contains("SKY-3505", "root 1 does not lie beside it");
    assertThat(read(second).signatures()).isEmpty();
    assertThat(new PlayedConsole().run(sign("--yes", "--not-compared"))).isZero();
    assertThat(read(second).signatures()).hasSize(1);
  }

  @Test
  void whatIsNoRootDocumentIsNamedAndLeftAlone() throws IOException {
    Path statement = desk.build(1, 1000, Optional.empty());
    byte[] before = Files.readAllBytes(statement);
    for (String command : new String[] {"sign", "show"}) {
      PlayedConsole console = new PlayedConsole();
      assertThat(console.run("root", command, statement)).isEqualTo(2);
      assertThat(console.said())
          .startsWith("error SKY-3506 (desk): " + statement)
          .contains("is no root document: has the payload type application/vnd.in-toto+json");
    }
    assertThat(statement).hasBinaryContent(before);
  }

  @Test
  void aRootThatChangesNothingSaysSoAndTheFirstHasNothingBeforeIt() {
    desk.signRoot(second, "alice", "bob", "bob2");
    Desk.run("root", "next", "--root", dir.resolve("root"), "--expires", "1y");
    assertThat(Desk.run("root", "show", dir.resolve("root")).result())
        .contains("Changed against root 2")
        .contains("\n  nothing but its number and its time\n");
    assertThat(Desk.run("root", "show", desk.root()).result()).doesNotContain("Changed against");
  }
}
