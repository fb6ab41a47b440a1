package dev.skerry.format.sign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Project Wycheproof's vectors through our verifier: no wrong verdict, no exception. */
class WycheproofTest {

  @ParameterizedTest
  @CsvSource({
    "ED25519, 151",
    "ECDSA_P256_SHA256, 484",
    "RSA_PSS_3072_SHA256, 108",
    "ML_DSA_65, 210",
    "ML_DSA_87, 241"
  })
  void everyVerdictIsTheirs(Scheme scheme, int vectors) throws IOException {
    byte[] spki = {};
    int judged = 0;
    try (BufferedReader lines = open(scheme)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] words = line.split(" ");
        if (words[0].equals("key")) {
          spki = bytes(words[1]);
        } else {
          boolean verified =
              PublicKey.isKeyOf(scheme, spki)
                  && PublicKey.of(scheme, spki).verifies(bytes(words[2]), bytes(words[3]));
          assertThat(verified)
              .as("%s tcId %s", scheme, words[0])
              .isEqualTo(words[1].equals("valid"));
          judged++;
        }
      }
    }
    assertThat(judged).isEqualTo(vectors);
  }

  private static BufferedReader open(Scheme scheme) throws IOException {
    String name = "wycheproof/" + scheme.id() + ".txt.gz";
    var resource = WycheproofTest.class.getResourceAsStream(name);
    return new BufferedReader(
        new InputStreamReader(
            new GZIPInputStream(Objects.requireNonNull(resource)), StandardCharsets.US_ASCII));
  }

  private static byte[] bytes(String word) {
    return word.equals("-") ? new byte[0] : Base64.getDecoder().decode(word);
  }
}
