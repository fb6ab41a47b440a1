package dev.skerry.format.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.Digest;
import dev.skerry.format.sign.KeyFiles;
import dev.skerry.format.sign.Scheme;
import dev.skerry.format.sign.SigningKey;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {
  private final KeyFiles keys = new KeyFiles(new SecureRandom());
  private final SigningKey key = keys.generate(Scheme.ED25519);
  private final Checkpoint checkpoint =
      new Checkpoint("site/north-1/audit", 42, Digest.of("tree".getBytes(UTF_8)));

  @Test
  void aSignedCheckpointIsReadBack() {
    assertThat(Checkpoint.verified(checkpoint.signed(key), key.publicKey())).contains(checkpoint);
  }

  @Test
  void itsTextIsOriginSizeAndRoot() {
    assertThat(new Checkpoint("example.com/log", 0, Digest.of(new byte[0])).text())
        .isEqualTo("example.com/log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n");
  }

  @Test
  void anotherKeyDoesNotVerify() {
    assertThat(
            Checkpoint.verified(checkpoint.signed(key), keys.generate(Scheme.ED25519).publicKey()))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"north-1", "42", "\u2014", "audit\n42", "=\n\n"})
  void aChangedNoteDoesNotVerify(String part) {
    String note = checkpoint.signed(key);
    assertThat(note).contains(part);
    String changed = note.replaceFirst(part, part.replace(part.charAt(0), '7'));
    assertThat(Checkpoint.verified(changed, key.publicKey())).isEmpty();
    assertThat(Checkpoint.verified(note + "\n", key.publicKey())).isEmpty();
    assertThat(Checkpoint.verified("", key.publicKey())).isEmpty();
  }

  @Test
  void ofTwoKeysThatSignedEitherVerifiesAndAStrangersDoesNot() {
    SigningKey next = keys.generate(Scheme.ED25519);
    String note = checkpoint.signed(key, next);
    assertThat(note).startsWith(checkpoint.signed(key));
    assertThat(Checkpoint.verified(note, key.publicKey())).contains(checkpoint);
    assertThat(Checkpoint.verified(note, next.publicKey())).contains(checkpoint);
    assertThat(Checkpoint.verified(note, keys.generate(Scheme.ED25519).publicKey())).isEmpty();
    assertThat(Checkpoint.unverified(note).map(Checkpoint::size)).contains(42L);
  }

  @Test
  void aNameThatANoteCannotCarryIsRefused() {
    assertThatThrownBy(() -> new Checkpoint("two words", 1, checkpoint.root()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
