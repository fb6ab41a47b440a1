package dev.skerry.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.cli.PlayedConsole;
import dev.skerry.format.testing.TestBundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadCommandsTest {
  @TempDir Path folder;
  private final PlayedConsole console = new PlayedConsole();
  private final TestBundle bundle = TestBundle.sample(3);
  private Path root;
  private Path stick;

  @BeforeEach
  void writeBundle() throws IOException {
    root = Files.write(folder.resolve("1.root.dsse.json"), bundle.roots.getFirst().bytes());
    stick = Files.createDirectory(folder.resolve("stick"));
    bundle.write(stick, 40_000);
  }

  @Test
  void verifySaysWhoSignedAndWhatWasNotJudged() {
    assertThat(console.run("verify", stick, "--root", root)).isZero();
    assertThat(console.result())
        .contains("edge-fleet-stable-3  good")
        .contains("signed by alice, bob (root 1)")
        .contains("not judged: channel, audience, sequence, counters, space, policies of the site");
  }

  @Test
  void verifyExitsWithTheHighestCode() throws IOException {
    TestBundle forged = TestBundle.sample(4);
    forged.signers = List.of("mallory");
    forged.write(stick);
    assertThat(console.run("verify", stick, "--root", root)).isEqualTo(3);
    Files.delete(stick.resolve("edge-fleet-stable-3.skerry.002"));
    assertThat(console.run("verify", stick, "--root", root)).isEqualTo(5);
    assertThat(console.said()).contains("SKY-1304").contains("edge-fleet-stable-3.skerry.002");
  }

  @Test
  void verifySpeaksJson() {
    assertThat(console.run("verify", stick, "--root", root, "--json")).isZero();
    assertThat(console.result())
        .startsWith("{\"bundles\":[{\"name\":\"edge-fleet-stable-3\",")
        .contains("\"good\":true")
        .contains("\"signers\":[\"alice\",\"bob\"]")
        .contains("\"notJudged\":[\"channel\",");
  }

  @Test
  void aStickWithoutABundleIsNoBundle() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThat(console.run("verify", empty, "--root", root)).isEqualTo(5);
    assertThat(console.said()).contains("SKY-1301");
  }

  @Test
  void inspectAndLsNeedNoRootAndSaySo() {
    assertThat(console.run("inspect", stick)).isZero();
    assertThat(console.run("ls", stick)).isZero();
    assertThat(console.said()).contains("not verified");
    assertThat(console.result())
        .contains("root 1")
        .contains("docker.io/library/app:v3  (linux/amd64)")
        .contains("skerry/plan/os-upgrade:1");
    assertThat(console.run("ls", stick, "--json")).isZero();
    assertThat(console.result()).contains("{\"verified\":false,\"bundles\":[{\"name\":");
  }

  @Test
  void inspectShowsTheDigestAsItIsReadToEachOtherAndWhoseLogsWereSeen() throws IOException {
    TestBundle seen = TestBundle.sample(4);
    String log = "north-1 7 " + "ab".repeat(32) + "\n";
    seen.extras.put("ACKS", log.getBytes(StandardCharsets.US_ASCII));
    Path other = Files.createDirectory(folder.resolve("other"));
    seen.write(other);
    assertThat(console.run("inspect", other)).isZero();
    assertThat(console.result())
        .contains(
            seen.envelope().payloadDigest().spoken(),
            "logs seen of north-1",
            "3 entries, 1 plan\n");
    assertThat(console.run("inspect", other, "--json")).isZero();
    assertThat(console.result()).contains("\"seen\":[{\"site\":\"north-1\",\"size\":7,");
  }

  @Test
  void inspectShowsWhatStandsBeforeListsThatAreDamaged() throws IOException {
    Path file = stick.resolve("edge-fleet-stable-3.skerry.001");
    byte[] whole = Files.readAllBytes(file);
    int sums = new String(whole, StandardCharsets.ISO_8859_1).indexOf("SHA256SUMS");
    whole[sums + 512] ^= 1;
    Files.write(file, whole);
    assertThat(console.run("inspect", stick)).isZero();
    assertThat(console.result()).contains("edge-fleet-stable-3", "root 1");
    assertThat(console.said()).contains("warning: SHA256SUMS has the digest");
  }
}
