package dev.skerry.format.sign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.RoleName;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.RootDocument.Revoked;
import dev.skerry.format.document.RootDocument.RootKey;
import dev.skerry.format.document.RootDocument.RootSigner;
import dev.skerry.format.document.Signature;
import dev.skerry.format.testing.TestKeys;
import dev.skerry.format.testing.TestRoots;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThresholdTest {
  private static final byte[] PAYLOAD = "{}".getBytes(UTF_8);

  @Test
  void twoOfThree() {
    RootDocument root = TestRoots.root(1, 2, "alice", "bob", "carol");
    assertThat(release(root, TestKeys.sign("t", PAYLOAD, "alice", "carol")).met()).isTrue();
    assertThat(release(root, TestKeys.sign("t", PAYLOAD, "alice")).met()).isFalse();
    assertThat(release(root, TestKeys.sign("t", PAYLOAD, "alice", "mallory")).signers())
        .containsExactly("alice");
  }

  @Test
  void aHybridSignerCountsOnlyWithAllItsKeys() {
    RootSigner hybrid = TestKeys.signer("alice", Scheme.ED25519, Scheme.ML_DSA_87);
    RootDocument root = TestRoots.root(1, 1, List.of(hybrid));
    SigningKey classical = TestKeys.key("alice", Scheme.ED25519);
    SigningKey quantum = TestKeys.key("alice", Scheme.ML_DSA_87);
    assertThat(release(root, TestKeys.sign("t", PAYLOAD, List.of(classical))).met()).isFalse();
    assertThat(release(root, TestKeys.sign("t", PAYLOAD, List.of(quantum))).met()).isFalse();
    assertThat(release(root, TestKeys.sign("t", PAYLOAD, List.of(classical, quantum))).met())
        .isTrue();
  }

  @Test
  void twoKeysOfOneSignerAreOneSigner() {
    RootSigner both = TestKeys.signer("alice", Scheme.ED25519, Scheme.ECDSA_P256_SHA256);
    RootDocument root = TestRoots.root(1, 2, List.of(both, TestKeys.signer("bob")));
    Envelope envelope =
        TestKeys.sign(
            "t",
            PAYLOAD,
            List.of(
                TestKeys.key("alice", Scheme.ED25519),
                TestKeys.key("alice", Scheme.ECDSA_P256_SHA256)));
    assertThat(release(root, envelope).signers()).containsExactly("alice");
  }

  @Test
  void whoseSignatureDoesNotVerifyIsNamed() {
    RootDocument root = TestRoots.root(1, 2, "alice", "bob", "carol");
    Envelope forged =
        TestKeys.sign("t", PAYLOAD, "alice")
            .with(new Signature(TestKeys.key("bob").publicKey().keyid(), new byte[64]));
    assertThat(release(root, forged).signers()).containsExactly("alice");
    assertThat(release(root, forged).claimed()).containsExactly("bob");
  }

  @Test
  void aRevokedKeyCountsNoMore() {
    RootDocument root = TestRoots.root(1, 2, "alice", "bob");
    Revoked revoked =
        new Revoked(List.of(TestKeys.key("bob").publicKey().keyid()), List.of(), List.of());
    Envelope envelope = TestKeys.sign("t", PAYLOAD, "alice", "bob");
    assertThat(release(root, envelope).met()).isTrue();
    assertThat(release(TestRoots.revoking(root, revoked), envelope).met()).isFalse();
  }

  @Test
  void aSchemeThatIsUnknownNeverCountsAndDoesNoHarm() {
    RootKey known = TestKeys.rootKey(TestKeys.key("bob").publicKey());
    RootSigner future =
        new RootSigner("bob", List.of(new RootKey(known.keyid(), "slh-dsa", known.spki())));
    RootDocument root = TestRoots.root(1, 1, List.of(TestKeys.signer("alice"), future));
    assertThat(release(root, TestKeys.sign("t", PAYLOAD, "alice", "bob")).signers())
        .containsExactly("alice");
  }

  @Test
  void aKeyIdThatLiesIsNoSignature() {
    RootDocument root = TestRoots.root(1, 1, "alice");
    Envelope mallory = TestKeys.sign("t", PAYLOAD, "mallory");
    Envelope lie =
        Envelope.unsigned("t", PAYLOAD)
            .with(
                new Signature(
                    TestKeys.key("alice").publicKey().keyid(),
                    mallory.signatures().getFirst().sig()));
    assertThat(release(root, lie).signers()).isEmpty();
  }

  @Test
  void aSignatureOverAnotherPayloadTypeIsNone() {
    RootDocument root = TestRoots.root(1, 1, "alice");
    Envelope signed = TestKeys.sign("t", PAYLOAD, "alice");
    assertThat(release(root, new Envelope("u", PAYLOAD, signed.signatures())).met()).isFalse();
  }

  private static Threshold release(RootDocument root, Envelope envelope) {
    return Threshold.of(root, RoleName.RELEASE, envelope);
  }
}
