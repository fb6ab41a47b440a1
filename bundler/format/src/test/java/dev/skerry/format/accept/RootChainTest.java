package dev.skerry.format.accept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.accept.TrustJudgement.NotTrusted;
import dev.skerry.format.accept.TrustJudgement.Trusted;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.PayloadTypes;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.RootDocument.Revoked;
import dev.skerry.format.document.RootDocument.RootKey;
import dev.skerry.format.document.RootDocument.RootSigner;
import dev.skerry.format.sign.Scheme;
import dev.skerry.format.testing.TestKeys;
import dev.skerry.format.testing.TestRoots;
import dev.skerry.format.testing.TestStatements;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Attacks on the chain of root documents, and the rotations that must work. */
class RootChainTest {
  private final Scenario scenario = new Scenario();

  @Test
  void aRootSignedByOldAndNewIsSavedAndTrusted() {
    scenario.addRoot(TestRoots.root(2, 2, "bob", "carol", "dave"), "bob", "carol");
    scenario.bundle.signers = List.of("carol", "dave");
    Trusted trusted = (Trusted) scenario.trust();
    assertThat(trusted.root().version()).isEqualTo(2);
    assertThat(trusted.signers()).containsExactly("carol", "dave");
    assertThat(trusted.save()).extracting(r -> r.document().version()).containsExactly(2L);
    assertThat(trusted.save().getFirst().bytes()).isEqualTo(scenario.bundle.roots.get(1).bytes());
  }

  @Test
  void signersThatAreGoneCountNoMore() {
    scenario.addRoot(TestRoots.root(2, 2, "bob", "carol", "dave"), "bob", "carol");
    scenario.bundle.signers = List.of("alice", "bob");
    assertRefused("SKY-1111", 1);
  }

  @Test
  void aRootThatOnlyItsOwnSignersSigned() {
    scenario.addRoot(TestRoots.root(2, 2, "mallory", "trudy"), "mallory", "trudy");
    assertRefused("SKY-1104", 0);
  }

  @Test
  void aRootThatOnlyTheOldSignersSigned() {
    scenario.addRoot(TestRoots.root(2, 2, "dave", "erin"), "alice", "bob");
    assertRefused("SKY-1105", 0);
  }

  @Test
  void oneKeyIsNotCountedForTwoSigners() {
    scenario.addRoot(TestRoots.root(2, 2, "alice", "bob"), "alice");
    assertRefused("SKY-1104", 0);
  }

  @Test
  void rootsAcceptedBeforeABadOneStay() {
    scenario.addRoot(TestRoots.root(2, 2, "alice", "bob", "carol"), "alice", "bob");
    scenario.addRoot(TestRoots.root(3, 1, "mallory"), "mallory");
    assertRefused("SKY-1104", 1);
  }

  @Test
  void aGap() {
    scenario.addRoot(TestRoots.root(3, 2, "alice", "bob", "carol"), "alice", "bob");
    assertRefused("SKY-1103", 0);
  }

  @Test
  void aGapAboveAnAnchorThatIsNotTheFirst() {
    scenario.trusted = List.of(TestRoots.signed(root(3), "alice", "bob"));
    scenario.bundle.roots = List.of();
    assertThat(scenario.trust()).isInstanceOf(Trusted.class);
  }

  @Test
  void anotherDocumentOfATrustedVersionIsAFork() {
    scenario.bundle.roots =
        List.of(TestRoots.signed(TestRoots.root(1, 1, "alice", "bob"), "alice", "bob"));
    assertRefused("SKY-1102", 0);
  }

  @Test
  void theSamePayloadWithMoreSignaturesIsNoFork() {
    scenario.bundle.roots = List.of(TestRoots.signed(Scenario.ROOT, "alice", "bob", "carol"));
    assertThat(scenario.trust()).isInstanceOf(Trusted.class);
  }

  @Test
  void aForkBelowTheNewestIsFoundWhereItIsStored() {
    Envelope second = TestRoots.signed(root(2), "alice", "bob");
    scenario.trusted = List.of(scenario.trusted.getFirst(), second);
    RootDocument other = TestRoots.root(1, 2, "alice", "bob");
    scenario.bundle.roots = List.of(TestRoots.signed(other, "alice", "bob"), second);
    assertRefused("SKY-1102", 0);
  }

  @Test
  void anOldBundleWithFewerRootsIsStillTrusted() {
    Envelope second = TestRoots.signed(root(2), "alice", "bob");
    scenario.trusted = List.of(scenario.trusted.getFirst(), second);
    Trusted trusted = (Trusted) scenario.trust();
    assertThat(trusted.root().version()).isEqualTo(2);
    assertThat(trusted.save()).isEmpty();
  }

  @Test
  void anotherProduct() {
    RootDocument r = root(2);
    RootDocument other =
        new RootDocument(
            "kiosk-fleet",
            2,
            1,
            r.issued(),
            r.expires(),
            r.signers(),
            r.roles(),
            r.revoked(),
            r.chains());
    scenario.addRoot(other, "alice", "bob");
    assertRefused("SKY-1106", 0);
  }

  @Test
  void anEpochThatFalls() {
    scenario.addRoot(TestRoots.epoch(root(2), 2), "alice", "bob");
    scenario.addRoot(TestRoots.epoch(root(3), 1), "alice", "bob");
    assertRefused("SKY-1107", 1);
  }

  @Test
  void aRevocationThatIsTakenBack() {
    Revoked bundle = new Revoked(List.of(), List.of(TestStatements.digest("x")), List.of());
    scenario.addRoot(TestRoots.revoking(root(2), bundle), "alice", "bob");
    scenario.addRoot(root(3), "alice", "bob");
    assertRefused("SKY-1108", 1);
  }

  @Test
  void aHigherEpochMayTakeRevocationsBack() {
    Revoked bundle = new Revoked(List.of(), List.of(TestStatements.digest("x")), List.of());
    scenario.addRoot(TestRoots.revoking(root(2), bundle), "alice", "bob");
    scenario.addRoot(TestRoots.epoch(root(3), 2), "alice", "bob");
    scenario.bundle.epoch = 2;
    assertThat(Scenario.code(scenario.run())).isEqualTo("go on");
  }

  @Test
  void aKeyThatDoesNotFitItsScheme() {
    RootKey key = TestKeys.rootKey(TestKeys.key("eve").publicKey());
    RootSigner eve =
        new RootSigner("eve", List.of(new RootKey(key.keyid(), "ml-dsa-87", key.spki())));
    List<RootSigner> all = Stream.concat(Scenario.ROOT.signers().stream(), Stream.of(eve)).toList();
    scenario.addRoot(TestRoots.root(2, 2, all), "alice", "bob");
    assertRefused("SKY-1109", 0);
  }

  @Test
  void aSchemeOfTheFutureRefusesNothing() {
    RootKey key = TestKeys.rootKey(TestKeys.key("eve").publicKey());
    RootSigner eve =
        new RootSigner("eve", List.of(new RootKey(key.keyid(), "slh-dsa-sha2-128s", key.spki())));
    List<RootSigner> all = Stream.concat(Scenario.ROOT.signers().stream(), Stream.of(eve)).toList();
    scenario.addRoot(TestRoots.root(2, 2, all), "alice", "bob");
    assertThat(scenario.trust()).isInstanceOf(Trusted.class);
  }

  @Test
  void aHybridSignerNeedsBothKeysOnTheBundle() {
    RootSigner hybrid = TestKeys.signer("hana", Scheme.ED25519, Scheme.ML_DSA_87);
    RootDocument root = TestRoots.root(1, 1, List.of(hybrid));
    List<dev.skerry.format.sign.SigningKey> both =
        List.of(TestKeys.key("hana"), TestKeys.key("hana", Scheme.ML_DSA_87));
    scenario.trusted = List.of(TestKeys.sign(PayloadTypes.ROOT, root.payload(), both));
    scenario.bundle.roots = scenario.trusted;
    scenario.bundle.signers = List.of("hana");
    assertRefused("SKY-1111", 0);
    scenario.envelope = e -> TestKeys.sign(e.payloadType(), e.payload(), both);
    assertThat(scenario.trust()).isInstanceOf(Trusted.class);
  }

  @Test
  void aDocumentOver256KiBAndTheDocument257() {
    SiteView site = scenario.site();
    byte[] bundle = scenario.bundle.envelope().bytes();
    NotTrusted large =
        (NotTrusted) Acceptance.judgeTrust(site, bundle, List.of(new byte[256 * 1024 + 1]));
    assertThat(large.problem().code()).isEqualTo("SKY-1110");
    byte[] first = scenario.bundle.roots.getFirst().bytes();
    List<byte[]> many = Stream.generate(() -> first).limit(257).toList();
    NotTrusted tooMany = (NotTrusted) Acceptance.judgeTrust(site, bundle, many);
    assertThat(tooMany.problem().reason()).contains("257").contains("256");
  }

  @Test
  void anAnchorMustMeetItsOwnThreshold() {
    byte[] one = TestRoots.signed(Scenario.ROOT, "alice").bytes();
    assertThatThrownBy(() -> Acceptance.judgeAnchor(one, "root/1.root.dsse.json"))
        .hasMessageContaining("SKY-1101")
        .hasMessageContaining("is signed by alice; root 1 asks for 2 of alice, bob, carol");
    byte[] two = TestRoots.signed(Scenario.ROOT, "alice", "carol").bytes();
    assertThat(Acceptance.judgeAnchor(two, "r").document().version()).isEqualTo(1);
  }

  @Test
  void aBundleIsNoAnchor() {
    byte[] bundle = scenario.bundle.envelope().bytes();
    assertThatThrownBy(() -> Acceptance.judgeAnchor(bundle, "r")).hasMessageContaining("SKY-1018");
  }

  private static RootDocument root(long version) {
    return TestRoots.root(version, 2, "alice", "bob", "carol");
  }

  private void assertRefused(String code, int saved) {
    NotTrusted refused = (NotTrusted) scenario.trust();
    assertThat(refused.problem().code()).isEqualTo(code);
    assertThat(refused.problem().exit().number()).isEqualTo(3);
    assertThat(refused.save()).hasSize(saved);
  }
}
