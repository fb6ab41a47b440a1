package dev.skerry.site;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.Progress;
import dev.skerry.format.document.CarriedPermits;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.PayloadTypes;
import dev.skerry.format.document.Permit;
import dev.skerry.format.document.Signature;
import dev.skerry.format.document.SignedPermit;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.Problem;
import dev.skerry.format.testing.TestBundle;
import dev.skerry.format.testing.TestKeys;
import dev.skerry.plans.PlanRulesPolicy;
import dev.skerry.store.AuditLog;
import dev.skerry.store.Lookup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a permit beside a bundle does at a site. */
class PermittedTest extends SiteTest {
  /** Two of role deploy, and one whose signature anybody may have added. */
  private static final String[] SIGNERS = {"alice", "mallory", "bob"};

  private static void assertCarries(Outcome outcome, String rule, String reason) {
    CarriedPermits permits = outcome.receipt().orElseThrow().permits();
    assertThat(permits.more()).isZero();
    SignedPermit permit = permits.permits().getFirst();
    assertThat(permits.permits()).hasSize(1);
    assertThat(permit.permit().rule()).isEqualTo(rule);
    assertThat(permit.permit().reason()).isEqualTo(reason);
    assertThat(permit.envelope().signatures())
        .extracting(Signature::keyid)
        .containsExactlyInAnyOrder(
            TestKeys.key("alice").publicKey().keyid(), TestKeys.key("bob").publicKey().keyid());
    assertThat(outcome.warnings().getFirst().reason())
        .contains(permit.envelope().payloadDigest().toString());
  }

  private static TestBundle expired() {
    TestBundle bundle = TestBundle.sample(1);
    bundle.issued = Instant.parse("2026-01-01T00:00:00Z");
    bundle.expires = Instant.parse("2026-06-01T00:00:00Z");
    return bundle;
  }

  private static byte[] permit(TestBundle bundle, String site, String... signers) {
    Permit permit =
        new Permit(
            "edge-fleet",
            site,
            bundle.envelope().payloadDigest(),
            Permit.EXPIRED,
            CLOCK.instant(),
            CLOCK.instant().plusSeconds(86_400),
            "the newer stick was lost");
    return TestKeys.sign(PayloadTypes.PERMIT, permit.payload(), signers).bytes();
  }

  private ImportResult importWith(Path permit) {
    return new Import(
            store,
            disk,
            medium,
            new PlanRulesPolicy(),
            new SiteSettings(Optional.empty(), 0),
            CLOCK)
        .run(new ImportRequest(List.of(stick), List.of(permit)), Progress.none());
  }

  @Test
  void anExpiredBundleEntersByAPermitBesideIt() throws IOException {
    TestBundle bundle = expired();
    bundle.write(stick);
    assertThat(importStick().decisive().problem().orElseThrow().code()).isEqualTo("SKY-1130");
    assertServesNothing();

    Files.write(stick.resolve("a.permit.dsse.json"), permit(bundle, "north-1", SIGNERS));
    Outcome outcome = importStick().decisive();
    assertCarries(outcome, Permit.EXPIRED, "the newer stick was lost");
    assertThat(outcome.problem()).isEmpty();
    assertThat(outcome.warnings()).extracting(Problem::code).containsExactly("SKY-1152");
    assertThat(outcome.receipt().orElseThrow().code()).contains("SKY-1152");
    assertServes(bundle);
    assertThat(store.log().read(1, 100))
        .filteredOn(entry -> entry.event().name().equals("bundle.permitted"))
        .singleElement()
        .satisfies(PermittedTest::hasFacts)
        .extracting(entry -> entry.event().detail().get("reason"))
        .asString()
        .contains("alice, bob", "rule expired", "the newer stick was lost");
  }

  private static void hasFacts(AuditLog.Entry entry) {
    assertThat(entry.event().detail())
        .containsOnlyKeys(
            "root",
            "signers",
            "keys",
            "clock",
            "floor",
            "before",
            "statement",
            "code",
            "item",
            "reason")
        .containsEntry("signers", "alice,bob");
  }

  @Test
  void aPermitForAnotherRuleIsSpokenOf() throws IOException {
    TestBundle older = TestBundle.sample(1);
    importFrom(TestBundle.sample(2).write(Files.createDirectory(folder.resolve("newer"))));
    older.write(stick);
    Path file = folder.resolve("from-mail.json");
    Files.write(file, permit(older, "north-1", "alice", "bob"));
    Outcome outcome = importWith(file).decisive();
    assertThat(outcome.problem().orElseThrow().code()).isEqualTo("SKY-1128");
    assertNotCounted(outcome, "is of rule expired, which is not what refuses the bundle");
  }

  @Test
  void aPermitOfAnotherSiteIsNamedAndLetsNothingIn() throws IOException {
    TestBundle bundle = expired();
    bundle.write(stick);
    Files.write(stick.resolve("a.permit.dsse.json"), permit(bundle, "south-9", "alice", "bob"));
    Outcome outcome = importStick().decisive();
    assertThat(outcome.problem().orElseThrow().code()).isEqualTo("SKY-1130");
    assertThat(outcome.warnings())
        .singleElement()
        .satisfies(warning -> assertThat(warning.reason()).contains("south-9", "north-1"));
    assertServesNothing();
  }

  @Test
  void aPermitFromElsewhereIsNamed() throws IOException {
    TestBundle bundle = expired();
    bundle.write(stick);
    Path file = folder.resolve("from-mail.json");
    Files.write(file, permit(bundle, "north-1", "alice", "bob"));
    assertThat(importWith(file).exit()).isEqualTo(ExitCode.DONE);
    assertServes(bundle);
  }

  @Test
  void whatIsNoPermitStopsNoBundle() throws IOException {
    TestBundle bundle = TestBundle.sample(1);
    bundle.write(stick);
    Files.writeString(stick.resolve("a.permit.dsse.json"), "not a permit", UTF_8);
    Files.createSymbolicLink(stick.resolve("b.permit.dsse.json"), folder.resolve("secret"));
    Files.write(stick.resolve("c.permit.dsse.json"), new byte[(1 << 20) + 1]);
    String good =
        new String(Permit.of(Envelope.parse(permit(bundle, "north-1"), "p")).payload(), UTF_8);
    odd("d", good.replace("\"expired\"", "5"));
    odd("e", good.replace("\"expired\"", "\"policy/" + "x".repeat(100_000) + "\""));
    odd("f", good.replace("\"site\"", "\"site\":\"south-1\",\"site\""));
    odd("g", "[".repeat(100_000));
    odd("h", good.replace("2026", "+99999"));
    Outcome outcome = importStick().decisive();
    assertThat(outcome.problem()).isEmpty();
    assertThat(outcome.warnings())
        .allSatisfy(w -> assertThat(w.code()).isEqualTo("SKY-1314"))
        .allSatisfy(w -> assertThat(w.reason()).hasSizeLessThan(1_000))
        .allSatisfy(w -> assertThat(w.next()).contains("ask the release desk for another"))
        .extracting(w -> Path.of(w.item()).getFileName().toString().substring(0, 1))
        .containsExactly("a", "b", "c", "d", "e", "f", "g", "h");
    assertServes(bundle);
  }

  private void odd(String name, String payload) throws IOException {
    Envelope envelope = TestKeys.sign(PayloadTypes.PERMIT, payload.getBytes(UTF_8), "alice", "bob");
    Files.write(stick.resolve(name + ".permit.dsse.json"), envelope.bytes());
  }

  @Test
  void thePermitsThatAreReadAreBounded() throws IOException {
    TestBundle bundle = TestBundle.sample(1);
    bundle.write(stick);
    for (int i = 0; i < 70; i++) {
      Files.write(stick.resolve(i + ".permit.dsse.json"), permit(bundle, "north-1", "alice"));
    }
    assertThat(importStick().decisive().warnings())
        .singleElement()
        .satisfies(warning -> assertThat(warning.reason()).contains("64"));
  }

  private Outcome goBack(TestBundle bundle, String... signers) throws IOException {
    return goBack(bundle, Permit.GO_BACK, signers);
  }

  private Outcome goBack(TestBundle bundle, String rule, String[] signers) throws IOException {
    Permit p =
        new Permit(
            "edge-fleet",
            "north-1",
            bundle.envelope().payloadDigest(),
            rule,
            CLOCK.instant(),
            CLOCK.instant().plusSeconds(60),
            "the new kiosk page is wrong");
    Path file = folder.resolve("back.permit.dsse.json");
    Files.write(file, TestKeys.sign(PayloadTypes.PERMIT, p.payload(), signers).bytes());
    return new GoBack(store, medium, new SiteSettings(Optional.empty(), 0), CLOCK).run(file);
  }

  private static void assertNotCounted(Outcome outcome, String reason) {
    assertThat(outcome.warnings())
        .singleElement()
        .satisfies(warning -> assertThat(warning.code()).isEqualTo("SKY-1153"))
        .satisfies(warning -> assertThat(warning.reason()).contains(reason));
  }

  private void assertGoBackRefused(TestBundle bundle, String code, String reason) {
    AuditLog.Event last = store.log().last().orElseThrow().event();
    assertThat(last.name()).isEqualTo("go-back.refused");
    assertThat(last.object()).isEqualTo(folder.resolve("back.permit.dsse.json").toString());
    assertThat(last.detail())
        .containsEntry("code", code)
        .containsEntry("statement", bundle.envelope().payloadDigest().toString())
        .hasEntrySatisfying("reason", why -> assertThat(why).contains(reason));
  }

  @Test
  void anEarlierBundleThatIsHeldBecomesActiveByAPermit() throws IOException {
    TestBundle first = TestBundle.sample(1);
    TestBundle second = TestBundle.sample(2);
    for (TestBundle bundle : List.of(first, second)) {
      importFrom(bundle.write(Files.createDirectory(folder.resolve("b" + bundle.sequence))));
    }
    assertThat(lookup("docker.io/library/app", "v1")).isNotInstanceOf(Lookup.Found.class);
    Outcome refused = goBack(first, "alice");
    assertThat(refused.decision()).isEqualTo(Decision.REFUSED);
    assertThat(refused.problem().orElseThrow().code()).isEqualTo("SKY-1136");
    assertThat(refused.receipt()).isEmpty();
    assertNotCounted(refused, "signed by alice; root 1 asks for 2");
    Outcome otherRule = goBack(first, Permit.EXPIRED, new String[] {"alice", "bob"});
    assertThat(otherRule.problem().orElseThrow().code()).isEqualTo("SKY-1136");
    assertNotCounted(otherRule, "is of rule expired");
    assertGoBackRefused(first, "SKY-1136", "by a permit of rule go-back only");
    assertServes(second);

    Outcome outcome = goBack(first, SIGNERS);
    assertThat(outcome.decision()).isEqualTo(Decision.ACTIVATED);
    assertThat(outcome.warnings().getFirst().reason())
        .startsWith("may be the active one again by a permit of rule go-back only (SKY-1136)")
        .contains("permitted by alice, bob, rule go-back", "the new kiosk page is wrong");
    assertCarries(outcome, Permit.GO_BACK, "the new kiosk page is wrong");
    assertThat(outcome.receipt().orElseThrow().code()).contains("SKY-1152");
    assertThat(lookup("docker.io/library/app", "v1")).isInstanceOf(Lookup.Found.class);
    assertThat(lookup("docker.io/library/app", "v2")).isNotInstanceOf(Lookup.Found.class);
    assertThat(store.state().active(KEY).orElseThrow().sequence()).isEqualTo(1);
    assertThat(store.state().accepted(KEY).orElseThrow().sequence()).isEqualTo(2);
    assertThat(store.log().last().orElseThrow().event().name()).isEqualTo("bundle.activated");
    hasFacts(store.log().last().orElseThrow());

    Path older = first.write(stick);
    Outcome again = importStick().decisive();
    assertThat(again.decision()).isEqualTo(Decision.PRESENT);
    assertThat(again.receipt().orElseThrow().plans()).isEmpty();
    assertThat(again.receipt().orElseThrow().permits()).isEqualTo(CarriedPermits.none());
    assertThat(store.state().active(KEY).orElseThrow().sequence()).isEqualTo(1);
    assertThat(store.state().accepted(KEY).orElseThrow().sequence()).isEqualTo(2);
    Files.delete(older);

    TestBundle third = TestBundle.sample(3);
    third.write(stick);
    assertThat(importStick().exit()).isEqualTo(ExitCode.DONE);
    assertServes(third);
  }

  @Test
  void aBundleThatIsNotHeldIsNotGoneBackTo() throws IOException {
    TestBundle.sample(2).write(stick);
    importStick();
    assertThatThrownBy(() -> goBack(TestBundle.sample(1), "alice", "bob"))
        .hasMessageContaining("SKY-6010");
    assertGoBackRefused(TestBundle.sample(1), "SKY-6010", "no such bundle is held");
  }
}
