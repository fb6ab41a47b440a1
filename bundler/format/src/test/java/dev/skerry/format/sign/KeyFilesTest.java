package dev.skerry.format.sign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.Digest;
import dev.skerry.format.testing.TestKeys;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeyFilesTest {
  private static final byte[] MESSAGE = "DSSEv1 29".getBytes(UTF_8);
  private final KeyFiles files = new KeyFiles(new SecureRandom());

  @ParameterizedTest
  @EnumSource(Scheme.class)
  void aKeyThatIsWrittenAndReadSignsWhatItsPublicHalfVerifies(Scheme scheme) {
    SigningKey made = TestKeys.key("files", scheme);
    byte[] pem = files.writePem(made, Optional.empty());
    assertThat(KeyFiles.encrypted(pem, "k")).isFalse();
    SigningKey read = files.readPem(pem, Optional.empty(), "k");
    PublicKey half = PublicKey.fromPem(made.publicKey().pem(), "k");
    assertThat(half.scheme()).isEqualTo(scheme);
    assertThat(half.keyid())
        .isEqualTo(read.publicKey().keyid())
        .isEqualTo(Digest.of(half.spki()).hex());
    byte[] sig = read.sign(MESSAGE);
    assertThat(half.verifies(MESSAGE, sig)).isTrue();
    assertThat(half.verifies("DSSEv1 28".getBytes(UTF_8), sig)).isFalse();
    sig[sig.length / 2] ^= 1;
    assertThat(half.verifies(MESSAGE, sig)).isFalse();
    assertThat(half.verifies(MESSAGE, new byte[0])).isFalse();
    assertThat(half.verifies(MESSAGE, new byte[10_000])).isFalse();
  }

  @Test
  void theWrongPassphraseAndNoneAreToldApartFromABrokenFile() {
    SigningKey made = files.generate(Scheme.ED25519);
    byte[] pem = files.writePem(made, Optional.of("correct horse".toCharArray()));
    assertThat(KeyFiles.encrypted(pem, "k")).isTrue();
    SigningKey read = files.readPem(pem, Optional.of("correct horse".toCharArray()), "k");
    assertThat(read.publicKey().keyid()).isEqualTo(made.publicKey().keyid());
    assertThatThrownBy(() -> files.readPem(pem, Optional.of("wrong".toCharArray()), "k"))
        .hasMessageContaining("SKY-1017");
    assertThatThrownBy(() -> files.readPem(pem, Optional.empty(), "k"))
        .hasMessageContaining("SKY-1017");
    assertThatThrownBy(() -> files.readPem("no key".getBytes(UTF_8), Optional.empty(), "k"))
        .hasMessageContaining("SKY-1016");
    assertThatThrownBy(() -> files.readPem(made.publicKey().pem(), Optional.empty(), "k"))
        .hasMessageContaining("PUBLIC KEY");
  }

  @Test
  void noProviderIsRegistered() {
    files.writePem(files.generate(Scheme.ED25519), Optional.of("word".toCharArray()));
    assertThat(Security.getProvider("BC")).isNull();
  }

  @ParameterizedTest
  @EnumSource(names = {"ML_DSA_87", "ML_DSA_65", "ED25519", "ECDSA_P256_SHA256"})
  void theJdkReadsTheKeysAndVerifiesTheSignatures(Scheme scheme) throws Exception {
    SigningKey made = TestKeys.key("files", scheme);
    String family =
        switch (scheme) {
          case ED25519 -> "Ed25519";
          case ECDSA_P256_SHA256 -> "EC";
          default -> "ML-DSA";
        };
    KeyFactory factory = KeyFactory.getInstance(family);
    Signature jdk = Signature.getInstance(family.equals("EC") ? "SHA256withECDSA" : family);
    jdk.initVerify(factory.generatePublic(new X509EncodedKeySpec(made.publicKey().spki())));
    jdk.update(MESSAGE);
    assertThat(jdk.verify(made.sign(MESSAGE))).isTrue();
    byte[] pkcs8 = Pem.parse(files.writePem(made, Optional.empty()), "k").der();
    jdk.initSign(factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
    jdk.update(MESSAGE);
    assertThat(made.publicKey().verifies(MESSAGE, jdk.sign())).isTrue();
  }
}
