package dev.skerry.format.golden;

import static dev.skerry.format.testing.TestBundle.bytes;
import static dev.skerry.format.testing.TestBundle.utf8;

import dev.skerry.format.Digest;
import dev.skerry.format.certificate.RevocationLists;
import dev.skerry.format.document.AudienceEntry;
import dev.skerry.format.document.Downgrade;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.PayloadTypes;
import dev.skerry.format.document.Permit;
import dev.skerry.format.document.Requires;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.RootDocument.Chain;
import dev.skerry.format.document.RootDocument.Revoked;
import dev.skerry.format.document.RootDocument.Role;
import dev.skerry.format.document.RootDocument.Roles;
import dev.skerry.format.document.RootDocument.RootSigner;
import dev.skerry.format.document.Selector;
import dev.skerry.format.document.Selector.Expression;
import dev.skerry.format.document.Selector.Operator;
import dev.skerry.format.log.Acks;
import dev.skerry.format.sign.PublicKey;
import dev.skerry.format.sign.Scheme;
import dev.skerry.format.sign.SigningKey;
import dev.skerry.format.testing.TestAuthority;
import dev.skerry.format.testing.TestBundle;
import dev.skerry.format.testing.TestKeys;
import dev.skerry.format.testing.TestLog;
import dev.skerry.format.testing.TestRoots;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.CRLReason;

/**
 * What the golden bundles are made of. Their keys are of known bytes, their signers and product say
 * so: nobody may trust them.
 */
final class GoldenBundles {
  static final String PRODUCT = "test-only";
  static final String ADA = "test-only-ada";
  static final String BEN = "test-only-ben";
  static final String CYN = "test-only-cyn";
  static final String DAN = "test-only-dan";
  static final Instant EXPIRES = Instant.parse("2027-05-21T10:00:00Z");

  /** Before the bundles were issued. */
  private static final Instant REVOKED = Instant.parse("2026-11-10T10:00:00Z");

  private static final Instant ROOT_EXPIRES = Instant.parse("2028-11-22T10:00:00Z");
  private static final String PLAN =
      TestBundle.PLAN.replace("docker.io/library/app:v1", "docker.io/test-only/app:v1");

  static {
    TestKeys.fixed(ADA, 1);
    TestKeys.fixed(ADA, Scheme.ML_DSA_87, 1);
    TestKeys.fixed(BEN, 2);
    TestKeys.fixed(BEN, Scheme.ECDSA_P256_SHA256, 2);
    TestKeys.fixed(BEN, Scheme.ML_DSA_65, 2);
    TestKeys.fixed(CYN, 3);
    TestKeys.fixed(CYN, Scheme.ML_DSA_65, 3);
    TestKeys.fixed(DAN, 4);
  }

  private GoldenBundles() {}

  /** One image, one plan, two Ed25519 signers. */
  static TestBundle plain() {
    TestBundle bundle = bundle(1);
    bundle.image("docker.io/test-only/app:v1", layer());
    bundle.plan("os-upgrade", PLAN, 1);
    return bundle;
  }

  /** Without the layer that {@link #plain} brought. */
  static TestBundle thin() {
    TestBundle bundle = bundle(2);
    bundle.image("docker.io/test-only/app:v2", layer(), bytes(1_200, 8));
    bundle.plan("os-upgrade", PLAN.replace("app:v1", "app:v2"), 2);
    bundle.requires = new Requires(List.of(), List.of(plain().envelope().payloadDigest()));
    String hex = layerDigest().hex();
    bundle.extras.put("OMITTED", utf8(hex + "  blobs/sha256/" + hex + "\n"));
    bundle.blobs.remove(layerDigest());
    return bundle;
  }

  /** Needs what no version will ever have. */
  static TestBundle unknownFeature() {
    TestBundle bundle = bundle(3);
    bundle.plan("os-upgrade", PLAN, 1);
    bundle.requires = new Requires(List.of("test-only-unknown"), List.of());
    return bundle;
  }

  /**
   * Two of three sign as two schemes at once or as one that is not Ed25519, root 2 brings another
   * signer and revokes a key, the audience is one of labels.
   */
  static TestBundle hybrid() {
    TestBundle bundle = bundle(4);
    bundle.image("docker.io/test-only/app:v1", layer());
    bundle.audience =
        List.of(
            new AudienceEntry(
                Optional.empty(),
                Optional.of(new Selector(new TreeMap<>(java.util.Map.of("ring", "1")), List.of())),
                Optional.empty()));
    List<SigningKey> ada = List.of(TestKeys.key(ADA), TestKeys.key(ADA, Scheme.ML_DSA_87));
    List<SigningKey> ben = List.of(TestKeys.key(BEN, Scheme.ECDSA_P256_SHA256));
    List<SigningKey> both = Stream.concat(ada.stream(), ben.stream()).toList();
    RootDocument first = root(1, hybridSigners(CYN, Scheme.ED25519, Scheme.ML_DSA_65), List.of());
    RootDocument second =
        root(2, hybridSigners(DAN, Scheme.ED25519), List.of(TestKeys.key(CYN).publicKey().keyid()));
    bundle.roots =
        Stream.of(first, second)
            .map(root -> TestKeys.sign(PayloadTypes.ROOT, root.payload(), both))
            .toList();
    bundle.signers = List.of();
    bundle.moreKeys = both;
    return bundle;
  }

  /** Signed with the schemes that the others do not show; nobody has the RSA key any more. */
  static TestBundle otherSchemes() {
    TestBundle bundle = bundle(6);
    bundle.image("docker.io/test-only/app:v1", layer());
    bundle.plan("os-upgrade", PLAN, 1);
    List<SigningKey> keys =
        List.of(
            TestKeys.key(ADA, Scheme.RSA_PSS_3072_SHA256),
            TestKeys.key(BEN, Scheme.ECDSA_P256_SHA256),
            TestKeys.key(BEN, Scheme.ML_DSA_65));
    List<RootSigner> signers =
        List.of(
            TestKeys.signer(ADA, Scheme.RSA_PSS_3072_SHA256),
            TestKeys.signer(BEN, Scheme.ECDSA_P256_SHA256, Scheme.ML_DSA_65));
    RootDocument root = root(1, signers, List.of());
    bundle.roots = List.of(TestKeys.sign(PayloadTypes.ROOT, root.payload(), keys));
    bundle.signers = List.of();
    bundle.moreKeys = keys;
    return bundle;
  }

  /**
   * With certificates of its signers, of which one was revoked, and what the desk has seen of the
   * logs of two sites.
   */
  static TestBundle certified() {
    TestBundle bundle = bundle(5);
    bundle.image("docker.io/test-only/app:v1", layer());
    bundle.plan("os-upgrade", PLAN, 1);
    TestAuthority authority = TestAuthority.fixed("Test-Only-CA", 9);
    List<Chain> chains =
        Stream.of(ADA, BEN)
            .map(name -> chain(authority, name))
            .sorted(Comparator.comparing(Chain::keyid))
            .toList();
    RootDocument root = TestRoots.chained(firstRoot(), chains);
    bundle.roots = List.of(TestRoots.signed(root, ADA, BEN));
    BigInteger bens = authority.lastSerial();
    byte[] list =
        authority.list(lists -> lists.addCRLEntry(bens, Date.from(REVOKED), CRLReason.superseded));
    bundle.extras.put(RevocationLists.NAME, RevocationLists.of(list, "list").bytes());
    TestLog seen = GoldenReceipts.seen();
    SortedMap<String, Acks.Ack> acks = new TreeMap<>();
    acks.put("test-only-away", new Acks.Ack(1, seen.root(1)));
    acks.put(
        GoldenReceipts.SITE, new Acks.Ack(GoldenReceipts.SEEN, seen.root(GoldenReceipts.SEEN)));
    bundle.extras.put(Acks.NAME, new Acks(acks).bytes());
    return bundle;
  }

  /**
   * Sequence 1 of an epoch that root 2 raised: with a referrer, an image that the site holds
   * already, a counter that falls, and an audience by group or expression.
   */
  static TestBundle raised() {
    TestBundle bundle = bundle(1);
    bundle.epoch = 2;
    Digest image = bundle.image("docker.io/test-only/app:v1", layer());
    bundle.referrer("docker.io/test-only/app", image, utf8("{\"SPDXID\":\"SPDXRef-DOCUMENT\"}"));
    bundle.plan("os-upgrade", PLAN, 1);
    bundle.assumes = List.of("docker.io/test-only/helper:v1");
    bundle.downgrade = List.of(new Downgrade("plan", "os-upgrade", 1, "test only"));
    Expression ring = new Expression("ring", Operator.IN, List.of("1", "2"));
    bundle.audience =
        List.of(
            new AudienceEntry(Optional.empty(), Optional.empty(), Optional.of("test-only-group")),
            new AudienceEntry(
                Optional.empty(),
                Optional.of(new Selector(new TreeMap<>(), List.of(ring))),
                Optional.empty()));
    RootDocument second = root(2, firstRoot().signers(), List.of());
    bundle.roots =
        Stream.of(firstRoot(), TestRoots.epoch(second, 2))
            .map(root -> TestRoots.signed(root, ADA, BEN))
            .toList();
    return bundle;
  }

  private static Chain chain(TestAuthority authority, String name) {
    PublicKey key = TestKeys.key(name).publicKey();
    return new Chain(
        key.keyid(), List.of(authority.issue(key.spki(), name), authority.certificate()));
  }

  /** Lets one site take {@link #certified} for a month after it expired. */
  static Envelope permit() {
    Permit permit =
        new Permit(
            PRODUCT,
            GoldenReceipts.SITE,
            certified().envelope().payloadDigest(),
            Permit.EXPIRED,
            EXPIRES,
            EXPIRES.plus(Duration.ofDays(30)),
            "test only");
    return TestKeys.sign(PayloadTypes.PERMIT, permit.payload(), ADA, BEN);
  }

  private static List<RootSigner> hybridSigners(String third, Scheme... schemes) {
    return List.of(
        TestKeys.signer(ADA, Scheme.ED25519, Scheme.ML_DSA_87),
        TestKeys.signer(BEN, Scheme.ECDSA_P256_SHA256),
        TestKeys.signer(third, schemes));
  }

  /** Who signed with which key, as a gateway's log tells it. */
  static String keys() {
    return Stream.of(ADA, BEN)
        .map(name -> name + ":" + TestKeys.key(name).publicKey().keyid())
        .collect(Collectors.joining(","));
  }

  static byte[] layer() {
    return bytes(3_000, 7);
  }

  static Digest layerDigest() {
    return Digest.of(layer());
  }

  private static TestBundle bundle(long sequence) {
    TestBundle bundle = new TestBundle();
    bundle.product = PRODUCT;
    bundle.sequence = sequence;
    bundle.expires = EXPIRES;
    bundle.roots = List.of(TestRoots.signed(firstRoot(), ADA, BEN));
    bundle.signers = List.of(ADA, BEN);
    return bundle;
  }

  private static RootDocument firstRoot() {
    return root(1, List.of(TestKeys.signer(ADA), TestKeys.signer(BEN)), List.of());
  }

  private static RootDocument root(long version, List<RootSigner> signers, List<String> revoked) {
    List<RootSigner> sorted =
        signers.stream().sorted(Comparator.comparing(RootSigner::name)).toList();
    Role role = new Role(2, sorted.stream().map(RootSigner::name).toList());
    return new RootDocument(
        PRODUCT,
        version,
        1,
        TestRoots.ISSUED,
        ROOT_EXPIRES,
        sorted,
        new Roles(role, role, role),
        new Revoked(revoked, List.of(), List.of()),
        List.of());
  }

  /** Root 1 of a bundle: what a site was given at its setup. */
  static Envelope anchor(TestBundle bundle) {
    return bundle.roots.getFirst();
  }
}
