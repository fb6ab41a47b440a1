package dev.skerry.format.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.Digest;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.PayloadTypes;
import dev.skerry.format.document.SiteKey;
import dev.skerry.format.document.Succession;
import dev.skerry.format.testing.TestKeys;
import dev.skerry.format.testing.TestRoots;
import dev.skerry.format.testing.TestSuccessions;
import org.junit.jupiter.api.Test;

class SignedSuccessionTest {
  private static final String SITE = "north-1";

  @Test
  void whatBothKeysSignedCounts() {
    Envelope envelope = TestSuccessions.of(SITE, 7, "gateway", "next");
    assertThat(SignedSuccession.of(envelope, SITE))
        .hasValueSatisfying(signed -> {
          assertThat(signed.succession().last()).isEqualTo(7);
          assertThat(signed.before().keyid())
              .isEqualTo(TestKeys.key("gateway").publicKey().keyid());
          assertThat(signed.after().keyid()).isEqualTo(TestKeys.key("next").publicKey().keyid());
        });
    assertThat(SignedSuccession.of(envelope, "south-1")).isEmpty();
  }

  @Test
  void oneOfTheTwoIsNotEnough() {
    for (String only : new String[] {"gateway", "next", "mallory"}) {
      Envelope envelope = TestSuccessions.signed(SITE, 7, "gateway", "next", only);
      assertThat(SignedSuccession.of(envelope, SITE)).as(only).isEmpty();
    }
    Envelope itself = TestSuccessions.of(SITE, 7, "gateway", "gateway");
    assertThat(SignedSuccession.of(itself, SITE)).isEmpty();
  }

  @Test
  void itsCheckpointIsOfThisLogAndSignedByBothToo() {
    Checkpoint log = new Checkpoint("site/north-1/audit", 4, Digest.of(new byte[0]));
    Checkpoint other = new Checkpoint("site/south-1/audit", 4, Digest.of(new byte[0]));
    var gateway = TestKeys.key("gateway");
    var next = TestKeys.key("next");
    assertThat(SignedSuccession.of(with(log.signed(gateway, next)), SITE)).isPresent();
    assertThat(SignedSuccession.of(with(log.signed(next)), SITE)).isEmpty();
    assertThat(SignedSuccession.of(with(log.signed(gateway)), SITE)).isEmpty();
    assertThat(SignedSuccession.of(with(other.signed(gateway, next)), SITE)).isEmpty();
  }

  private static Envelope with(String note) {
    SiteKey before = TestSuccessions.key("gateway");
    SiteKey after = TestSuccessions.key("next");
    byte[] payload = new Succession(SITE, TestRoots.ISSUED, 0, before, after, note).payload();
    return TestKeys.sign(PayloadTypes.SUCCESSION, payload, "gateway", "next");
  }

  @Test
  void itIsReadAndSpelledAgainToTheByte() {
    byte[] payload = TestSuccessions.of(SITE, 0, "gateway", "next").payload();
    assertThat(Succession.parse(payload).payload()).isEqualTo(payload);
    String other = new String(payload, UTF_8);
    String changed = other.replace("\"last\":0", "\"last\":\"0\"");
    assertThatThrownBy(() -> Succession.parse(changed.getBytes(UTF_8)))
        .hasMessageContaining("SKY-1015");
  }
}
