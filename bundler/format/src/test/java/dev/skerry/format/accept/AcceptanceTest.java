package dev.skerry.format.accept;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.Digest;
import dev.skerry.format.accept.SiteView.Accepted;
import dev.skerry.format.accept.SiteView.CounterName;
import dev.skerry.format.document.AudienceEntry;
import dev.skerry.format.document.Downgrade;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.PayloadTypes;
import dev.skerry.format.document.Requires;
import dev.skerry.format.document.RootDocument.Revoked;
import dev.skerry.format.testing.TestBundle;
import dev.skerry.format.testing.TestKeys;
import dev.skerry.format.testing.TestRoots;
import dev.skerry.format.testing.TestStatements;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of format section 6: what is changed, and what a site then says. */
class AcceptanceTest {
  private static final Instant ISSUED = TestRoots.ISSUED;
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final CounterName PLAN = new CounterName("plan", "os-upgrade");

  static Stream<Arguments> table() {
    return Stream.of(trust(), features(), meant(), revoked(), sequence(), time(), counters())
        .flatMap(rows -> rows);
  }

  private static Stream<Arguments> trust() {
    return Stream.of(
        row("nothing", "go on", 0, s -> {}),
        row("another two of three", "go on", 0, s -> s.bundle.signers = List.of("bob", "carol")),
        row("one of three", "SKY-1111", 3, s -> s.bundle.signers = List.of("alice")),
        row("nobody", "SKY-1111", 3, s -> s.bundle.signers = List.of()),
        row("a stranger", "SKY-1111", 3, s -> s.bundle.signers = List.of("alice", "mallory")),
        row("a signed byte", "SKY-1111", 3, s -> s.envelope = AcceptanceTest::otherPayload),
        row("the spelling", "SKY-1010", 3, s -> s.bytes = b -> utf8(text(b).replace("\n", ""))),
        row("the payload type", "SKY-1018", 3, s -> s.envelope = AcceptanceTest::otherType),
        row("a signed list", "SKY-1001", 3, s -> s.envelope = e -> signed("[]")),
        row("a signed object", "SKY-1011", 3, s -> s.envelope = e -> signed("{}")));
  }

  private static Stream<Arguments> features() {
    return Stream.of(
        row(
            "an unknown feature",
            "SKY-1120",
            4,
            s -> s.bundle.requires = new Requires(List.of("blob-parts"), List.of())));
  }

  private static Stream<Arguments> meant() {
    return Stream.of(
        row("another product", "SKY-1121", 4, s -> s.bundle.product = "kiosk-fleet"),
        row("another channel", "SKY-1122", 4, s -> s.bundle.channel = "beta"),
        row(
            "a channel not judged",
            "go on",
            0,
            s -> {
              s.bundle.channel = "beta";
              s.channel = Optional.empty();
            }),
        row("this site", "go on", 0, s -> s.bundle.audience = List.of(site("site-1"))),
        row("another site", "SKY-1123", 4, s -> s.bundle.audience = List.of(site("site-2"))),
        row(
            "nobody meant",
            "SKY-1123",
            4,
            s ->
                s.bundle.audience =
                    List.of(
                        new AudienceEntry(Optional.empty(), Optional.empty(), Optional.empty()))));
  }

  private static Stream<Arguments> revoked() {
    return Stream.of(
        row(
            "the bundle is revoked",
            "SKY-1124",
            3,
            s -> revoke(s, Revoked.NOTHING.keys(), List.of(s.bundle.envelope().payloadDigest()))),
        row(
            "the content is revoked",
            "SKY-1125",
            3,
            s -> {
              Digest content = s.bundle.statement().content().getFirst().digest();
              revokeContent(s, content);
            }),
        row(
            "a layer is revoked",
            "SKY-1125",
            3,
            s -> {
              Digest layer = Digest.of(TestBundle.bytes(513, 7));
              revokeContent(s, layer);
            }),
        row(
            "what it assumes is revoked",
            "SKY-1125",
            3,
            s -> {
              Digest held = TestStatements.digest("held");
              s.bundle.assumes = List.of("docker.io/rancher/kubectl@" + held);
              revokeContent(s, held);
            }),
        row(
            "a signer's key is revoked",
            "SKY-1111",
            3,
            s -> revoke(s, List.of(TestKeys.key("bob").publicKey().keyid()), List.of())),
        row(
            "a lower epoch than the root's",
            "SKY-1126",
            4,
            s ->
                s.addRoot(
                    TestRoots.epoch(TestRoots.root(2, 2, "alice", "bob", "carol"), 2),
                    "alice",
                    "bob")),
        row("a higher epoch than the root's", "SKY-1126", 4, s -> s.bundle.epoch = 2));
  }

  private static Stream<Arguments> sequence() {
    return Stream.of(
        row("the next one", "go on", 0, s -> s.accepted = accepted(1, 41)),
        row("a jump", "go on", 0, s -> s.accepted = accepted(1, 3)),
        row("the same number, other bytes", "SKY-1127", 4, s -> s.accepted = accepted(1, 42)),
        row("an older one", "SKY-1128", 4, s -> s.accepted = accepted(1, 43)),
        row("an older epoch", "SKY-1128", 4, s -> s.accepted = accepted(2, 1)),
        row("the same bundle", "present", 0, AcceptanceTest::sameBundle),
        row(
            "the same bundle, long expired",
            "present",
            0,
            s -> {
              sameBundle(s);
              s.now = ISSUED.plus(Duration.ofDays(3_000));
            }),
        row(
            "the same bundle, revoked since",
            "SKY-1124",
            3,
            s -> {
              sameBundle(s);
              revoke(s, List.of(), List.of(s.bundle.envelope().payloadDigest()));
            }));
  }

  private static Stream<Arguments> time() {
    return Stream.of(
        row("a second before the end", "go on", 0, s -> s.now = s.bundle.expires.minus(SECOND)),
        row("at the end", "SKY-1130", 4, s -> s.now = s.bundle.expires),
        row("at the end by the floor", "SKY-1130", 4, s -> s.floor = s.bundle.expires),
        row(
            "the root has expired",
            "SKY-1129",
            4,
            s ->
                s.addRoot(
                    TestRoots.living(
                        TestRoots.root(2, 2, "alice", "bob", "carol"),
                        ISSUED,
                        ISSUED.plusSeconds(60)),
                    "alice",
                    "bob")),
        row("a clock far ahead", "SKY-1133", 4, s -> s.now = ISSUED.plus(Duration.ofDays(401))),
        row(
            "a floor far ahead",
            "SKY-1130",
            4,
            s -> {
              s.floor = ISSUED.plus(Duration.ofDays(300));
              s.now = ISSUED.plus(Duration.ofDays(401));
            }),
        row("a clock far behind", "SKY-1132", 4, s -> s.now = behind(400).minus(SECOND)),
        row("a clock 400 days behind", "go on", 0, s -> s.now = behind(400)),
        row("the life is 1,096 days", "go on", 0, s -> s.bundle.expires = after(1_096)),
        row("a longer life", "SKY-1134", 4, s -> s.bundle.expires = after(1_096).plus(SECOND)),
        row(
            "older than the site takes",
            "SKY-1131",
            4,
            s -> {
              s.maxAge = Optional.of(Duration.ofDays(30));
              s.now = after(30).plus(SECOND);
            }),
        row(
            "as old as the site takes",
            "go on",
            0,
            s -> {
              s.maxAge = Optional.of(Duration.ofDays(30));
              s.now = after(30);
            }));
  }

  private static Stream<Arguments> counters() {
    return Stream.of(
        row("a counter that rises", "go on", 0, s -> s.counters.put(PLAN, 0L)),
        row("a counter that stays", "go on", 0, s -> s.counters.put(PLAN, 1L)),
        row("a counter that falls", "SKY-1135", 4, s -> s.counters.put(PLAN, 2L)),
        row("a fall that is named", "go on", 0, s -> fall(s, "os-upgrade", 1)),
        row("a fall to another number", "SKY-1135", 4, s -> fall(s, "os-upgrade", 0)),
        row("a fall of another name", "SKY-1135", 4, s -> fall(s, "k3s-agent", 1)),
        row(
            "a name that is gone",
            "go on",
            0,
            s -> s.counters.put(new CounterName("plan", "gone"), 9L)));
  }

  private static Arguments row(String changed, String code, int exit, Consumer<Scenario> change) {
    return Arguments.of(changed, code, exit, change);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("table")
  void table(String changed, String code, int exit, Consumer<Scenario> change) {
    Scenario scenario = new Scenario();
    change.accept(scenario);
    Verdict verdict = scenario.run();
    assertThat(Scenario.code(verdict)).isEqualTo(code);
    if (verdict instanceof Verdict.Refused refused) {
      assertThat(refused.problem().exit().number()).isEqualTo(exit);
    } else {
      assertThat(exit).isZero();
    }
  }

  @Test
  void aClockMoreThanTwoDaysBehindIsAWarning() {
    Scenario scenario = new Scenario();
    scenario.now = behind(2);
    assertThat(Scenario.warnings(scenario.run())).isEmpty();
    scenario.now = behind(2).minus(SECOND);
    assertThat(Scenario.warnings(scenario.run())).containsExactly("SKY-1150");
  }

  @Test
  void aClockBeforeTheFloorIsAWarningAndTheFloorCounts() {
    Scenario scenario = new Scenario();
    scenario.floor = ISSUED;
    scenario.now = ISSUED.minus(Duration.ofDays(4_000));
    Verdict verdict = scenario.run();
    assertThat(Scenario.code(verdict)).isEqualTo("go on");
    assertThat(Scenario.warnings(verdict)).containsExactly("SKY-1151");
  }

  @Test
  void bothNumbersOfARollbackAreTold() {
    Scenario scenario = new Scenario();
    scenario.accepted = accepted(3, 17);
    assertThat(scenario.run())
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused ->
                assertThat(refused.problem().reason())
                    .contains("epoch 1, sequence 42", "epoch 3, sequence 17"));
  }

  @Test
  void theThresholdTellsWhoSignedAndWhoCould() {
    Scenario scenario = new Scenario();
    scenario.bundle.signers = List.of("alice", "mallory");
    assertThat(scenario.run())
        .isInstanceOfSatisfying(
            Verdict.Refused.class,
            refused ->
                assertThat(refused.problem().reason())
                    .isEqualTo(
                        "is signed by alice; root 1 asks for 2 of alice, bob, carol in role"
                            + " release"));
  }

  @Test
  void insideTheCommitTheStateOfNowDecides() {
    Scenario scenario = new Scenario();
    assertThat(Scenario.code(scenario.again())).isEqualTo("go on");
    scenario.accepted = accepted(1, 43);
    assertThat(Scenario.code(scenario.again())).isEqualTo("SKY-1128");
    sameBundle(scenario);
    assertThat(Scenario.code(scenario.again())).isEqualTo("present");
    scenario.accepted = Optional.empty();
    scenario.space = new Space(0, 0, d -> false);
    assertThat(Scenario.code(scenario.again())).isEqualTo("SKY-1142");
    scenario.space = new Space(0, 0, d -> true);
    Revoked bob =
        new Revoked(List.of(TestKeys.key("bob").publicKey().keyid()), List.of(), List.of());
    scenario.trusted =
        List.of(TestRoots.signed(TestRoots.revoking(Scenario.ROOT, bob), "alice", "bob"));
    assertThat(Scenario.code(scenario.again())).isEqualTo("SKY-1111");
  }

  /** By a root that came with another bundle: no bundle can carry its own revocation. */
  private static void revokeContent(Scenario s, Digest content) {
    Revoked all = new Revoked(List.of(), List.of(), List.of(content));
    s.addRoot(
        TestRoots.revoking(TestRoots.root(2, 2, "alice", "bob", "carol"), all), "alice", "bob");
  }

  private static void revoke(Scenario s, List<String> keys, List<Digest> bundles) {
    Revoked revoked = new Revoked(keys, bundles, List.of());
    Envelope second =
        TestRoots.signed(
            TestRoots.revoking(TestRoots.root(2, 2, "alice", "bob", "carol"), revoked),
            "alice",
            "carol");
    s.trusted = List.of(s.trusted.getFirst(), second);
  }

  private static Optional<Accepted> accepted(long epoch, long sequence) {
    return Optional.of(new Accepted(epoch, sequence, TestStatements.digest("accepted")));
  }

  private static void sameBundle(Scenario s) {
    s.accepted = Optional.of(new Accepted(1, 42, s.bundle.envelope().payloadDigest()));
  }

  private static void fall(Scenario s, String name, long counter) {
    s.counters.put(PLAN, 2L);
    s.bundle.downgrade = List.of(new Downgrade("plan", name, counter, "it loops"));
  }

  private static AudienceEntry site(String id) {
    return new AudienceEntry(Optional.of(id), Optional.empty(), Optional.empty());
  }

  private static Instant behind(int days) {
    return ISSUED.minus(Duration.ofDays(days));
  }

  private static Instant after(int days) {
    return ISSUED.plus(Duration.ofDays(days));
  }

  private static Envelope otherPayload(Envelope e) {
    byte[] payload = utf8(text(e.payload()).replace("\"sequence\":42", "\"sequence\":43"));
    return new Envelope(e.payloadType(), payload, e.signatures());
  }

  private static Envelope otherType(Envelope e) {
    return TestKeys.sign(PayloadTypes.ROOT, e.payload(), "alice", "bob");
  }

  private static Envelope signed(String payload) {
    return TestKeys.sign(PayloadTypes.IN_TOTO, utf8(payload), "alice", "bob");
  }

  private static byte[] utf8(String text) {
    return TestBundle.utf8(text);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
  }
}
