package dev.skerry.format.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.Digest;
import dev.skerry.format.certificate.KeyCertificate.Revocation;
import dev.skerry.format.certificate.KeyCertificate.State;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.RootDocument.Chain;
import dev.skerry.format.document.RootDocument.RootKey;
import dev.skerry.format.document.RootDocument.RootSigner;
import dev.skerry.format.testing.TestAuthority;
import dev.skerry.format.testing.TestKeys;
import dev.skerry.format.testing.TestRoots;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyCertificatesTest {
  private static final Instant ISSUED = Instant.parse("2026-11-22T10:00:00Z");
  private static final TestAuthority AUTHORITY = TestAuthority.of("Skerry Test CA", "EC");
  private static final byte[] ALICE = TestKeys.key("alice").publicKey().spki();

  private static KeyCertificate judge(
      byte[] spki, Instant issued, RevocationLists lists, byte[]... chain) {
    RootKey key = new RootKey(Digest.of(spki).hex(), "ed25519", spki);
    RootDocument root =
        TestRoots.chained(
            TestRoots.root(1, 1, List.of(new RootSigner("alice", List.of(key)))),
            List.of(new Chain(key.keyid(), List.of(chain))));
    assertThat(KeyCertificates.of(root, List.of("bob"), issued, lists)).isEmpty();
    List<KeyCertificate> found = KeyCertificates.of(root, List.of("alice"), issued, lists);
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private static KeyCertificate judge(RevocationLists lists) {
    return judge(ALICE, ISSUED, lists, AUTHORITY.issue(ALICE, "Alice"), AUTHORITY.certificate());
  }

  private static RevocationLists lists(byte[]... ders) {
    return RevocationLists.of(
        Stream.of(ders).map(der -> RevocationLists.of(der, "test")).toList(), "test");
  }

  @Test
  void aChainThatHoldsTogetherNamesItsOwner() {
    KeyCertificate found = judge(lists(AUTHORITY.list(b -> {})));
    assertThat(found.sound()).isTrue();
    assertThat(found.state()).isEqualTo(State.VALID);
    assertThat(found.revocation()).isEqualTo(Revocation.GOOD);
    assertThat(found.subject()).isEqualTo("CN=Alice");
    assertThat(found.issuer()).isEqualTo("CN=Skerry Test CA");
    assertThat(found.serial()).isEqualTo(AUTHORITY.lastSerial().toString(16));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ed25519", "EC", "RSA", "ML-DSA-87", "ML-DSA-65"})
  void everySchemeOfAKeyAndOfAnAuthority(String keys) throws Exception {
    TestAuthority authority = TestAuthority.of("of " + keys, keys);
    byte[] spki = authority.spki();
    byte[] leaf = authority.issue(spki, "leaf");
    KeyCertificate found =
        judge(spki, ISSUED, lists(authority.list(b -> {})), leaf, authority.certificate());
    assertThat(found.reason()).isEmpty();
    assertThat(found.revocation()).isEqualTo(Revocation.GOOD);
  }

  @Test
  void whatCountsIsWhenTheBundleWasIssuedNotWhenItIsRead() {
    Instant ends = Instant.parse("2026-11-23T00:00:00Z");
    byte[] leaf = AUTHORITY.issue(ALICE, "Alice", TestAuthority.BEGINS, ends, b -> {});
    byte[] anchor = AUTHORITY.certificate();
    assertThat(judge(ALICE, ISSUED, RevocationLists.NONE, leaf, anchor).state())
        .isEqualTo(State.VALID);
    KeyCertificate later = judge(ALICE, ends.plusSeconds(1), RevocationLists.NONE, leaf, anchor);
    assertThat(later.state()).isEqualTo(State.EXPIRED);
    assertThat(later.reason()).isEqualTo("ended (CN=Alice) 2026-11-23T00:00:00Z, before");
    KeyCertificate earlier =
        judge(ALICE, TestAuthority.BEGINS.minusSeconds(1), RevocationLists.NONE, leaf, anchor);
    assertThat(earlier.state()).isEqualTo(State.NOT_YET_VALID);
  }

  static Stream<byte[][]> chainsThatDoNotHold() throws Exception {
    TestAuthority other = TestAuthority.of("Skerry Test CA", "EC");
    byte[] bob = TestKeys.key("bob").publicKey().spki();
    byte[] good = AUTHORITY.issue(ALICE, "Alice");
    byte[] changed = good.clone();
    changed[changed.length - 1] ^= 1;
    byte[] trailing = Arrays.copyOf(good, good.length + 1);
    byte[] noAuthority = AUTHORITY.issue(TestAuthority.of("x", "EC").spki(), "Skerry Test CA");
    KeyPairGenerator keys = KeyPairGenerator.getInstance("Ed25519");
    byte[] stranger = keys.generateKeyPair().getPublic().getEncoded();
    return Stream.of(
        new byte[][] {AUTHORITY.issue(bob, "of another key"), AUTHORITY.certificate()},
        new byte[][] {AUTHORITY.issue(stranger, "of a stranger"), AUTHORITY.certificate()},
        new byte[][] {other.issue(ALICE, "of a namesake"), AUTHORITY.certificate()},
        new byte[][] {changed, AUTHORITY.certificate()},
        new byte[][] {trailing, AUTHORITY.certificate()},
        new byte[][] {good, noAuthority, AUTHORITY.certificate()},
        new byte[][] {AUTHORITY.certificate(), good},
        new byte[][] {usage(KeyUsage.keyEncipherment), AUTHORITY.certificate()},
        new byte[][] {unknownCritical(), AUTHORITY.certificate()},
        new byte[][] {{1, 2, 3}, AUTHORITY.certificate()},
        new byte[][] {{}},
        new byte[][] {},
        new byte[][] {good, good, good, good, good, good, good, good, good});
  }

  private static byte[] usage(int bits) {
    return AUTHORITY.issue(
        ALICE,
        "usage",
        TestAuthority.BEGINS,
        TestAuthority.ENDS,
        b -> extend(b, Extension.keyUsage, true, new KeyUsage(bits)));
  }

  private static byte[] unknownCritical() {
    return AUTHORITY.issue(
        ALICE,
        "critical",
        TestAuthority.BEGINS,
        TestAuthority.ENDS,
        b -> extend(b, new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1"), true, DERNull.INSTANCE));
  }

  private static void extend(
      X509v3CertificateBuilder builder,
      ASN1ObjectIdentifier oid,
      boolean critical,
      ASN1Encodable value) {
    try {
      builder.addExtension(oid, critical, value);
    } catch (CertIOException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("chainsThatDoNotHold")
  void aChainThatDoesNotHoldIsBrokenAndNothingElseHappens(byte[]... chain) {
    KeyCertificate found = judge(ALICE, ISSUED, RevocationLists.NONE, chain);
    assertThat(found.state()).isEqualTo(State.BROKEN);
    assertThat(found.reason()).isNotEmpty();
    assertThat(found.revocation()).isEqualTo(Revocation.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA", "RSASSA-PSS"})
  void aSignatureOverAForgeableHashIsNone(String keys) {
    TestAuthority weak = TestAuthority.weak("weak", keys);
    byte[] leaf = weak.issue(ALICE, "Alice");
    assertThat(judge(ALICE, ISSUED, RevocationLists.NONE, leaf, weak.certificate()).reason())
        .isEqualTo("is signed with a hash that can be forged");
    KeyCertificate ownHash =
        judge(
            ALICE,
            ISSUED,
            RevocationLists.NONE,
            weak.strong().issue(ALICE, "Alice"),
            weak.certificate());
    assertThat(ownHash.reason()).as("how a root signed itself is nobody's matter").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSASSA-PSS"})
  void aListOverAForgeableHashSaysNothing(String keys) {
    TestAuthority weak = TestAuthority.weak("weak", keys);
    TestAuthority strong = weak.strong();
    byte[] leaf = strong.issue(ALICE, "Alice");
    byte[] anchor = strong.certificate();
    assertThat(judge(ALICE, ISSUED, lists(weak.list(b -> {})), leaf, anchor).revocation())
        .isEqualTo(Revocation.UNKNOWN);
    assertThat(judge(ALICE, ISSUED, lists(strong.list(b -> {})), leaf, anchor).revocation())
        .isEqualTo(Revocation.GOOD);
  }

  @Test
  void revokedBeforeTheIssueAndAfterIt() {
    Instant before = ISSUED.minusSeconds(60);
    Instant after = ISSUED.plusSeconds(60);
    assertThat(revoked(before, CRLReason.superseded)).isEqualTo(Revocation.REVOKED);
    assertThat(revoked(ISSUED, CRLReason.superseded)).isEqualTo(Revocation.REVOKED);
    assertThat(revoked(after, CRLReason.superseded)).isEqualTo(Revocation.GOOD);
    assertThat(revoked(after, CRLReason.keyCompromise)).isEqualTo(Revocation.REVOKED);
  }

  private static Revocation revoked(Instant at, int reason) {
    byte[] leaf = AUTHORITY.issue(ALICE, "Alice");
    byte[] list = AUTHORITY.list(b -> b.addCRLEntry(AUTHORITY.lastSerial(), Date.from(at), reason));
    KeyCertificate found = judge(ALICE, ISSUED, lists(list), leaf, AUTHORITY.certificate());
    assertThat(found.sound()).isEqualTo(found.revocation() != Revocation.REVOKED);
    return found.revocation();
  }

  static Stream<byte[]> listsThatDoNotCount() {
    TestAuthority namesake = TestAuthority.of("Skerry Test CA", "EC");
    Consumer<X509v2CRLBuilder> nothing = b -> {};
    return Stream.of(
        TestAuthority.of("another", "EC").list(nothing),
        AUTHORITY.listSignedBy(namesake, nothing),
        AUTHORITY.list(b -> extend(b, Extension.deltaCRLIndicator, true)),
        AUTHORITY.list(b -> extend(b, Extension.deltaCRLIndicator, false)),
        AUTHORITY.list(b -> extend(b, Extension.issuingDistributionPoint, true)),
        AUTHORITY.list(b -> extend(b, Extension.issuingDistributionPoint, false)),
        AUTHORITY.list(KeyCertificatesTest::entryOfAnother));
  }

  private static void entryOfAnother(X509v2CRLBuilder builder) {
    GeneralNames other = new GeneralNames(new GeneralName(new X500Name("CN=other")));
    try {
      Extension issuer = Extension.create(Extension.certificateIssuer, false, other);
      builder.addCRLEntry(BigInteger.ONE, Date.from(ISSUED), new Extensions(issuer));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void extend(X509v2CRLBuilder builder, ASN1ObjectIdentifier oid, boolean critical) {
    try {
      builder.addExtension(
          oid,
          critical,
          oid.equals(Extension.deltaCRLIndicator)
              ? new ASN1Integer(1)
              : new IssuingDistributionPoint(null, true, false));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("listsThatDoNotCount")
  void aListOfSomebodyElseOrOfAPartSaysNothing(byte[] list) {
    assertThat(judge(lists(list)).revocation()).isEqualTo(Revocation.UNKNOWN);
  }

  @Test
  void aListThatHadEndedIsStaleAndTheNewestCounts() {
    byte[] old =
        AUTHORITY.list(
            Instant.parse("2026-10-01T00:00:00Z"), Instant.parse("2026-11-01T00:00:00Z"), b -> {});
    KeyCertificate stale = judge(lists(old));
    assertThat(stale.revocation()).isEqualTo(Revocation.STALE);
    assertThat(stale.sound()).isTrue();
    byte[] leaf = AUTHORITY.issue(ALICE, "Alice");
    byte[] newer = AUTHORITY.list(b -> b.addCRLEntry(AUTHORITY.lastSerial(), Date.from(ISSUED), 0));
    KeyCertificate found = judge(ALICE, ISSUED, lists(old, newer), leaf, AUTHORITY.certificate());
    assertThat(found.revocation()).isEqualTo(Revocation.REVOKED);
  }

  /** An authority that forgot to make the extension critical hides no revocation by it. */
  @Test
  void aNewerDeltaListDoesNotTakeTheCompleteOnesPlace() {
    byte[] leaf = AUTHORITY.issue(ALICE, "Alice");
    byte[] whole = AUTHORITY.list(b -> b.addCRLEntry(AUTHORITY.lastSerial(), Date.from(ISSUED), 0));
    byte[] delta =
        AUTHORITY.list(
            ISSUED.minusSeconds(60),
            ISSUED.plusSeconds(86_400),
            b -> extend(b, Extension.deltaCRLIndicator, false));
    KeyCertificate found = judge(ALICE, ISSUED, lists(whole, delta), leaf, AUTHORITY.certificate());
    assertThat(found.revocation()).isEqualTo(Revocation.REVOKED);
    assertThat(found.reason()).isEqualTo("was revoked (CN=Alice) 2026-11-22T10:00:00Z");
  }

  @Test
  void ofTwoListsOfOneTimeTheWorseCounts() {
    byte[] leaf = AUTHORITY.issue(ALICE, "Alice");
    byte[] stolen =
        AUTHORITY.list(b ->
            b.addCRLEntry(
                AUTHORITY.lastSerial(),
                Date.from(ISSUED.plusSeconds(60)),
                CRLReason.keyCompromise));
    byte[] empty = AUTHORITY.list(b -> b.addCRLEntry(BigInteger.ONE, Date.from(ISSUED), 0));
    KeyCertificate found =
        judge(ALICE, ISSUED, lists(stolen, empty), leaf, AUTHORITY.certificate());
    assertThat(found.reason())
        .isEqualTo("was revoked (CN=Alice) 2026-11-22T10:01:00Z, for its key was stolen");
  }

  @Test
  void aListFromAfterTheIssueDoesNotCount() {
    Instant later = ISSUED.plusSeconds(1);
    byte[] leaf = AUTHORITY.issue(ALICE, "Alice");
    byte[] before =
        AUTHORITY.list(b -> b.addCRLEntry(AUTHORITY.lastSerial(), Date.from(ISSUED), 0));
    byte[] after = AUTHORITY.list(later, later.plusSeconds(86_400), b -> {});
    byte[] anchor = AUTHORITY.certificate();
    assertThat(judge(ALICE, ISSUED, lists(before, after), leaf, anchor).revocation())
        .isEqualTo(Revocation.REVOKED);
    assertThat(judge(ALICE, ISSUED, lists(after), leaf, anchor).revocation())
        .isEqualTo(Revocation.UNKNOWN);
  }

  @Test
  void aCertificateAloneIsItsOwnersWordOnly() {
    byte[] spki = AUTHORITY.spki();
    KeyCertificate own =
        judge(spki, ISSUED, lists(AUTHORITY.list(b -> {})), AUTHORITY.certificate());
    assertThat(own.state()).isEqualTo(State.VALID);
    assertThat(own.issuer()).isEqualTo(own.subject());
    assertThat(own.revocation()).isEqualTo(Revocation.UNKNOWN);
    byte[] leaf = AUTHORITY.issue(ALICE, "Alice");
    assertThat(judge(ALICE, ISSUED, RevocationLists.NONE, leaf).reason())
        .isEqualTo("names an issuer whose certificate is not pinned with it");
  }

  /** Where a certificate says that a list could be fetched nobody goes there. */
  @Test
  void theNetworkIsNeverAsked() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      server.setSoTimeout(300);
      String url = "http://127.0.0.1:%d/list.crl".formatted(server.getLocalPort());
      GeneralName name = new GeneralName(GeneralName.uniformResourceIdentifier, url);
      DistributionPoint point =
          new DistributionPoint(new DistributionPointName(new GeneralNames(name)), null, null);
      byte[] leaf =
          AUTHORITY.issue(
              ALICE,
              "Alice",
              TestAuthority.BEGINS,
              TestAuthority.ENDS,
              b ->
                  extend(
                      b,
                      Extension.cRLDistributionPoints,
                      false,
                      new CRLDistPoint(new DistributionPoint[] {point})));
      KeyCertificate found =
          judge(ALICE, ISSUED, RevocationLists.NONE, leaf, AUTHORITY.certificate());
      assertThat(found.state()).isEqualTo(State.VALID);
      assertThat(found.revocation()).isEqualTo(Revocation.UNKNOWN);
      assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }
}
