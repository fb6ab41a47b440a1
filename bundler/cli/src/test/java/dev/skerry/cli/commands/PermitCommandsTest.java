package dev.skerry.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.cli.PlayedConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PermitCommandsTest {
  @TempDir Path dir;
  private final PlayedConsole console = new PlayedConsole();
  private Desk desk;
  private Path statement;

  @BeforeEach
  void open() throws IOException {
    desk = new Desk(dir).withRoot();
    statement = desk.signed(1, 1000);
  }

  private Object[] create(String... more) {
    List<Object> words = new ArrayList<>(List.of("permit", "create", statement));
    words.addAll(List.of("--root", dir.resolve("root"), "--to", dir.resolve("out")));
    words.addAll(List.of(more));
    return words.toArray();
  }

  private Object[] create(String site, String rule, String reason, String key) {
    return create("--site", site, "--rule", rule, "--reason", reason, "--key", key);
  }

  @Test
  void aPermitIsMadeShownAndSignedByASecond() throws IOException {
    String alice = desk.key("alice").toString();
    assertThat(console.run(create("north-1", "policy/window", "a storm", alice))).isZero();
    Path file = dir.resolve("out/edge-stable-1-north-1-policy-window.permit.dsse.json");
    assertThat(console.result())
        .contains("site north-1 of product edge", "although policy window of the site denies it")
        .contains(
            "because: a storm",
            "  Signed by alice: 1 of the 1 that role deploy of root 1 asks for",
            file.toString());
    PlayedConsole second = new PlayedConsole();
    Object[] sign = {
      "permit", "sign", file, "--key", desk.key("bob"), "--root", dir.resolve("root")
    };
    assertThat(second.run(sign)).isZero();
    assertThat(second.result()).contains("Signed by alice, bob: 2 of the 1 that role deploy");
    PlayedConsole shown = new PlayedConsole();
    assertThat(shown.run("permit", "show", file, "--root", dir.resolve("root"))).isZero();
    assertThat(shown.result())
        .contains("Signed by alice, bob")
        .doesNotContain("attention", "missing");
    PlayedConsole again = new PlayedConsole();
    assertThat(again.run(create("north-1", "policy/window", "a storm", alice))).isEqualTo(1);
    assertThat(again.said()).contains("SKY-3752");
  }

  /** As of statements and root documents: half of a hybrid signer counts for nothing. */
  @Test
  void theKeysThatAreMissingAreNamed() {
    desk.hybrid("hy");
    Object[] next = {
      "root",
      "next",
      "--root",
      dir.resolve("root"),
      "--deploy-signer",
      "hy=" + desk.pub("hy.ed25519"),
      "--deploy-signer",
      "hy=" + desk.pub("hy.ml-dsa-87"),
      "--deploy-threshold",
      "2"
    };
    Desk.run(next);
    desk.signRoot(dir.resolve("root/2.root.dsse.json"), "alice", "bob");
    String key = Desk.run("key", "show", desk.pub("hy.ml-dsa-87")).result().replaceAll(" +", " ");
    assertThat(console.run(create("north-1", "expired", "late", desk.key("alice").toString())))
        .isZero();
    Path file = dir.resolve("out/edge-stable-1-north-1-expired.permit.dsse.json");
    Object[] half = {
      "permit", "sign", file, "--key", desk.key("hy.ed25519"), "--root", dir.resolve("root")
    };
    PlayedConsole signed = Desk.run(half);
    assertThat(signed.result())
        .contains("  Signed by alice: 1 of the 2 that role deploy of root 2 asks for")
        .contains("    hy does not count yet: still missing is " + key.substring(0, 26))
        .contains("    bob has not signed: missing is ed25519 ");
  }

  @Test
  void whatCannotBePermittedIsRefusedAndLeavesNoFile() throws IOException {
    String alice = desk.key("alice").toString();
    assertThat(console.run(create("north-1", "threshold", "why", alice))).isEqualTo(2);
    assertThat(console.said()).contains("SKY-3751", "--rule", "too-old");
    assertThat(new PlayedConsole().run(create("North", "clock", "why", alice))).isEqualTo(2);
    assertThat(new PlayedConsole().run(create("n", "policy/My_policy", "why", alice))).isEqualTo(2);
    assertThat(new PlayedConsole().run(create("north-1", "clock", " ", alice))).isEqualTo(2);
    Object[] over =
        create("--site", "n", "--rule", "clock", "--reason", "why", "--days", "0", "--key", alice);
    assertThat(new PlayedConsole().run(over)).isEqualTo(2);
    desk.generate("eve");
    PlayedConsole eve = new PlayedConsole();
    assertThat(eve.run(create("north-1", "clock", "why", desk.key("eve").toString()))).isEqualTo(3);
    assertThat(eve.said()).contains("SKY-3754", "role deploy");
    try (var files = Files.list(dir.resolve("out"))) {
      assertThat(files.map(Path::toString)).noneMatch(name -> name.contains("permit"));
    }
  }

  @Test
  void whatAPermitSaysMovesNoCursor() {
    String evil = "red\u001b[31m\n  signed by alice, bob\u202e";
    assertThat(console.run(create("north-1", "clock", evil, desk.key("alice").toString())))
        .isZero();
    assertThat(console.result()).contains("because: red?[31m?  signed by alice, bob?");
    PlayedConsole shown = new PlayedConsole();
    Path file = dir.resolve("out/edge-stable-1-north-1-clock.permit.dsse.json");
    assertThat(shown.run("permit", "show", file, "--root", dir.resolve("root"))).isZero();
    assertThat(shown.result()).contains("because: red?[31m?  signed by alice, bob?");
  }

  @Test
  void aFileThatIsNoPermitIsSaidToBeNone() {
    assertThat(console.run("permit", "show", statement, "--root", dir.resolve("root")))
        .isEqualTo(1);
    assertThat(console.said()).contains("SKY-3753", statement.toString());
  }
}
