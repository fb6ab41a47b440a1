package dev.skerry.format.sign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skerry.format.error.SkerryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Key files between Skerry and the openssl program. */
class OpensslKeyFilesIT {
  private static final byte[] MESSAGE = "DSSEv1 29".getBytes(UTF_8);
  private final KeyFiles files = new KeyFiles(new SecureRandom());

  @TempDir Path dir;

  @ParameterizedTest
  @EnumSource(names = {"ED25519", "ECDSA_P256_SHA256", "RSA_PSS_3072_SHA256"})
  void opensslReadsTheKeyFilesAndFindsTheSamePublicKey(Scheme scheme) throws Exception {
    SigningKey made = files.generate(scheme);
    Path plain = write("plain.pem", files.writePem(made, Optional.empty()));
    Path locked = write("locked.pem", files.writePem(made, Optional.of("pass word".toCharArray())));
    byte[] expected = made.publicKey().pem();
    assertThat(openssl("pkey", "-in", plain.toString(), "-pubout")).isEqualTo(expected);
    assertThat(openssl("pkey", "-in", locked.toString(), "-passin", "pass:pass word", "-pubout"))
        .isEqualTo(expected);
    assertThat(new String(openssl("asn1parse", "-in", locked.toString()), UTF_8))
        .contains("scrypt", "aes-256-cbc");
  }

  @Test
  void keysThatOpensslMadeAreRead() throws Exception {
    byte[] plain = openssl("genpkey", "-algorithm", "ed25519");
    assertThat(files.readPem(plain, Optional.empty(), "k").publicKey().scheme())
        .isEqualTo(Scheme.ED25519);
    byte[] locked =
        openssl(
            "genpkey",
            "-algorithm",
            "EC",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-aes256",
            "-pass",
            "pass:word");
    SigningKey read = files.readPem(locked, Optional.of("word".toCharArray()), "k");
    assertThat(read.publicKey().scheme()).isEqualTo(Scheme.ECDSA_P256_SHA256);
    assertThat(read.publicKey().verifies(MESSAGE, read.sign(MESSAGE))).isTrue();
  }

  @Test
  void aCurveOrModulusThatNoSchemeAllowsIsRefused() throws Exception {
    byte[] p384 = openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384");
    byte[] rsa = openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048");
    for (byte[] pem : new byte[][] {p384, rsa}) {
      assertThatThrownBy(() -> files.readPem(pem, Optional.empty(), "k"))
          .isInstanceOf(SkerryException.class)
          .hasMessageContaining("no scheme known here");
    }
  }

  @Test
  void aSecondSpellingOfAKeyIsNoKey() throws Exception {
    SigningKey made = files.generate(Scheme.ECDSA_P256_SHA256);
    Path key = write("key.pem", files.writePem(made, Optional.empty()));
    byte[] compressed =
        openssl("pkey", "-in", key.toString(), "-pubout", "-ec_conv_form", "compressed");
    assertThatThrownBy(() -> PublicKey.fromPem(compressed, "k")).hasMessageContaining("SKY-1016");
    assertThat(PublicKey.isKeyOf(Scheme.ED25519, made.publicKey().spki())).isFalse();
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(dir.resolve(name), bytes);
  }

  private byte[] openssl(String... args) throws Exception {
    String[] command = new String[args.length + 1];
    command[0] = "openssl";
    System.arraycopy(args, 0, command, 1, args.length);
    Process process;
    try {
      process = new ProcessBuilder(command).redirectError(dir.resolve("err").toFile()).start();
    } catch (IOException e) {
      assumeTrue(System.getenv("CI") != null, "openssl is not installed: skipped");
      throw e;
    }
    byte[] out = process.getInputStream().readAllBytes();
    assertThat(process.waitFor()).as(Files.readString(dir.resolve("err"))).isZero();
    return out;
  }
}
