package dev.skerry.desk.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenUriTest {
  @Test
  void aTokensKeyIsNamedInTheWordsOfRfc7512() {
    Path named = Path.of("pkcs11:slot-id=7;object=alice%20b+c?module-path=/usr/lib/p11.so");
    assertThat(TokenUri.is(named)).isTrue();
    assertThat(TokenUri.is(Path.of("keys/alice.key.pem"))).isFalse();
    TokenUri uri = TokenUri.parse(named);
    assertThat(uri.slot()).isEqualTo("7");
    assertThat(uri.object()).isEqualTo("alice b+c");
    assertThat(uri.module()).isEqualTo(Path.of("/usr/lib/p11.so"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pkcs11:",
        "pkcs11:token=desk;object=a?module-path=/m",
        "pkcs11:slot-id=1;object=a",
        "pkcs11:slot-id=x;object=a?module-path=/m",
        "pkcs11:slot-id=1;object=100%?module-path=/m",
        "pkcs11:slot-id=1;object=a?module-path=%00",
        "pkcs11:slot-id=1;object=a;object=b?module-path=/m",
      })
  void anythingElseIsRefused(String named) {
    assertThatThrownBy(() -> TokenUri.parse(Path.of(named))).hasMessageContaining("SKY-3607");
  }
}
