package dev.skerry.format.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.certificate.KeyCertificate.Revocation;
import dev.skerry.format.certificate.KeyCertificate.State;
import dev.skerry.format.document.RootDocument.Chain;
import dev.skerry.format.document.RootDocument.RootKey;
import dev.skerry.format.testing.TestAuthority;
import dev.skerry.format.testing.TestKeys;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An authority between a leaf and a root may do what its certificate says, pinned last or not. */
class AuthorityTest {
  private static final Instant ISSUED = Instant.parse("2026-11-22T10:00:00Z");
  private static final byte[] ALICE = TestKeys.key("alice").publicKey().spki();
  private static final TestAuthority ROOT = TestAuthority.of("Root", "EC");
  private static final TestAuthority MIDDLE = TestAuthority.of("Middle", "EC");
  private static final TestAuthority LOWER = TestAuthority.of("Lower", "EC");

  private record Extended(ASN1ObjectIdentifier oid, ASN1Encodable value)
      implements Consumer<X509v3CertificateBuilder> {
    @Override
    public void accept(X509v3CertificateBuilder builder) {
      try {
        builder.addExtension(oid, true, value);
      } catch (CertIOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static final Extended CA =
      new Extended(Extension.basicConstraints, new BasicConstraints(true));

  private static Extended usage(int bits) {
    return new Extended(Extension.keyUsage, new KeyUsage(bits));
  }

  private static Extended names(String permitted) {
    GeneralSubtree tree = new GeneralSubtree(new GeneralName(new X500Name(permitted)));
    return new Extended(
        Extension.nameConstraints, new NameConstraints(new GeneralSubtree[] {tree}, null));
  }

  private static byte[] certified(
      TestAuthority by, TestAuthority whose, String name, Consumer<X509v3CertificateBuilder> how) {
    return by.issue(whose.spki(), name, TestAuthority.BEGINS, TestAuthority.ENDS, how);
  }

  private static byte[] middle(Consumer<X509v3CertificateBuilder> how) {
    return certified(ROOT, MIDDLE, "Middle", how);
  }

  private static KeyCertificate judge(RevocationLists lists, byte[]... chain) {
    RootKey key = new RootKey(TestKeys.key("alice").publicKey().keyid(), "ed25519", ALICE);
    return KeyCertificates.of("alice", key, new Chain(key.keyid(), List.of(chain)), ISSUED, lists);
  }

  static Stream<Arguments> authorities() {
    return Stream.of(
        Arguments.of("any", CA, ""),
        Arguments.of("for certificates", CA.andThen(usage(KeyUsage.keyCertSign)), ""),
        Arguments.of("none", usage(KeyUsage.digitalSignature), "keyCertSign|is of no authority"),
        Arguments.of("silent", (Consumer<X509v3CertificateBuilder>) b -> {}, "CA|no authority"),
        Arguments.of(
            "for lists only",
            CA.andThen(usage(KeyUsage.cRLSign)),
            "keyCertSign|is not for signing certificates"),
        Arguments.of(
            "for other names", CA.andThen(names("CN=Bob")), "name constraints|limits names"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("authorities")
  void whatAnAuthorityMayNotDoBreaksTheChain(
      String name, Consumer<X509v3CertificateBuilder> how, String reasons) {
    byte[] leaf = MIDDLE.issue(ALICE, "Alice");
    byte[] middle = middle(how);
    assertBroken(judge(RevocationLists.NONE, leaf, middle, ROOT.certificate()), reasons, 0);
    assertBroken(judge(RevocationLists.NONE, leaf, middle), reasons, 1);
  }

  private static void assertBroken(KeyCertificate found, String reasons, int which) {
    if (reasons.isEmpty()) {
      assertThat(found.reason()).isEmpty();
    } else {
      assertThat(found.state()).isEqualTo(State.BROKEN);
      assertThat(found.reason()).contains(reasons.split("[|]")[which]);
    }
  }

  @Test
  void howManyAuthoritiesAnAuthorityAllowsBelowIt() {
    byte[] leaf = LOWER.issue(ALICE, "Alice");
    byte[] lower = certified(MIDDLE, LOWER, "Lower", CA);
    for (int most = 0; most < 2; most++) {
      byte[] middle = middle(new Extended(Extension.basicConstraints, new BasicConstraints(most)));
      State state = most == 0 ? State.BROKEN : State.VALID;
      assertThat(judge(RevocationLists.NONE, leaf, lower, middle).state()).isEqualTo(state);
      assertThat(judge(RevocationLists.NONE, leaf, lower, middle, ROOT.certificate()).state())
          .isEqualTo(state);
    }
  }

  @Test
  void aRootThatLimitsNamesDoesSoToo() {
    byte[] self = certified(ROOT, ROOT, "Root", CA.andThen(names("CN=Bob")));
    KeyCertificate found = judge(RevocationLists.NONE, ROOT.issue(ALICE, "Alice"), self);
    assertThat(found.reason()).contains("name constraints");
    byte[] alice = certified(ROOT, ROOT, "Root", CA.andThen(names("CN=Alice")));
    assertThat(judge(RevocationLists.NONE, ROOT.issue(ALICE, "Alice"), alice).reason()).isEmpty();
  }

  @Test
  void anAuthorityThatWasRevokedIsNamedAndEachNeedsAListOfItsIssuer() {
    byte[] leaf = MIDDLE.issue(ALICE, "Alice");
    byte[] middle = middle(CA);
    byte[][] chain = {leaf, middle, ROOT.certificate()};
    RevocationLists both = lists(ROOT.list(b -> {}), MIDDLE.list(b -> {}));
    assertThat(judge(both, chain).revocation()).isEqualTo(Revocation.GOOD);
    assertThat(judge(lists(MIDDLE.list(b -> {})), chain).revocation())
        .isEqualTo(Revocation.UNKNOWN);
    byte[] revoked = ROOT.list(b -> b.addCRLEntry(ROOT.lastSerial(), Date.from(ISSUED), 0));
    KeyCertificate found = judge(lists(revoked, MIDDLE.list(b -> {})), chain);
    assertThat(found.revocation()).isEqualTo(Revocation.REVOKED);
    assertThat(found.reason()).isEqualTo("was revoked (CN=Middle) 2026-11-22T10:00:00Z");
  }

  @Test
  void aListOfAnAuthorityThatMayNotSignListsSaysNothing() {
    byte[] leaf = MIDDLE.issue(ALICE, "Alice");
    byte[] middle = middle(CA.andThen(usage(KeyUsage.keyCertSign)));
    RevocationLists lists = lists(ROOT.list(b -> {}), MIDDLE.list(b -> {}));
    assertThat(judge(lists, leaf, middle, ROOT.certificate()).revocation())
        .isEqualTo(Revocation.UNKNOWN);
  }

  private static RevocationLists lists(byte[]... ders) {
    return RevocationLists.of(
        Stream.of(ders).map(der -> RevocationLists.of(der, "test")).toList(), "test");
  }
}
