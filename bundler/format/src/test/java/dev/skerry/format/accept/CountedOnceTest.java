package dev.skerry.format.accept;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.Digest;
import dev.skerry.format.accept.TrustJudgement.NotTrusted;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.RootDocument.RootKey;
import dev.skerry.format.document.RootDocument.RootSigner;
import dev.skerry.format.document.Signature;
import dev.skerry.format.sign.Scheme;
import dev.skerry.format.testing.TestKeys;
import dev.skerry.format.testing.TestRoots;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * One key is one signature, however often it stands there: TUF's clients failed at this again and
 * again. Two of three must sign, here only alice did.
 */
class CountedOnceTest {
  private final Scenario scenario = new Scenario();

  @Test
  void theSameLineTwiceInAStatement() {
    scenario.bundle.signers = List.of("alice");
    assertRefused("SKY-1111", scenario.bundle.envelope().bytes(), List.of());
    byte[] twice = twice(scenario.bundle.envelope(), line(scenario.bundle.envelope()));
    assertRefused("SKY-1010", twice, List.of());
  }

  /** ECDSA's signatures differ each time. */
  @Test
  void twoSignaturesOfOneKeyInAStatement() {
    RootSigner ec = TestKeys.signer("edda", Scheme.ECDSA_P256_SHA256);
    RootDocument root = TestRoots.root(1, 2, List.of(ec, TestKeys.signer("bob")));
    scenario.trusted = List.of(TestRoots.signed(root, "bob"));
    scenario.bundle.roots = scenario.trusted;
    scenario.bundle.signers = List.of();
    Envelope one = byEdda(scenario.bundle.envelope());
    Envelope other = byEdda(scenario.bundle.envelope());
    assertThat(line(one)).isNotEqualTo(line(other));
    assertRefused("SKY-1010", twice(one, line(other)), List.of());
    assertRefused("SKY-1010", twice(other, line(one)), List.of());
  }

  @Test
  void oneSignatureUnderTwoIdsInAStatement() {
    scenario.bundle.signers = List.of("alice");
    for (String other : List.of(keyid("bob"), "0".repeat(64), "f".repeat(64))) {
      Envelope envelope = underAnotherId(scenario.bundle.envelope(), other);
      assertThat(envelope.signatures()).hasSize(2);
      assertThat(assertRefused("SKY-1111", envelope.bytes(), List.of()))
          .contains("is signed by alice; root 1 asks for 2");
    }
  }

  @Test
  void theSameLineTwiceInARootOfTheChain() {
    Envelope second = TestRoots.signed(TestRoots.root(2, 2, "alice", "bob", "carol"), "alice");
    assertRefused("SKY-1104", statement(), List.of(second.bytes()));
    assertRefused("SKY-1010", statement(), List.of(twice(second, line(second))));
  }

  @Test
  void oneSignatureUnderTwoIdsInARootOfTheChain() {
    Envelope second = TestRoots.signed(TestRoots.root(2, 2, "alice", "bob", "carol"), "alice");
    for (String other : List.of(keyid("bob"), "0".repeat(64), "f".repeat(64))) {
      assertRefused("SKY-1104", statement(), List.of(underAnotherId(second, other).bytes()));
    }
  }

  /** The old signers all signed; of the new ones dave alone, under two ids. */
  @Test
  void oneSignatureUnderTwoIdsForTheNewThreshold() {
    Envelope second =
        TestRoots.signed(TestRoots.root(2, 2, "dave", "erin"), "alice", "bob", "dave");
    Signature dave =
        second.signatures().stream()
            .filter(signature -> signature.keyid().equals(keyid("dave")))
            .findFirst()
            .orElseThrow();
    Envelope lying = second.with(new Signature(keyid("erin"), dave.sig()));
    assertRefused("SKY-1105", statement(), List.of(lying.bytes()));
  }

  /** Signed well, but a root that gives one key to two signers lets one person be two. */
  @Test
  void oneKeyOfTwoSigners() {
    RootSigner alice = TestKeys.signer("alice");
    RootSigner twin = new RootSigner("twin", alice.keys());
    assertRefused("SKY-1012", statement(), List.of(second(alice, twin).bytes()));
  }

  /** The same with another id of the same point: there is one spelling of a key only. */
  @Test
  void oneKeyUnderTwoIdsOfTwoSigners() {
    RootSigner edda = TestKeys.signer("edda", Scheme.ECDSA_P256_SHA256);
    byte[] compressed = compressed(edda.keys().getFirst().spki());
    RootKey same =
        new RootKey(Digest.of(compressed).hex(), Scheme.ECDSA_P256_SHA256.id(), compressed);
    RootSigner twin = new RootSigner("twin", List.of(same));
    assertRefused("SKY-1109", statement(), List.of(second(edda, twin).bytes()));
  }

  /** A point of P-256 by x and the sign of y. */
  private static byte[] compressed(byte[] spki) {
    String hex = HexFormat.of().formatHex(spki);
    String point = hex.substring(hex.length() - 128);
    boolean odd = Character.digit(point.charAt(127), 16) % 2 == 1;
    String der = "3039301306072a8648ce3d020106082a8648ce3d030107032200";
    return HexFormat.of().parseHex(der + (odd ? "03" : "02") + point.substring(0, 64));
  }

  private static Envelope second(RootSigner... two) {
    List<RootSigner> all = new ArrayList<>(List.of(two));
    all.add(TestKeys.signer("carol"));
    return TestRoots.signed(TestRoots.root(2, 2, all), "alice", "bob");
  }

  private byte[] statement() {
    return scenario.bundle.envelope().bytes();
  }

  private static Envelope byEdda(Envelope unsigned) {
    return TestKeys.key("edda", Scheme.ECDSA_P256_SHA256).sign(unsigned);
  }

  private static String keyid(String name) {
    return TestKeys.key(name).publicKey().keyid();
  }

  private static Envelope underAnotherId(Envelope envelope, String keyid) {
    return envelope.with(new Signature(keyid, envelope.signatures().getFirst().sig()));
  }

  /** The line of the only signature. */
  private static String line(Envelope envelope) {
    return new String(envelope.bytes(), US_ASCII).split("\n")[3];
  }

  /** With this line below its own. */
  private static byte[] twice(Envelope envelope, String line) {
    String text = new String(envelope.bytes(), US_ASCII);
    return text.replace(line(envelope), line(envelope) + ",\n" + line).getBytes(US_ASCII);
  }

  private String assertRefused(String code, byte[] statement, List<byte[]> more) {
    List<byte[]> roots = new ArrayList<>();
    scenario.bundle.roots.forEach(root -> roots.add(root.bytes()));
    roots.addAll(more);
    NotTrusted refused = (NotTrusted) Acceptance.judgeTrust(scenario.site(), statement, roots);
    assertThat(refused.problem().code()).isEqualTo(code);
    assertThat(refused.save()).isEmpty();
    return refused.problem().reason();
  }
}
