package dev.skerry.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.cli.PlayedConsole;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.sign.Pem;
import dev.skerry.format.sign.PublicKey;
import dev.skerry.format.testing.TestAuthority;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates that root documents pin. */
class ChainsTest {
  private static final TestAuthority AUTHORITY = TestAuthority.of("Skerry Test CA", "EC");

  @TempDir Path dir;
  private Desk desk;
  private byte[] alice = {};

  @BeforeEach
  void open() throws Exception {
    desk = new Desk(dir);
    desk.generate("alice");
    alice = PublicKey.fromPem(Files.readAllBytes(desk.pub("alice")), "alice").spki();
  }

  private PlayedConsole init(String signer, byte[]... chain) throws IOException {
    return start(signer, chain, 0);
  }

  private PlayedConsole start(String signer, byte[][] chain, int exit) throws IOException {
    ByteArrayOutputStream pem = new ByteArrayOutputStream();
    for (byte[] der : chain) {
      pem.writeBytes(new Pem("CERTIFICATE", der).bytes());
    }
    Path file = Files.write(dir.resolve("chain.pem"), pem.toByteArray());
    List<Object> command = new ArrayList<>(List.of("root", "init", "--product", "edge"));
    command.addAll(List.of("--out", dir.resolve("root"), "--signer", "alice=" + desk.pub("alice")));
    command.addAll(List.of("--chain", signer + "=" + file));
    PlayedConsole console = new PlayedConsole();
    assertThat(console.run(command.toArray())).as(console.said()).isEqualTo(exit);
    return console;
  }

  @Test
  void theirOwnersAreShownAndTheNextRootKeepsThem() throws IOException {
    PlayedConsole said = init("alice", AUTHORITY.issue(alice, "Alice"), AUTHORITY.certificate());
    String words =
        "alice: certificate of CN=Alice, issued by CN=Skerry Test CA, ends 2035-01-01T00:00:00Z";
    assertThat(said.result()).contains(words);
    assertThat(said.result()).doesNotContain("warning: the certificate");
    Desk.run("root", "sign", "--yes", desk.root(), "--key", desk.key("alice"));
    assertThat(Desk.run("root", "show", desk.root()).result()).contains(words);
    Desk.run("root", "next", "--root", dir.resolve("root"));
    Path next = dir.resolve("root/2.root.dsse.json");
    RootDocument document = RootDocument.of(Envelope.parse(Files.readAllBytes(next), "next"));
    assertThat(document.chains()).hasSize(1);
    assertThat(document.chains().getFirst().certificates()).hasSize(2);
  }

  @Test
  void oneThatEndsSoonIsAWarning() throws IOException {
    Instant soon = PlayedConsole.NOW.plusSeconds(86_400);
    byte[] leaf = AUTHORITY.issue(alice, "Alice", TestAuthority.BEGINS, soon, b -> {});
    assertThat(init("alice", leaf, AUTHORITY.certificate()).result())
        .contains("warning: the certificate of alice ends at");
  }

  @Test
  void whatDoesNotHoldTogetherIsNotPinned() throws IOException {
    TestAuthority namesake = TestAuthority.of("Skerry Test CA", "EC");
    byte[] good = AUTHORITY.issue(alice, "Alice");
    byte[] ended =
        AUTHORITY.issue(
            alice, "Alice", TestAuthority.BEGINS, TestAuthority.BEGINS.plusSeconds(60), b -> {});
    refused("alice", "has no key", AUTHORITY.certificate());
    refused("bob", "has no key", good, AUTHORITY.certificate());
    refused("alice", "does not hang together", good, namesake.certificate());
    refused("alice", "ended (CN=Alice)", ended, AUTHORITY.certificate());
    TestAuthority employee = TestAuthority.of("Employee", "EC");
    byte[] noAuthority = AUTHORITY.issue(employee.spki(), "Employee");
    refused("alice", "is of no authority", employee.issue(alice, "Alice"), noAuthority);
    refused("alice", "holds 0 certificates");
    refused("alice", "cannot be read", new byte[] {1, 2, 3});
    assertThat(dir.resolve("root")).doesNotExist();
  }

  private void refused(String signer, String reason, byte[]... chain) throws IOException {
    assertThat(start(signer, chain, 2).said()).contains(reason);
  }
}
