package dev.skerry.format.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.Digest;
import dev.skerry.format.document.Receipt.PlanState;
import dev.skerry.format.document.Receipt.Position;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.sign.Scheme;
import dev.skerry.format.testing.TestKeys;
import dev.skerry.format.testing.TestRoots;
import dev.skerry.format.testing.TestStatements;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentSpellingTest {
  private static final String HEX = TestStatements.digest("x").hex();

  private static final String STATEMENT =
      ("{\"_type\":\"https://in-toto.io/Statement/v1\",\"subject\":[{\"name\":\"SHA256SUMS\","
              + "\"digest\":{\"sha256\":\"HEX\"}}],"
              + "\"predicateType\":\"https://skerry.dev/bundle/v1\",\"predicate\":{"
              + "\"product\":\"edge-fleet\",\"channel\":\"stable\",\"epoch\":2,\"sequence\":42,"
              + "\"issued\":\"2026-11-22T10:00:00Z\",\"expires\":\"2027-05-21T10:00:00Z\","
              + "\"previous\":{\"epoch\":1,\"sequence\":41,\"statement\":\"sha256:HEX\"},"
              + "\"totals\":{\"members\":0,\"metadata\":0,\"bytes\":0},"
              + "\"requires\":{\"features\":[\"thin\"],\"bases\":[\"sha256:HEX\"]},"
              + "\"audience\":[{\"clusterName\":\"site-1\",\"clusterSelector\":{\"matchLabels\":"
              + "{\"country\":\"de\"},\"matchExpressions\":[{\"key\":\"tier\",\"operator\":\"In\","
              + "\"values\":[\"a\",\"b\"]}]},\"clusterGroup\":\"north\"},{\"clusterSelector\":{}}],"
              + "\"content\":[{\"kind\":\"os\",\"name\":\"edge-os\","
              + "\"reference\":\"skerry/os/edge-os:1\",\"digest\":\"sha256:HEX\","
              + "\"mediaType\":\"application/vnd.oci.image.index.v1+json\","
              + "\"platforms\":[\"linux/amd64\",\"linux/arm64\"],\"counter\":3,"
              + "\"foreign\":\"skip\"}],"
              + "\"plans\":[{\"name\":\"os-upgrade\",\"digest\":\"sha256:HEX\","
              + "\"approval\":\"one\"}],\"assumes\":[\"docker.io/rancher/kubectl:v1.30.3\"],"
              + "\"downgrade\":[{\"kind\":\"os\",\"name\":\"edge-os\",\"counter\":0,"
              + "\"reason\":\"2.3.1 \\\"loops\\\"\"}],"
              + "\"evidence\":[{\"digest\":\"sha256:HEX\",\"mediaType\":\"text/plain\","
              + "\"about\":\"sha256:HEX\"}]}}")
          .replace("HEX", HEX);

  @Test
  void aStatementIsReadAndSpelledAgainToTheByte() {
    Statement statement = Statement.parse(STATEMENT.getBytes(UTF_8));
    assertThat(new String(statement.payload(), UTF_8)).isEqualTo(STATEMENT);
    assertThat(statement.name()).isEqualTo("edge-fleet-stable-e2-42");
    assertThat(statement.previous()).contains(new Previous(1, 41, new Digest(HEX)));
  }

  @Test
  void emptyThingsAreLeftOutAndZeroIsKept() {
    TestStatements small = new TestStatements();
    small.previous = Optional.empty();
    small.totals = new Totals(0, 0, 0);
    small.content = List.of();
    String text = new String(small.make().payload(), UTF_8);
    assertThat(text)
        .endsWith("\"totals\":{\"members\":0,\"metadata\":0,\"bytes\":0}}}")
        .doesNotContain("requires", "audience", "previous", "[]");
    assertThat(Statement.parse(text.getBytes(UTF_8)).name()).isEqualTo("edge-fleet-stable-42");
  }

  @Test
  void unknownFieldsAreIgnored() {
    String more = STATEMENT.replace("\"epoch\":2", "\"rings\":[1,{\"a\":null}],\"epoch\":2");
    assertThat(Statement.parse(more.getBytes(UTF_8)).epoch()).isEqualTo(2);
  }

  @Test
  void anUnknownKindIsKept() {
    String other =
        STATEMENT.replace("\"kind\":\"os\",\"name\":\"edge-os\",\"ref", "\"kind\":\"wasm\",\"ref");
    Content content = Statement.parse(other.getBytes(UTF_8)).content().getFirst();
    assertThat(content.kind().known()).isFalse();
    assertThat(content.kind()).hasToString("wasm");
  }

  static Stream<Arguments> unsoundSpelling() {
    return Stream.of(
        of("a space outside strings", s -> s.replace("\"epoch\":2", "\"epoch\": 2")),
        of("a name twice", s -> s.replace("\"epoch\":2", "\"epoch\":2,\"epoch\":2")),
        of(
            "another order",
            s -> s.replace("\"epoch\":2,\"sequence\":42", "\"sequence\":42,\"epoch\":2")),
        of("a leading zero", s -> s.replace("\"epoch\":2", "\"epoch\":02")),
        of("a fraction", s -> s.replace("\"epoch\":2", "\"epoch\":2.0")),
        of("a negative number", s -> s.replace("\"epoch\":2", "\"epoch\":-2")),
        of("17 digits", s -> s.replace("\"epoch\":2", "\"epoch\":12345678901234567")),
        of("epoch 0", s -> s.replace("\"epoch\":2", "\"epoch\":0")),
        of("sequence 0", s -> s.replace("\"sequence\":42", "\"sequence\":0")),
        of("no sequence", s -> s.replace("\"sequence\":42,", "")),
        of(
            "a time with an offset",
            s -> s.replace("2026-11-22T10:00:00Z", "2026-11-22T10:00:00+00:00")),
        of(
            "a time with a fraction",
            s -> s.replace("2026-11-22T10:00:00Z", "2026-11-22T10:00:00.5Z")),
        of("a day that does not exist", s -> s.replace("2026-11-22T", "2026-02-30T")),
        of("a leap second", s -> s.replace("10:00:00Z\",\"exp", "10:00:60Z\",\"exp")),
        of("expired at its issue", s -> s.replace("2027-05-21", "2026-11-22")),
        of("another statement type", s -> s.replace("Statement/v1", "Statement/v0.1")),
        of("another predicate type", s -> s.replace("bundle/v1", "bundle/v2")),
        of("another subject", s -> s.replace("SHA256SUMS", "SHA512SUMS")),
        of(
            "two subjects",
            s ->
                s.replace(
                    "}],\"predicateType\"",
                    "},{\"name\":\"SHA256SUMS\",\"digest\":{\"sha256\":\""
                        + HEX
                        + "\"}}],\"predicateType\"")));
  }

  static Stream<Arguments> unsoundContent() {
    return Stream.of(
        of("an upper-case product", s -> s.replace("edge-fleet", "Edge-fleet")),
        of("a product with a slash", s -> s.replace("edge-fleet", "../fleet")),
        of("a channel that is too long", s -> s.replace("stable", "s".repeat(41))),
        of(
            "platforms descending",
            s -> s.replace("\"linux/amd64\",\"linux/arm64\"", "\"linux/arm64\",\"linux/amd64\"")),
        of(
            "a counter on an image",
            s ->
                s.replace(
                    "\"kind\":\"os\",\"name\":\"edge-os\",\"reference\"",
                    "\"kind\":\"image\",\"reference\"")),
        of(
            "an os without a name",
            s -> s.replace("\"name\":\"edge-os\",\"reference\"", "\"reference\"")),
        of("a reference without a tag", s -> s.replace("edge-os:1", "edge-os")),
        of(
            "a reference by another digest",
            s -> s.replace("edge-os:1", "edge-os@sha256:" + "0".repeat(64))),
        of(
            "a digest of another algorithm",
            s ->
                s.replace(
                    "\"digest\":\"sha256:" + HEX + "\",\"app",
                    "\"digest\":\"sha512:" + HEX + "\",\"app")),
        of("an approval by three", s -> s.replace("\"one\"", "\"three\"")),
        of("a plan with a dot", s -> s.replace("os-upgrade", "os.upgrade")),
        of("an operator that nobody knows", s -> s.replace("\"In\"", "\"Like\"")),
        of("a list where a string belongs", s -> s.replace("\"stable\"", "[\"stable\"]")),
        of("null", s -> s.replace("\"stable\"", "null")),
        of("foreign: carry", s -> s.replace("\"skip\"", "\"carry\"")),
        of("a second value", s -> s + "{}"),
        of("no end", s -> s.substring(0, s.length() - 1)),
        of(
            "33 levels",
            s ->
                s.replace(
                    "\"epoch\":2", "\"x\":" + "[".repeat(31) + "]".repeat(31) + ",\"epoch\":2")));
  }

  private static Arguments of(String name, UnaryOperator<String> mutation) {
    return Arguments.of(name, mutation);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"unsoundSpelling", "unsoundContent"})
  void anUnsoundStatementIsNotTrusted(String name, UnaryOperator<String> mutation) {
    String other = mutation.apply(STATEMENT);
    assertThat(other).isNotEqualTo(STATEMENT);
    assertThatThrownBy(() -> Statement.parse(other.getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            SkerryException.class,
            e -> {
              assertThat(e.problem().code()).isIn("SKY-1001", "SKY-1011");
              assertThat(e.problem().exit().number()).isEqualTo(3);
            });
  }

  @Test
  void contentIsOrderedAndNamesEachReferenceOnce() {
    TestStatements made = new TestStatements();
    made.content =
        List.of(TestStatements.image("docker.io/b:1"), TestStatements.image("docker.io/a:1"));
    assertThatThrownBy(() -> Statement.parse(made.make().payload())).hasMessageContaining("order");
    made.content =
        List.of(TestStatements.image("docker.io/a:1"), TestStatements.image("docker.io/a:1"));
    assertThatThrownBy(() -> Statement.parse(made.make().payload()))
        .isInstanceOf(SkerryException.class);
  }

  @Test
  void aRootDocumentIsReadAndSpelledAgainToTheByte() {
    RootDocument root =
        TestRoots.root(
            1,
            2,
            List.of(
                TestKeys.signer("alice"),
                TestKeys.signer("bob", Scheme.ED25519, Scheme.ML_DSA_87),
                TestKeys.signer("carol", Scheme.ECDSA_P256_SHA256)));
    byte[] payload = root.payload();
    assertThat(new String(payload, UTF_8)).contains("\"revoked\":{}").doesNotContain("chains");
    assertThat(RootDocument.parse(payload).payload()).isEqualTo(payload);
  }

  static Stream<Arguments> unsoundRoots() {
    String alice = TestKeys.key("alice").publicKey().keyid();
    return Stream.of(
        of("threshold 0", s -> s.replace("\"threshold\":2", "\"threshold\":0")),
        of("threshold above the signers", s -> s.replace("\"threshold\":2", "\"threshold\":4")),
        of("a role is missing", s -> s.replace("\"deploy\"", "\"depley\"")),
        of("a role with a stranger", s -> s.replace("[\"alice\",\"bob\"", "[\"alice\",\"berta\"")),
        of("signers descending", s -> s.replace("\"name\":\"alice\"", "\"name\":\"zoe\"")),
        of("a name twice", s -> s.replace("\"name\":\"bob\"", "\"name\":\"alice\"")),
        of("a key id of another key", s -> s.replace(alice, "0".repeat(64))),
        of("no keys", s -> s.replaceFirst("\"keys\":\\[\\{[^]]*]", "\"keys\":[]")),
        of("another type", s -> s.replace("root/v1", "root/v2")),
        of("version 0", s -> s.replace("\"version\":1", "\"version\":0")),
        of(
            "revoked keys descending",
            s ->
                s.replace(
                    "\"revoked\":{}",
                    "\"revoked\":{\"keys\":[\""
                        + "b".repeat(64)
                        + "\",\""
                        + "a".repeat(64)
                        + "\"]}")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unsoundRoots")
  void anUnsoundRootDocumentIsNotTrusted(String name, UnaryOperator<String> mutation) {
    String sound = new String(TestRoots.root(1, 2, "alice", "bob", "carol").payload(), UTF_8);
    String other = mutation.apply(sound);
    assertThat(other).isNotEqualTo(sound);
    assertThatThrownBy(() -> RootDocument.parse(other.getBytes(UTF_8)))
        .hasMessageContaining("SKY-1012");
  }

  @Test
  void sitesPermitsAndReceiptsAreReadAndSpelledAgainToTheByte() {
    Digest digest = new Digest(HEX);
    Sites.Site site =
        new Sites.Site(
            "site-1",
            new SiteKey("ed25519", new byte[] {1}),
            new TreeMap<>(Map.of("country", "de")),
            List.of("north"),
            List.of(
                new Sites.Former(new SiteKey("ed25519", new byte[] {2}), 7),
                new Sites.Former(new SiteKey("ed25519", new byte[] {3}), 9)));
    byte[] sites = new Sites("edge-fleet", 3, TestRoots.ISSUED, List.of(site)).payload();
    assertThat(Sites.parse(sites).payload()).isEqualTo(sites);
    assertThat(Stream.of(1, 7, 8, 9, 10).map(number -> site.key(number).spki()[0]))
        .containsExactly((byte) 2, (byte) 2, (byte) 3, (byte) 3, (byte) 1);
    String turned = new String(sites, UTF_8).replace("\"last\":7", "\"last\":9");
    assertThatThrownBy(() -> Sites.parse(turned.getBytes(UTF_8))).hasMessageContaining("SKY-1013");
    byte[] permit = permit().payload();
    assertThat(Permit.parse(permit).payload()).isEqualTo(permit);
  }

  private static Permit permit() {
    return new Permit(
        "edge-fleet",
        "site-1",
        Digest.of(new byte[] {1}),
        "policy/age",
        TestRoots.ISSUED,
        TestRoots.ISSUED.plusSeconds(60),
        "lab");
  }

  private static SignedPermit signedPermit() {
    return signedPermit(permit());
  }

  private static SignedPermit signedPermit(Permit permit) {
    Envelope envelope = Envelope.unsigned(PayloadTypes.PERMIT, permit.payload());
    return SignedPermit.parse(envelope.bytes(), "x.permit.dsse.json");
  }

  @Test
  void permitsForWhichAReceiptHasNoPlaceAreCounted() {
    List<SignedPermit> many = Collections.nCopies(20, signedPermit());
    assertThat(CarriedPermits.of(many).permits()).hasSize(16);
    assertThat(CarriedPermits.of(many).more()).isEqualTo(4);
    Permit p = permit();
    SignedPermit big =
        signedPermit(
            new Permit(
                p.product(),
                p.site(),
                p.statement(),
                p.rule(),
                p.issued(),
                p.expires(),
                "why ".repeat(20_000)));
    CarriedPermits carried = CarriedPermits.of(List.of(big, big, signedPermit()));
    assertThat(carried.permits()).containsExactly(big, signedPermit(carried, 1));
    assertThat(carried.more()).isOne();
  }

  private static SignedPermit signedPermit(CarriedPermits carried, int index) {
    assertThat(carried.permits().get(index).permit()).isEqualTo(permit());
    return carried.permits().get(index);
  }

  @Test
  void aReceiptKeepsItsSpellingAndWhatNodesSayIsBounded() {
    Digest digest = Digest.of(new byte[] {1});
    byte[] receipt =
        new Receipt(
                "edge-fleet-stable-42",
                digest,
                "site-1",
                7,
                TestRoots.ISSUED,
                "edge-fleet",
                "stable",
                Receipt.REFUSED,
                Optional.of("SKY-1120"),
                Optional.empty(),
                Optional.of(new Position(1, 42)),
                2,
                TestRoots.ISSUED,
                List.of("alice"),
                List.of(new PlanState("os-upgrade", digest, "waiting")),
                Optional.of("log\n"),
                List.of(
                    new Receipt.Consistency(4, List.of()),
                    new Receipt.Consistency(5, List.of(digest, digest))),
                Optional.of(
                    List.of(
                        new Receipt.Node(
                            "edge-1", "v1.36.3", "SL Micro", "c", true, List.of("os-upgrade")))),
                7,
                List.of(Envelope.unsigned("t", new byte[] {1})),
                new CarriedPermits(List.of(signedPermit()), 2))
            .payload();
    assertThat(Receipt.parse(receipt).payload()).isEqualTo(receipt);
    String text = new String(receipt, UTF_8);
    List<String> others =
        List.of(
            text.replace("\"name\":\"edge-1\"", "\"name\":\"../edge-1\""),
            text.replace("\"kubelet\":\"v1.36.3\"", "\"kubelet\":\"v1\\u0007\""),
            text.replace("\"os\":\"SL Micro\"", "\"os\":\"" + "x".repeat(257) + "\""),
            text.replace("\"runtime\":\"c\"", "\"runtime\":\"\u009b31m\""),
            text.replace("\"ready\":true", "\"ready\":\"true\""),
            text.replace("[\"os-upgrade\"]}", "[\"os-upgrade\",\"a\"]}"),
            text.replace("\"moreNodes\":7", "\"moreNodes\":0"),
            text.replaceFirst("\"nodes\":\\[.*],\"moreNodes", "\"moreNodes"),
            text.replace("\"successions\":[\"", "\"successions\":[\"AA==\",\""),
            text.replace("\"successions\":[\"", "\"successions\":[\"?"),
            text.replace("\"permits\":[\"", "\"permits\":[\"AA==\",\""),
            text.replace("\"permits\":[\"", "\"permits\":[\"" + noPermit() + "\",\""),
            text.replaceFirst("(\"permits\":\\[)(\"[^]]*)]", "$1" + "$2,".repeat(16) + "$2]"),
            text.replace("\"morePermits\":2", "\"morePermits\":0"));
    assertThat(others)
        .doesNotContain(text)
        .allSatisfy(other ->
            assertThatThrownBy(() -> Receipt.parse(other.getBytes(UTF_8)))
                .hasMessageContaining("SKY-1015"));
  }

  private static String noPermit() {
    Envelope other = Envelope.unsigned(PayloadTypes.IN_TOTO, permit().payload());
    return Base64.getEncoder().encodeToString(other.bytes());
  }

  @Test
  void aRuleThatIsNotInTheListCannotBePermitted() {
    assertThat(Permit.isRule("clock")).isTrue();
    assertThat(Permit.isRule("threshold")).isFalse();
    assertThat(Permit.isRule("policy/")).isFalse();
  }
}
