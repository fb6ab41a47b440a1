package dev.skerry.format;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.sign.KeyFiles;
import dev.skerry.format.sign.PublicKey;
import dev.skerry.format.sign.Scheme;
import dev.skerry.format.sign.SigningKey;
import dev.skerry.format.testing.TestKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A signature of every scheme over the statement of docs/format.md. Those that are random or long
 * lie beside the document; they were made once, and only what is not there is made.
 */
class SchemeVectorsTest {
  private static final Path VECTORS = Vectors.DOCS.resolve("vectors");
  private static final Path MESSAGE = VECTORS.resolve("statement.pae");

  private static byte[] pae() {
    return Vectors.bundle().envelope().pae();
  }

  @BeforeAll
  static void makeWhatIsMissing() throws IOException {
    if (Vectors.WRITE) {
      Files.createDirectories(VECTORS);
      Files.write(MESSAGE, pae());
      for (Scheme scheme : Scheme.values()) {
        if (Files.notExists(signature(scheme))) {
          SigningKey key =
              scheme == Scheme.RSA_PSS_3072_SHA256
                  ? new KeyFiles(new SecureRandom()).generate(scheme)
                  : TestKeys.fixed("cy", scheme, 1);
          Files.write(key(scheme), pem(key.publicKey().spki()));
          Files.write(signature(scheme), key.sign(pae()));
        }
      }
    }
  }

  private static Path signature(Scheme scheme) {
    return VECTORS.resolve(scheme.id() + ".sig");
  }

  private static Path key(Scheme scheme) {
    return VECTORS.resolve(scheme.id() + ".pub.pem");
  }

  private static byte[] pem(byte[] spki) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(spki);
    return "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
        .formatted(lines)
        .getBytes(US_ASCII);
  }

  private static PublicKey publicKey(Scheme scheme) throws IOException {
    String lines = Files.readString(key(scheme)).replaceAll("-----.*-----|\n", "");
    return PublicKey.of(scheme, Base64.getDecoder().decode(lines));
  }

  @Test
  void theMessageIsWhatTheStatementsSignersSign() throws IOException {
    assertThat(Files.readAllBytes(MESSAGE)).isEqualTo(pae());
  }

  @ParameterizedTest
  @EnumSource
  void theSignatureIsGoodForThisMessageOnly(Scheme scheme) throws IOException {
    byte[] signature = Files.readAllBytes(signature(scheme));
    PublicKey key = publicKey(scheme);
    assertThat(key.verifies(pae(), signature)).isTrue();
    byte[] other = pae();
    other[other.length - 1] ^= 1;
    assertThat(key.verifies(other, signature)).isFalse();
    byte[] changed = signature.clone();
    changed[changed.length - 1] ^= 1;
    assertThat(key.verifies(pae(), changed)).isFalse();
    assertThat(key.verifies(pae(), Arrays.copyOf(signature, signature.length + 1))).isFalse();
  }

  /** The same two numbers, the first one with a zero byte in front. */
  @Test
  void anotherSpellingOfTheNumbersOfEcdsaIsNotGood() throws IOException {
    byte[] strict = Files.readAllBytes(signature(Scheme.ECDSA_P256_SHA256));
    byte[] loose = new byte[strict.length + 1];
    System.arraycopy(strict, 0, loose, 0, 4);
    System.arraycopy(strict, 4, loose, 5, strict.length - 4);
    loose[1]++;
    loose[3]++;
    PublicKey key = publicKey(Scheme.ECDSA_P256_SHA256);
    assertThat(key.verifies(pae(), strict)).isTrue();
    assertThat(key.verifies(pae(), loose)).isFalse();
  }

  /** Of one key, a message has one signature of Ed25519; the others depend on chance. */
  @Test
  void ed25519SignsAlikeEveryTime() throws IOException {
    assertThat(TestKeys.fixed("cy", 1).sign(pae()))
        .isEqualTo(Files.readAllBytes(signature(Scheme.ED25519)));
  }

  /** A reader that takes another encoding of a key gets another id. */
  @Test
  void keyIdsAndSignaturesAreDocumented() throws IOException {
    StringBuilder vector = new StringBuilder();
    for (Scheme scheme : Scheme.values()) {
      PublicKey key = publicKey(scheme);
      byte[] signature = Files.readAllBytes(signature(scheme));
      vector.append(
          "%-20s key id     %s, of %d bytes\n"
              .formatted(scheme.id(), key.keyid(), key.spki().length));
      vector.append(
          "%-20s signature  %s, of %d bytes\n"
              .formatted("", Digest.of(signature).hex(), signature.length));
    }
    Vectors.assertDocumented(vector.toString());
  }
}
