package dev.skerry.format.accept;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.accept.SiteView.Accepted;
import dev.skerry.format.accept.SiteView.CounterName;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.PayloadTypes;
import dev.skerry.format.document.Permit;
import dev.skerry.format.document.RootDocument.Revoked;
import dev.skerry.format.document.SignedPermit;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.testing.TestKeys;
import dev.skerry.format.testing.TestRoots;
import dev.skerry.format.testing.TestStatements;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a permit of role deploy lifts, and what nothing lifts. */
class PermitsTest {
  private static final Instant AFTER_EXPIRY = Instant.parse("2027-06-01T10:00:00Z");
  private static final Instant PERMIT_ENDS = Instant.parse("2027-07-01T10:00:00Z");
  private static final CounterName PLAN = new CounterName("plan", "os-upgrade");

  private final Scenario scenario = new Scenario();

  private Permit permit(String rule) {
    return new Permit(
        "edge-fleet",
        "site-1",
        scenario.bundle.envelope().payloadDigest(),
        rule,
        TestRoots.ISSUED,
        PERMIT_ENDS,
        "the newer stick was lost");
  }

  private static SignedPermit signed(Permit permit, String... names) {
    Envelope envelope = TestKeys.sign(PayloadTypes.PERMIT, permit.payload(), names);
    return SignedPermit.parse(envelope.bytes(), "x.permit.dsse.json");
  }

  private void offer(String... rules) {
    scenario.permits = Stream.of(rules).map(r -> signed(permit(r), "alice", "bob")).toList();
  }

  private static Arguments lift(String rule, String code, Consumer<Scenario> change) {
    return Arguments.of(rule, code, change);
  }

  static Stream<Arguments> lifted() {
    return Stream.of(
        lift("expired", "SKY-1130", s -> s.now = AFTER_EXPIRY),
        lift(
            "too-old",
            "SKY-1131",
            s -> {
              s.maxAge = Optional.of(Duration.ofDays(10));
              s.now = TestRoots.ISSUED.plus(Duration.ofDays(11));
            }),
        lift("clock", "SKY-1132", s -> s.now = Instant.parse("1990-01-01T00:00:00Z")),
        lift("clock", "SKY-1133", s -> s.now = Instant.parse("2066-01-01T00:00:00Z")),
        lift("counter", "SKY-1135", s -> s.counters.put(PLAN, 9L)),
        lift("policy/window", "SKY-1140", s -> s.policy = denies("window")));
  }

  private static AdmissionPolicy denies(String... policies) {
    return (site, trusted, metadata) ->
        Stream.of(policies).map(name -> new Objection(Optional.of(name), denial(name))).toList();
  }

  private static Problem denial(String name) {
    return new SkerryException(
            AcceptError.PLAN_NOT_CARRIED, "bundle", "policy " + name + " says no")
        .problem();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource
  void lifted(String rule, String code, Consumer<Scenario> change) {
    change.accept(scenario);
    assertThat(Scenario.code(scenario.run())).isEqualTo(code);
    offer(
        Stream.of("expired", "too-old", "clock", "counter", "go-back", "policy/other")
            .filter(other -> !other.equals(rule))
            .toArray(String[]::new));
    assertThat(Scenario.code(scenario.run())).isEqualTo(code);
    offer(rule);
    Verdict verdict = scenario.run();
    assertThat(Scenario.code(verdict)).isEqualTo("go on");
    assertThat(verdict.permitted())
        .singleElement()
        .extracting(Problem::reason)
        .asString()
        .contains(code, "alice, bob", "rule " + rule, "the newer stick was lost");
    assertThat(Scenario.code(scenario.again())).isEqualTo("go on");
    assertThat(scenario.again().permitted()).isEqualTo(verdict.permitted());
  }

  private static Arguments idle(String reason, Consumer<PermitsTest> change) {
    return Arguments.of(reason, change);
  }

  static Stream<Arguments> notCounted() {
    return Stream.of(
        idle("for site site-2", t -> t.offerPermit("edge-fleet", "site-2", PERMIT_ENDS)),
        idle("for product kiosk", t -> t.offerPermit("kiosk", "site-1", PERMIT_ENDS)),
        idle("ended 2027-06-01", t -> t.offerPermit("edge-fleet", "site-1", AFTER_EXPIRY)),
        idle(
            "signed by alice;",
            t -> t.scenario.permits = List.of(signed(t.permit("expired"), "alice"))),
        idle(
            "signed by nobody",
            t -> t.scenario.permits = List.of(signed(t.permit("expired"), "mallory", "trudy"))),
        idle(
            "signed by alice;",
            t -> {
              t.scenario.addRoot(
                  TestRoots.revoking(
                      TestRoots.root(2, 2, "alice", "bob", "carol"),
                      new Revoked(
                          List.of(TestKeys.key("bob").publicKey().keyid()), List.of(), List.of())),
                  "alice",
                  "carol");
              t.scenario.bundle.signers = List.of("alice", "carol");
              t.offer("expired");
            }));
  }

  private void offerPermit(String product, String site, Instant expires) {
    Permit p = permit("expired");
    scenario.permits =
        List.of(
            signed(
                new Permit(product, site, p.statement(), p.rule(), p.issued(), expires, p.reason()),
                "alice",
                "bob"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void notCounted(String reason, Consumer<PermitsTest> change) {
    scenario.now = AFTER_EXPIRY;
    change.accept(this);
    Verdict verdict = scenario.run();
    assertThat(Scenario.code(verdict)).isEqualTo("SKY-1130");
    assertThat(verdict.warnings())
        .singleElement()
        .satisfies(w -> assertThat(w.code()).isEqualTo("SKY-1153"))
        .satisfies(w -> assertThat(w.item()).isEqualTo("x.permit.dsse.json"))
        .satisfies(w -> assertThat(w.reason()).contains(reason));
  }

  @Test
  void aPermitForAnotherBundleIsNotSpokenOf() {
    scenario.now = AFTER_EXPIRY;
    offer("expired");
    scenario.bundle.sequence = 43;
    assertThat(scenario.run().warnings()).isEmpty();
    assertThat(Scenario.code(scenario.run())).isEqualTo("SKY-1130");
  }

  @Test
  void aPermitForAnotherRuleIsSpokenOf() {
    scenario.now = AFTER_EXPIRY;
    offer("counter");
    assertThat(scenario.run().warnings())
        .singleElement()
        .satisfies(w -> assertThat(w.code()).isEqualTo("SKY-1153"))
        .satisfies(w -> assertThat(w.reason()).contains("is of rule counter"));
  }

  @Test
  void aPermitThatCountedIsNotSpokenOfWhereSomethingElseRefuses() {
    scenario.now = AFTER_EXPIRY;
    scenario.policy = denies("window");
    offer("expired", "policy/registries");
    Verdict verdict = scenario.run();
    assertThat(Scenario.code(verdict)).isEqualTo("SKY-1140");
    assertThat(Scenario.warnings(verdict)).containsExactly("SKY-1152", "SKY-1153");
    assertThat(verdict.warnings().getLast().reason()).contains("is of rule policy/registries");
  }

  @Test
  void aPermitOfTheFuture() {
    scenario.now = AFTER_EXPIRY;
    Permit p = permit("expired");
    Instant issued = AFTER_EXPIRY.plus(Duration.ofDays(3));
    scenario.permits =
        List.of(
            signed(
                new Permit(
                    p.product(), p.site(), p.statement(), p.rule(), issued, PERMIT_ENDS, "why"),
                "alice",
                "bob"));
    assertThat(scenario.run().warnings())
        .extracting(Problem::reason)
        .containsExactly("was issued 2027-06-04T10:00:00Z; the time here is 2027-06-01T10:00:00Z");
  }

  private static Arguments stays(String code, Consumer<Scenario> change) {
    return Arguments.of(code, change);
  }

  static Stream<Arguments> never() {
    return Stream.of(
        stays("SKY-1111", s -> s.bundle.signers = List.of("alice")),
        stays("SKY-1122", s -> s.bundle.channel = "beta"),
        stays(
            "SKY-1129",
            s -> {
              s.bundle.issued = Instant.parse("2028-06-01T00:00:00Z");
              s.bundle.expires = Instant.parse("2029-06-01T00:00:00Z");
              s.now = Instant.parse("2028-12-01T00:00:00Z");
            }),
        stays(
            "SKY-1127",
            s -> s.accepted = Optional.of(new Accepted(1, 42, TestStatements.digest("other")))),
        stays(
            "SKY-1128",
            s -> s.accepted = Optional.of(new Accepted(1, 43, TestStatements.digest("newer")))),
        stays("SKY-1142", s -> s.space = new Space(1, 0, digest -> false)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void never(String code, Consumer<Scenario> change) {
    change.accept(scenario);
    Permit p = permit("expired");
    scenario.permits =
        Stream.of("expired", "too-old", "clock", "counter", "go-back", "policy/any")
            .map(rule ->
                signed(
                    new Permit(
                        p.product(),
                        p.site(),
                        p.statement(),
                        rule,
                        p.issued(),
                        Instant.parse("2100-01-01T00:00:00Z"),
                        "why"),
                    "alice",
                    "bob"))
            .toList();
    assertThat(Scenario.code(scenario.run())).isEqualTo(code);
  }

  @Test
  void onePolicyIsLiftedAndTheOthersStand() {
    scenario.policy = denies("window", "registries", "window");
    offer("policy/window");
    Verdict verdict = scenario.run();
    assertThat(Scenario.code(verdict)).isEqualTo("SKY-1140");
    assertThat(((Verdict.Refused) verdict).problem().reason()).contains("registries");
    assertThat(verdict.permitted()).hasSize(2);
  }

  @Test
  void aRuleOfThePlansIsNoPolicyAndNothingLiftsIt() {
    scenario.policy = (site, trusted, metadata) -> List.of(Objection.of(denial("plan")));
    offer("policy/plan");
    assertThat(Scenario.code(scenario.run())).isEqualTo("SKY-1140");
  }

  @Test
  void aWrongClockLetsNoExpiredBundleIn() {
    scenario.now = Instant.parse("2066-01-01T00:00:00Z");
    Permit p = permit("clock");
    scenario.permits =
        List.of(
            signed(
                new Permit(
                    p.product(),
                    p.site(),
                    p.statement(),
                    p.rule(),
                    AFTER_EXPIRY,
                    PERMIT_ENDS,
                    p.reason()),
                "alice",
                "bob"));
    Verdict verdict = scenario.run();
    assertThat(Scenario.code(verdict)).isEqualTo("SKY-1130");
    assertThat(((Verdict.Refused) verdict).problem().reason()).contains("2027-06-01T10:00:00Z");
  }

  static IntStream years() {
    return IntStream.rangeClosed(-40, 40);
  }

  @ParameterizedTest
  @MethodSource("years")
  void aClockThatIsYearsOffIsNamedAndAPermitLetsTheBundleIn(int years) {
    scenario.now = TestRoots.ISSUED.atOffset(ZoneOffset.UTC).plusYears(years).toInstant();
    String code = Scenario.code(scenario.run());
    // One year behind is a warning, one year ahead is after the bundle's end.
    String expected = years < -1 ? "SKY-1132" : years > 1 ? "SKY-1133" : "go on";
    assertThat(code).isEqualTo(years == 1 ? "SKY-1130" : expected);
    offer("clock");
    assertThat(Scenario.code(scenario.run())).isEqualTo(years == 1 ? "SKY-1130" : "go on");
  }

  @ParameterizedTest
  @MethodSource("years")
  void oneDeskInTheWrongYearDoesNotLockASite(int years) {
    scenario.bundle.issued = TestRoots.ISSUED.atOffset(ZoneOffset.UTC).plusYears(years).toInstant();
    scenario.bundle.expires = scenario.bundle.issued.plus(Duration.ofDays(180));
    Verdict wrong = scenario.run();
    if (wrong instanceof Verdict.GoOn) {
      scenario.accepted =
          Optional.of(
              new Accepted(
                  1, scenario.bundle.sequence, scenario.bundle.envelope().payloadDigest()));
      scenario.floor = wrong.floor().orElseThrow();
      assertThat(scenario.floor).isBeforeOrEqualTo(scenario.now.plus(Duration.ofDays(2)));
    }
    scenario.bundle.sequence++;
    scenario.bundle.issued = TestRoots.ISSUED;
    scenario.bundle.expires = TestRoots.ISSUED.plus(Duration.ofDays(180));
    assertThat(Scenario.code(scenario.run())).isEqualTo("go on");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "-1, 0", "-2, 0", "-3, -1", "-300, -298", "-400, -398", "170, 0"})
  void theFloorRisesToTheIssueButNeverMoreThanTwoDaysAheadOfTheTimeJudgedBy(int clock, int floor) {
    scenario.now = TestRoots.ISSUED.plus(Duration.ofDays(clock));
    assertThat(scenario.run().floor()).contains(TestRoots.ISSUED.plus(Duration.ofDays(floor)));
  }

  @Test
  void anEarlierFloorIsTheTimeJudgedByWhenTheClockIsBehindIt() {
    scenario.now = Instant.EPOCH;
    scenario.floor = TestRoots.ISSUED.minus(Duration.ofDays(60));
    assertThat(scenario.run().floor()).contains(TestRoots.ISSUED.minus(Duration.ofDays(58)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1970-01-01T00:00:00Z", "2066-01-01T00:00:00Z"})
  void whereAPermitSaysThatTheClockIsWrongTheFloorIsTheIssue(Instant clock) {
    scenario.now = clock;
    offer("clock");
    assertThat(scenario.run().floor()).contains(scenario.bundle.issued);
  }
}
