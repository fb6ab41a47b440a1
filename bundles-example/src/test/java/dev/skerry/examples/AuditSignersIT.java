package dev.skerry.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.examples.kit.AuditScript;
import dev.skerry.examples.kit.Desk;
import dev.skerry.examples.kit.Dist;
import dev.skerry.examples.kit.Fleet;
import dev.skerry.examples.kit.Forged;
import dev.skerry.examples.kit.Run;
import dev.skerry.examples.kit.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The auditor's script and {@code skerry verify} count the same signers of each scheme: of one who
 * owns several keys, all must have signed.
 */
class AuditSignersIT {
  private static final List<String> KEYS =
      List.of("ec", "rsa", "pair.ed25519", "pair.p256", "pq.ed25519", "pq.ml-dsa-87");

  @TempDir private static Path work;
  private static Path keys;
  private static Path stick;
  private static Desk desk;

  @BeforeAll
  static void release() throws IOException {
    Tools.need("tar", "openssl", "sha256sum", "cmp");
    Path folder = Files.createDirectory(work.resolve("desk"));
    keys = folder.resolve("keys");
    generate(folder, "ec", "--scheme", "ecdsa-p256-sha256");
    generate(folder, "rsa", "--scheme", "rsa-pss-3072-sha256");
    generate(folder, "pq", "--hybrid");
    generate(folder, "pair");
    generate(folder, "other", "--scheme", "ecdsa-p256-sha256");
    for (String ending : List.of(".key.pem", ".pub.pem")) {
      Files.move(keys.resolve("pair" + ending), keys.resolve("pair.ed25519" + ending));
      Files.move(keys.resolve("other" + ending), keys.resolve("pair.p256" + ending));
    }
    Fleet fleet = Fleet.create(work, "ec", "rsa", "pair", "pq");
    stick = fleet.release(1);
    desk = fleet.desk();
  }

  private static void generate(Path folder, String name, String... options) {
    List<String> command =
        new ArrayList<>(List.of("key", "generate", "--name", name, "--out", "keys"));
    command.add("--no-passphrase");
    command.addAll(List.of(options));
    Dist.skerry(folder, command.toArray(String[]::new)).exits(0);
  }

  /** The bundle with the signatures of these keys alone. */
  private static Path signedWith(String... named) {
    List<String> wanted = Stream.of(named).map(AuditSignersIT::keyid).toList();
    return forged(envelope -> {
      List<String> lines =
          envelope
              .lines()
              .filter(line ->
                  !line.startsWith("{\"keyid\"") || wanted.stream().anyMatch(line::contains))
              .toList();
      return String.join("\n", lines).replace("},\n]", "}\n]") + "\n";
    });
  }

  private static Path forged(UnaryOperator<String> change) {
    return Forged.envelope(stick, change).resolve("small-stable-1.skerry");
  }

  private static String keyid(String key) {
    return desk.skerry("key", "show", "keys/" + key + ".pub.pem").exits(0).out().split("\\s+")[1];
  }

  private static Run script(Path bundle, String... signers) throws IOException {
    Path folder = Files.createTempDirectory(work, "audit");
    return new AuditScript(folder, List.of(signers)).judge(bundle, 2);
  }

  /** With every key there is, as the shell lists them. */
  private static Run scriptOfAll(Path bundle) throws IOException {
    return script(bundle, KEYS.stream().map(AuditSignersIT::file).sorted().toArray(String[]::new));
  }

  private static String file(String key) {
    return keys.resolve(key + ".pub.pem").toString();
  }

  private static Run verify(Path bundle) {
    return desk.skerry("verify", bundle.toString(), "--root", "root/1.root.dsse.json");
  }

  @Test
  void signersOfP256AndOfRsaPssCount() throws IOException {
    Path bundle = signedWith("ec", "rsa");
    assertThat(scriptOfAll(bundle).exits(0).out())
        .contains("signed for ec with", "signed for rsa with", "ACCEPTED");
    verify(bundle).exits(0);
  }

  @Test
  void aSignerOfTwoKeysCountsOnceWhenBothHaveSigned() throws IOException {
    Path bundle = signedWith("ec", "pair.ed25519", "pair.p256");
    assertThat(scriptOfAll(bundle).exits(0).out()).contains("ACCEPTED");
    verify(bundle).exits(0);
    Path alone = signedWith("pair.ed25519", "pair.p256");
    assertThat(scriptOfAll(alone).exits(1).out()).contains("REFUSED: 1 of 2 signers");
    verify(alone).exits(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pair.ed25519", "pair.p256", "pq.ed25519", "pq.ml-dsa-87"})
  void halfOfAHybridSignerDoesNotCount(String half) throws IOException {
    Path bundle = signedWith("ec", half);
    String signer = half.split("\\.")[0];
    assertThat(scriptOfAll(bundle).exits(1).out())
        .contains(signer + " does not count: ", "REFUSED: 1 of 2 signers");
    assertThat(verify(bundle).exits(3).err()).contains("SKY-1111");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ec", "rsa", "pair.ed25519", "pair.p256"})
  void aSignatureThatWasChangedDoesNotCount(String key) throws IOException {
    String keyid = keyid(key);
    Path bundle = forged(envelope -> changed(envelope, keyid));
    String[] signers =
        key.startsWith("pair")
            ? new String[] {file("ec"), file("pair.ed25519"), file("pair.p256")}
            : new String[] {file("ec"), file("rsa")};
    assertThat(script(bundle, signers).exits(1).out())
        .contains("nothing that counts is signed with " + file(key), "REFUSED: 1 of 2 signers");
    script(stick.resolve("small-stable-1.skerry"), signers).exits(0);
  }

  private static String changed(String envelope, String keyid) {
    String line =
        envelope.lines().filter(l -> l.contains("\"" + keyid + "\"")).findFirst().orElseThrow();
    String text = line.split("\"sig\":\"")[1].split("\"")[0];
    byte[] signature = Base64.getDecoder().decode(text);
    signature[signature.length - 1] ^= 1;
    return envelope.replace(text, Base64.getEncoder().encodeToString(signature));
  }

  @Test
  void aKeyThatOpensslCannotJudgeIsSaidAndItsSignerDoesNotCount() throws IOException {
    Path bundle = signedWith("ec", "pq.ed25519", "pq.ml-dsa-87");
    verify(bundle).exits(0);
    Run run = scriptOfAll(bundle);
    String mlDsa = file("pq.ml-dsa-87");
    if (Run.in(work, "openssl", "pkey", "-pubin", "-in", mlDsa, "-noout").exit() == 0) {
      assertThat(run.exits(0).out()).contains("signed for pq with " + mlDsa, "ACCEPTED");
    } else {
      assertThat(run.exits(1).out())
          .contains("pq does not count: this openssl cannot judge " + mlDsa)
          .contains("REFUSED: 1 of 2 signers");
    }
  }

  @Test
  void aKeyIsOfOneSignerOnlyWhateverTheFilesAreCalled() throws IOException {
    Path bundle = stick.resolve("small-stable-1.skerry");
    assertThat(script(bundle, "a=" + file("ec"), "b=" + file("ec")).exits(1).out())
        .contains("REFUSED: " + file("ec") + " is given for two signers");
    assertThat(script(bundle, file("ec"), file("ec")).exits(1).out())
        .contains("REFUSED: 1 of 2 signers");
    script(bundle, "a=" + file("ec"), "b=" + file("rsa")).exits(0);
    assertThat(script(bundle, "a=" + file("ec"), "b=" + file("none")).exits(1).out())
        .contains("REFUSED: no key " + file("none"));
  }
}
