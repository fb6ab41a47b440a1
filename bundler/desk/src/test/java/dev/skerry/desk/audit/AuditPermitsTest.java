package dev.skerry.desk.audit;

import static dev.skerry.desk.audit.AuditDesk.EIGHT;
import static dev.skerry.desk.audit.AuditDesk.SEVEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.skerry.desk.audit.AuditDesk.Told;
import dev.skerry.format.document.PayloadTypes;
import dev.skerry.format.document.Permit;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.document.SignedPermit;
import dev.skerry.format.error.Problem;
import dev.skerry.format.testing.TestBundle;
import dev.skerry.format.testing.TestKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which rule was lifted at which site, by whom and why: the receipt carries the permit itself. */
class AuditPermitsTest {
  private static final Instant ISSUED = Instant.parse("2026-11-24T00:00:00Z");
  private static final String WHY = "the new kiosk page is wrong";

  @TempDir Path folder;
  private AuditDesk desk;

  @BeforeEach
  void twoReleasesAndASite() throws IOException {
    desk = new AuditDesk(folder);
    desk.collected(Told.of(1, Receipt.ADMITTED, SEVEN));
    desk.collected(Told.of(2, Receipt.ADMITTED, EIGHT));
  }

  private static Permit permit(TestBundle bundle, String rule) {
    return new Permit(
        "edge-fleet",
        "north-1",
        bundle.envelope().payloadDigest(),
        rule,
        ISSUED,
        ISSUED.plus(Duration.ofDays(3)),
        WHY);
  }

  private static SignedPermit signed(Permit permit, String... names) {
    return SignedPermit.parse(
        TestKeys.sign(PayloadTypes.PERMIT, permit.payload(), names).bytes(), "a permit");
  }

  private static Told wentBack(SignedPermit... permits) {
    return Told.of(3, Receipt.PRESENT, SEVEN).code("SKY-1152").permits(permits);
  }

  @Test
  void eachLiftedRuleIsShownWithItsPermitItsReasonItsSignersAndHowLongItCounts()
      throws IOException {
    SignedPermit permit = signed(permit(SEVEN, Permit.GO_BACK), "alice", "bob", "mallory");
    desk.collected(wentBack(permit));
    AuditReport report = desk.audit();
    assertThat(report.alarms()).isZero();
    String alice = TestKeys.key("alice").publicKey().keyid();
    String bob = TestKeys.key("bob").publicKey().keyid();
    String digest = permit.envelope().payloadDigest().toString();
    String signers = "alice (%s), bob (%s)".formatted(alice, bob);
    String valid = "2026-11-24T00:00:00Z to 2026-11-27T00:00:00Z";
    String page = desk.written(".html", report);
    assertThat(page.replaceAll("</?code>", ""))
        .contains("north-1, 3", "go-back", WHY, signers, valid, "counts", digest)
        .doesNotContain(TestKeys.key("mallory").publicKey().keyid());
    JsonNode rule =
        new JsonMapper().readTree(desk.written(".json", report)).at("/receipts/2/permits/0");
    assertThat(rule.at("/digest").asText()).isEqualTo(digest);
    assertThat(rule.at("/rule").asText()).isEqualTo("go-back");
    assertThat(rule.at("/reason").asText()).isEqualTo(WHY);
    assertThat(rule.at("/expires").asText()).isEqualTo("2026-11-27T00:00:00Z");
    assertThat(rule.at("/counts").asBoolean()).isTrue();
    assertThat(rule.at("/signers/1/name").asText()).isEqualTo("bob");
    assertThat(rule.at("/signers/1/keys/0").asText()).isEqualTo(bob);
    String oscal = desk.written(".oscal.json", report);
    assertThat(AuditDesk.schema().validate(new JsonMapper().readTree(oscal))).isEmpty();
    assertThat(oscal)
        .contains("Permit of rule go-back, receipt 3 of north-1")
        .contains("because: " + WHY + ". Signed by " + signers + ", valid from " + valid)
        .contains(digest);
  }

  @Test
  void whereNoRuleWasLiftedNothingIsSaid() throws IOException {
    assertThat(desk.written(".html", desk.audit())).doesNotContain("Rules that a permit lifted");
  }

  static Stream<Arguments> notCounted() {
    Permit back = permit(SEVEN, Permit.GO_BACK);
    return Stream.of(
        Arguments.of(signed(back, "alice"), "is signed by alice; root 1 asks for 2"),
        Arguments.of(signed(back, "mallory"), "is signed by nobody"),
        Arguments.of(signed(permit(EIGHT, "go-back"), "alice", "bob"), "for another bundle"),
        Arguments.of(signed(permit(SEVEN, "expired"), "alice", "bob"), "none for \"present\""),
        Arguments.of(signed(site(back, "south-1"), "alice", "bob"), "is for site south-1"),
        Arguments.of(
            signed(until(back, Instant.parse("2026-11-24T11:00:00Z")), "alice", "bob"),
            "ended 2026-11-24T11:00:00Z"));
  }

  private static Permit site(Permit p, String site) {
    return new Permit(
        p.product(), site, p.statement(), p.rule(), p.issued(), p.expires(), p.reason());
  }

  private static Permit until(Permit p, Instant end) {
    return new Permit(p.product(), p.site(), p.statement(), p.rule(), p.issued(), end, p.reason());
  }

  @ParameterizedTest
  @MethodSource
  void notCounted(SignedPermit permit, String reason) throws IOException {
    desk.collected(wentBack(permit));
    AuditReport report = desk.audit();
    assertThat(report.alarms()).isOne();
    assertThat(report.notCounted())
        .singleElement()
        .satisfies(problem -> assertThat(problem.code()).isEqualTo("SKY-3821"))
        .satisfies(problem -> assertThat(problem.item()).isEqualTo("receipt north-1 000003"))
        .extracting(Problem::reason)
        .asString()
        .contains(reason);
    assertThat(desk.written(".html", report)).contains("SKY-3821");
    assertThat(desk.written(".json", report)).contains("\"counts\":false", "\"objection\":");
    assertThat(desk.written(".oscal.json", report)).contains("It does not count: ");
  }

  @Test
  void aPermitThatEndedWhileThePlansWereHandedOverCounts() throws IOException {
    Instant end = Instant.parse("2026-11-24T11:00:01Z");
    Permit permit = until(permit(SEVEN, Permit.GO_BACK), end);
    desk.collected(wentBack(signed(permit, "alice", "bob")));
    assertThat(desk.audit().alarms()).isZero();
  }

  @Test
  void aPermitAboutAWrongClockIsNotHeldAgainstThatClock() {
    Permit permit = permit(SEVEN, Permit.CLOCK);
    desk.collected(
        Told.of(3, Receipt.ADMITTED, SEVEN)
            .at(Instant.parse("2066-01-01T00:00:00Z"))
            .permits(signed(permit, "alice", "bob")));
    assertThat(desk.audit().alarms()).isZero();
  }

  @Test
  void aRuleThatWasLiftedByWhatTheReceiptDoesNotCarryIsNotSatisfied() throws IOException {
    desk.collected(Told.of(3, Receipt.ADMITTED, SEVEN).code("SKY-1152"));
    AuditReport report = desk.audit();
    assertThat(report.alarms()).isZero();
    assertThat(desk.written(".html", report)).contains("the receipt does not carry the permit");
    assertThat(desk.written(".oscal.json", report))
        .contains("does not carry all permits that lifted a rule");
  }

  /** A log that was changed takes the place of the code, and the permit still tells. */
  @Test
  void aSiteThatWentBackIsKnownByItsPermitToo() {
    SignedPermit permit = signed(permit(SEVEN, Permit.GO_BACK), "alice", "bob");
    desk.collected(Told.of(3, Receipt.PRESENT, SEVEN).code("SKY-4014").permits(permit));
    Optional<Receipt> held = AuditReport.held(desk.audit().sites().get("north-1"));
    assertThat(held.orElseThrow().name()).isEqualTo("edge-fleet-stable-7");
  }
}
