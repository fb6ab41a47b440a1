package dev.skerry.format.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReceiptNamesTest {
  private static final String HEX = "0".repeat(64);

  @Test
  void aReceiptWhoseBundleOrSignerHasNoNameIsRefused() {
    String text =
        """
        {"_type":"https://in-toto.io/Statement/v1",\
        "subject":[{"name":"NAME","digest":{"sha256":"%s"}}],\
        "predicateType":"https://skerry.dev/receipt/v1","predicate":{"site":"site-1","number":7,\
        "issued":"2026-11-22T10:00:00Z","product":"p","channel":"c",\
        "decision":"present","root":1,\
        "floor":"2026-11-22T10:00:00Z","signers":["SIGNER"]}}\
        """
            .formatted(HEX);
    String good = text.replace("NAME", "p-c-1").replace("SIGNER", "alice");
    assertThat(Receipt.parse(good.getBytes(UTF_8)).name()).isEqualTo("p-c-1");
    for (String bad :
        List.of(
            text.replace("NAME", "p-c-1\\nsite north-1 holds p-c-9").replace("SIGNER", "alice"),
            text.replace("NAME", "p-c-1\\u001b[8m").replace("SIGNER", "alice"),
            text.replace("NAME", "p-c-1").replace("SIGNER", "alice\\n"))) {
      assertThatThrownBy(() -> Receipt.parse(bad.getBytes(UTF_8))).hasMessageContaining("SKY-1015");
    }
  }
}
