package dev.skerry.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.Digest;
import dev.skerry.format.accept.SiteView.CounterName;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.Problem;
import dev.skerry.format.testing.TestBundle;
import dev.skerry.format.testing.TestRoots;
import dev.skerry.store.Lookup;
import dev.skerry.store.PlanJournal.State;
import dev.skerry.store.SiteState.RootRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportTest extends SiteTest {
  @Test
  void aGoodBundleIsServedWholeAfterOneImport() {
    TestBundle bundle = TestBundle.sample(1);
    bundle.write(stick);
    ImportResult result = importStick();
    assertThat(result.decisive().problem()).isEmpty();
    assertThat(result.decisive().decision()).isEqualTo(Decision.ADMITTED);
    assertThat(result.exit()).isEqualTo(ExitCode.DONE);
    assertServes(bundle);
    assertThat(lookup("quay.io/library/app", "v1")).isInstanceOf(Lookup.Found.class);
    assertThat(store.state().counters(KEY))
        .containsEntry(new CounterName("plan", "os-upgrade"), 1L);
    assertThat(store.state().floor(KEY)).isEqualTo(bundle.issued);
    assertThat(store.plans().current(KEY))
        .singleElement()
        .satisfies(row -> assertThat(row.state()).isEqualTo(State.WAITING));
  }

  @Test
  void severalVolumesAreReadInPlaceInAnyOrder() {
    TestBundle bundle = TestBundle.sample(1);
    var volumes = bundle.write(stick, 40_000);
    assertThat(volumes).hasSizeGreaterThan(2);
    List<java.nio.file.Path> reversed = volumes.reversed();
    assertThat(importFrom(reversed.toArray(java.nio.file.Path[]::new)).exit())
        .isEqualTo(ExitCode.DONE);
    assertServes(bundle);
  }

  @Test
  void theSameBundleAgainIsAlreadyImported() {
    TestBundle bundle = TestBundle.sample(1);
    bundle.write(stick);
    importStick();
    ImportResult again = importStick();
    assertThat(again.exit()).isEqualTo(ExitCode.DONE);
    assertThat(again.decisive().decision()).isEqualTo(Decision.PRESENT);
    assertServes(bundle);
  }

  @Test
  void whatWasLostOfTheAcceptedBundleIsBroughtBack() {
    TestBundle bundle = TestBundle.sample(1);
    bundle.write(stick);
    importStick();
    Digest lost = bundle.blobs.firstKey();
    store.blobs().condemn(lost);
    assertThat(store.blobs().holds(lost)).isFalse();
    assertThat(importStick().decisive().decision()).isEqualTo(Decision.PRESENT);
    assertServes(bundle);
  }

  @Test
  void anOlderBundleIsRefusedWithBothNumbers() {
    TestBundle.sample(2).write(stick);
    importStick();
    TestBundle old = TestBundle.sample(1);
    java.nio.file.Path file = old.write(folder);
    ImportResult result = importFrom(file);
    assertThat(result.exit()).isEqualTo(ExitCode.REFUSED);
    Problem problem = result.decisive().problem().orElseThrow();
    assertThat(problem.code()).isEqualTo("SKY-1128");
    assertThat(problem.reason()).contains("1").contains("2");
    assertThat(result.decisive().receipt()).isPresent();
    assertServes(TestBundle.sample(2));
  }

  @Test
  void theHighestAdmissibleBundleOfAStickIsTakenAndTheOthersAreNamed() {
    TestBundle.sample(1).write(stick);
    TestBundle three = TestBundle.sample(3);
    three.write(stick);
    TestBundle forged = TestBundle.sample(4);
    forged.signers = List.of("mallory", "alice");
    forged.write(stick);
    TestBundle elsewhere = TestBundle.sample(5);
    elsewhere.channel = "beta";
    elsewhere.write(stick);
    ImportResult result = importStick();
    assertThat(result.exit()).isEqualTo(ExitCode.DONE);
    assertThat(result.decisive().name()).isEqualTo("edge-fleet-stable-3");
    assertThat(result.others())
        .extracting(Outcome::decision)
        .containsExactlyInAnyOrder(Decision.REFUSED, Decision.PASSED_OVER, Decision.REFUSED);
    assertServes(three);
  }

  @Test
  void aDamagedNewerBundleIsToldOfWhereAnOlderOneIsTaken() {
    TestBundle one = TestBundle.sample(1);
    one.write(stick);
    var file = TestBundle.sample(2).write(stick);
    byte[] bad = read(file);
    bad[bad.length - 1] ^= 1;
    write(file, bad);
    ImportResult result = importStick();
    assertThat(result.exit()).isEqualTo(ExitCode.DONE);
    Problem warning = result.decisive().warnings().getFirst();
    assertThat(warning.code()).isEqualTo("SKY-6008");
    assertThat(warning.item()).isEqualTo("edge-fleet-stable-2");
    assertThat(result.decisive().receipt().orElseThrow().code()).contains("SKY-6008");
    assertThat(result.others().getFirst().receipt().orElseThrow().code()).contains("SKY-1313");
    assertServes(one);
  }

  @Test
  void aBundleWhoseHeadIsDamagedMayBeNewer() {
    TestBundle.sample(1).write(stick);
    var file = TestBundle.sample(2).write(stick);
    byte[] bad = read(file);
    bad[700] ^= 1;
    write(file, bad);
    assertThat(importStick().decisive().warnings())
        .extracting(Problem::code)
        .containsExactly("SKY-6008");
  }

  @Test
  void bundlesThatAreMeantForOthersAreNoWarning() {
    TestBundle.sample(1).write(stick);
    TestBundle elsewhere = TestBundle.sample(5);
    elsewhere.channel = "beta";
    elsewhere.write(stick);
    assertThat(importStick().decisive().warnings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 300, 365})
  void oneDeskInTheWrongYearKeepsNoHonestBundleOut(int days) {
    TestBundle early = TestBundle.sample(1);
    early.issued = CLOCK.instant().plus(Duration.ofDays(days));
    early.expires = early.issued.plus(Duration.ofDays(180));
    Outcome warned = importFrom(early.write(folder)).decisive();
    assertThat(warned.warnings()).extracting(Problem::code).containsExactly("SKY-1150");
    Instant floor = CLOCK.instant().plus(Duration.ofDays(2));
    assertThat(store.state().floor(KEY)).isEqualTo(floor);
    assertThat(warned.receipt().orElseThrow().floor()).isEqualTo(floor);
    TestBundle honest = TestBundle.sample(2);
    honest.issued = CLOCK.instant();
    honest.expires = honest.issued.plus(Duration.ofDays(180));
    honest.write(stick);
    assertThat(importStick().decisive().problem()).isEmpty();
    assertServes(honest);
  }

  /** A desk in the wrong year raised the floor; only the signers of root bring the site back. */
  @Test
  void aRootOfANewEpochBringsBackASiteWhoseFloorIsInTheFuture() {
    store.state().raiseFloor(KEY, Instant.parse("2027-12-01T00:00:00Z"));
    TestBundle stuck = TestBundle.sample(1);
    assertThat(importFrom(stuck.write(folder)).decisive().problem().orElseThrow().exit())
        .isEqualTo(ExitCode.REFUSED);
    Instant issued = Instant.parse("2026-11-23T10:00:00Z");
    RootDocument next = TestRoots.epoch(TestRoots.root(2, 2, "alice", "bob", "carol"), 2);
    RootDocument root = TestRoots.living(next, issued, next.expires());
    TestBundle bundle = TestBundle.sample(1);
    bundle.epoch = 2;
    bundle.issued = issued;
    bundle.roots = List.of(stuck.roots.getFirst(), TestRoots.signed(root, "alice", "bob"));
    bundle.write(stick);
    assertThat(importStick().decisive().problem()).isEmpty();
    assertServes(bundle);
    assertThat(store.state().floor(KEY)).isEqualTo(issued);
    assertThat(importFrom(stuck.write(folder)).exit()).isEqualTo(ExitCode.REFUSED);
  }

  @Test
  void aForgedBundleLeavesNothingButALogRow() {
    TestBundle bundle = TestBundle.sample(1);
    bundle.signers = List.of("alice", "mallory");
    bundle.write(stick);
    ImportResult result = importStick();
    assertThat(result.exit()).isEqualTo(ExitCode.NOT_TRUSTED);
    assertThat(result.decisive().receipt()).isEmpty();
    assertThat(store.log().last().orElseThrow().event().name()).isEqualTo("bundle.refused");
    assertServesNothing();
    assertThat(blobFiles()).isEmpty();
  }

  @Test
  void aNewRootSignedByOldAndNewIsSavedEvenWhenTheBundleIsRefused() {
    TestBundle bundle = TestBundle.sample(1);
    bundle.channel = "beta";
    bundle.roots =
        List.of(
            bundle.roots.getFirst(),
            TestRoots.signed(TestRoots.root(2, 2, "bob", "carol", "dave"), "bob", "carol"));
    bundle.signers = List.of("carol", "dave");
    bundle.write(stick);
    assertThat(importStick().exit()).isEqualTo(ExitCode.REFUSED);
    assertThat(store.state().roots("edge-fleet")).hasSize(2);
    assertServesNothing();
  }

  @Test
  void aPlanThatTheRulesRefuseStoresNothing() {
    TestBundle bundle = new TestBundle();
    bundle.image("docker.io/library/app:v1", TestBundle.bytes(5_000, 1));
    bundle.plan("os-upgrade", TestBundle.PLAN.replace("concurrency: 1", "concurrency: 0"), 1);
    bundle.write(stick);
    assertThat(importStick().exit()).isEqualTo(ExitCode.REFUSED);
    assertServesNothing();
    assertThat(blobFiles()).isEmpty();
  }

  @Test
  void referrersAreFoundAndPlansThatWentAreDropped() {
    TestBundle first = TestBundle.sample(1);
    first.write(stick);
    importStick();
    TestBundle second = new TestBundle();
    second.sequence = 2;
    Digest app = second.image("docker.io/library/app:v2", TestBundle.bytes(3_000, 3));
    Digest sbom = second.referrer("docker.io/library/app", app, TestBundle.utf8("{}sbom"));
    second.write(stick);
    assertThat(importStick().decisive().problem()).isEmpty();
    assertThat(store.catalog().referrers(Optional.empty(), "docker.io/library/app", app))
        .singleElement()
        .satisfies(d -> assertThat(d.digest()).isEqualTo(sbom));
    assertThat(lookup("docker.io/library/app", "v1")).isInstanceOf(Lookup.Missing.class);
    assertThat(store.plans().current(KEY))
        .singleElement()
        .satisfies(row -> assertThat(row.state()).isEqualTo(State.DROPPED));
  }

  @Test
  void aStoredRootThatWasChangedFromOutsideStopsEveryImport() {
    TestBundle.sample(1).write(stick);
    store
        .state()
        .saveRoot(
            "edge-fleet",
            new RootRow(2, TestRoots.signed(TestRoots.root(2, 1, "mallory"), "eve").bytes()));
    assertThatThrownBy(this::importStick).hasMessageContaining("SKY-6007");
    assertServesNothing();
  }
}
