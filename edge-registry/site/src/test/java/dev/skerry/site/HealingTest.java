package dev.skerry.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.Digest;
import dev.skerry.format.Progress;
import dev.skerry.format.testing.TestBundle;
import dev.skerry.store.AuditLog;
import dev.skerry.store.BadBlob;
import dev.skerry.store.Scrub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What scrub found damaged on a real disk is brought back by a bundle that has it. */
class HealingTest extends SiteTest {
  private final TestBundle one = TestBundle.sample(1);
  private final TestBundle two = TestBundle.sample(2);

  private Scrub.Round scrub() {
    return store.scrub().whole("anna", bytes -> true, Progress.none()).orElseThrow();
  }

  private void damage(Digest digest) {
    byte[] bytes = read(store.blobs().path(digest));
    byte[] bad = bytes.length == 0 ? new byte[1] : bytes.clone();
    bad[bad.length / 2] ^= 1;
    write(store.blobs().path(digest), bad);
  }

  private List<String> logged(String name) {
    return store.log().read(1, 1_000).stream()
        .map(AuditLog.Entry::event)
        .filter(event -> event.name().equals(name))
        .map(AuditLog.Event::object)
        .toList();
  }

  @Test
  void aWholeBundleIsFoundGoodEveryBlobOfIt() {
    one.write(stick);
    importStick();
    Scrub.Round round = scrub();
    assertThat(round.bad()).isEmpty();
    assertThat(round.blobs()).isEqualTo(one.blobs.size());
  }

  @Test
  void theSameStickBringsBackEveryBlobThatWasDamaged() {
    one.write(stick);
    importStick();
    one.blobs.keySet().forEach(this::damage);
    Scrub.Round round = scrub();
    assertThat(round.bad()).hasSameSizeAs(one.blobs.keySet());
    assertThat(round.bad()).extracting(BadBlob::source).containsOnly("edge-fleet-stable-1");
    Outcome outcome = importStick().decisive();
    assertThat(outcome.decision()).isEqualTo(Decision.PRESENT);
    assertThat(outcome.healed()).isEqualTo(one.blobs.size());
    assertServes(one);
    assertThat(store.scrub().bad()).isEmpty();
    assertThat(logged("scrub.healed")).hasSameSizeAs(logged("scrub.bad"));
    assertThat(store.log().read(1, 1_000))
        .filteredOn(entry -> entry.event().name().equals("scrub.healed"))
        .allSatisfy(entry ->
            assertThat(entry.event().detail()).containsEntry("bundle", "edge-fleet-stable-1"));
    assertThat(importStick().decisive().healed()).isZero();
    assertThat(scrub().bad()).isEmpty();
  }

  @Test
  void theSameStickEndsAHealThatWasCutBeforeItWasWrittenDown() {
    one.write(stick);
    importStick();
    Digest lost = one.blobs.firstKey();
    damage(lost);
    assertThat(scrub().bad()).hasSize(1);
    write(store.blobs().path(lost), one.blobs.get(lost));
    assertThat(importStick().decisive().decision()).isEqualTo(Decision.PRESENT);
    assertThat(store.scrub().bad()).isEmpty();
    assertThat(logged("scrub.healed")).containsExactly(lost.toString());
  }

  @Test
  void aHealThatWasCutBeforeItWasWrittenDownIsFoundWithoutAnImport() {
    one.write(stick);
    importStick();
    List<Digest> lost = List.copyOf(one.blobs.keySet()).subList(0, 3);
    lost.forEach(this::damage);
    assertThat(scrub().bad()).hasSize(3);
    write(store.blobs().path(lost.get(0)), one.blobs.get(lost.get(0)));
    write(store.blobs().path(lost.get(1)), one.blobs.get(lost.get(1)));
    damage(lost.get(1));
    assertThat(store.scrub().settle()).isOne();
    assertThat(store.scrub().bad())
        .extracting(BadBlob::digest)
        .containsExactly(lost.get(1), lost.get(2));
    assertThat(store.blobs().holds(lost.get(1))).isFalse();
    assertThat(logged("scrub.healed")).containsExactly(lost.getFirst().toString());
    assertThat(store.scrub().settle()).isZero();
  }

  @Test
  void whatSomebodyPutBackInsteadIsHashedAndBroughtBackAgain() {
    one.write(stick);
    importStick();
    Digest lost = one.blobs.firstKey();
    damage(lost);
    assertThat(scrub().bad()).hasSize(1);
    write(store.blobs().path(lost), one.blobs.get(lost));
    damage(lost);
    assertThat(importStick().decisive().decision()).isEqualTo(Decision.PRESENT);
    assertServes(one);
    assertThat(store.scrub().bad()).isEmpty();
    assertThat(scrub().bad()).isEmpty();
  }

  @Test
  void aNewerBundleThatHasTheBlobHealsItToo() throws IOException {
    one.write(stick);
    importStick();
    Digest shared =
        one.blobs.keySet().stream().filter(two.blobs::containsKey).findFirst().orElseThrow();
    damage(shared);
    scrub();
    Files.delete(one.write(stick));
    two.write(stick);
    Outcome outcome = importStick().decisive();
    assertThat(outcome.decision()).isEqualTo(Decision.ADMITTED);
    assertThat(outcome.healed()).isOne();
    assertThat(store.scrub().bad()).isEmpty();
    assertServes(two);
  }

  @Test
  void anOlderBundleThatIsHeldBringsItsBytesBackAndNothingElse() throws IOException {
    Digest lost = importBothAndLoseOneOf(one);
    assertThat(importFrom(one.write(folder)).decisive().decision()).isEqualTo(Decision.PRESENT);
    assertThat(store.blobs().holds(lost)).isTrue();
    assertThat(store.scrub().bad()).isEmpty();
    assertServes(two);
    assertThat(store.state().active(KEY).orElseThrow().sequence()).isEqualTo(2);
    assertThat(importFrom(one.write(folder)).decisive().problem().orElseThrow().code())
        .isEqualTo("SKY-1128");
  }

  @Test
  void anOlderBundleBesideTheActiveOneOnAStickHealsToo() throws IOException {
    importBothAndLoseOneOf(one);
    one.write(stick);
    ImportResult result = importStick();
    assertThat(result.decisive().name()).isEqualTo("edge-fleet-stable-2");
    assertThat(store.scrub().bad()).isEmpty();
    assertThat(importStick().others())
        .extracting(Outcome::decision)
        .containsExactly(Decision.PASSED_OVER);
  }

  @Test
  void anOlderBundleThatWasNeverAdmittedHereHealsNothing() {
    two.write(stick);
    importStick();
    damage(two.blobs.firstKey());
    scrub();
    assertThat(importFrom(one.write(folder)).decisive().problem().orElseThrow().code())
        .isEqualTo("SKY-1128");
  }

  /** A blob that the newer one has not. */
  private Digest importBothAndLoseOneOf(TestBundle older) throws IOException {
    Path file = older.write(stick);
    importStick();
    Files.delete(file);
    two.write(stick);
    importStick();
    Digest lost =
        older.blobs.keySet().stream()
            .filter(digest -> !two.blobs.containsKey(digest))
            .findFirst()
            .orElseThrow();
    damage(lost);
    assertThat(scrub().bad())
        .singleElement()
        .satisfies(bad -> {
          assertThat(bad.active()).isFalse();
          assertThat(bad.source()).isEqualTo(older.statement().name());
        });
    assertThat(BadBlob.problems(store.scrub().bad())).hasSize(1);
    return lost;
  }
}
