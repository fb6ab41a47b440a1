package dev.skerry.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.Digest;
import dev.skerry.format.document.Requires;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.Problem;
import dev.skerry.format.testing.TestBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A bundle that leaves out a layer enters only while that layer is held and is what it was. */
class ThinBundleTest extends SiteTest {
  private static final byte[] LAYER = TestBundle.bytes(70_000, 1);
  private static final Digest LEFT_OUT = Digest.of(LAYER);

  private final StoredDisk stored = new StoredDisk();
  private final TestBundle base = TestBundle.sample(1);
  private final TestBundle thin = thin();
  private Path baseFile;

  ThinBundleTest() {
    disk = stored;
  }

  private TestBundle thin() {
    TestBundle bundle = full(2);
    bundle.requires = new Requires(List.of(), List.of(base.envelope().payloadDigest()));
    String hex = LEFT_OUT.hex();
    bundle.extras.put("OMITTED", TestBundle.utf8(hex + "  blobs/sha256/" + hex + "\n"));
    bundle.blobs.remove(LEFT_OUT);
    return bundle;
  }

  private static TestBundle full(long sequence) {
    TestBundle bundle = new TestBundle();
    bundle.sequence = sequence;
    byte[] more = TestBundle.bytes(80_000, 8);
    bundle.image("docker.io/library/app:v" + sequence, LAYER, more);
    return bundle;
  }

  @BeforeEach
  void importBase() throws IOException {
    baseFile = base.write(Files.createDirectory(folder.resolve("base")));
    assertThat(importFrom(baseFile).exit()).isEqualTo(ExitCode.DONE);
    thin.write(stick);
  }

  private void overwrite() throws IOException {
    Files.write(store.blobs().path(LEFT_OUT), new byte[LAYER.length]);
  }

  private void assertLeftOutIsNotHeld(Outcome outcome) {
    Problem problem = outcome.problem().orElseThrow();
    assertThat(problem.code()).isEqualTo("SKY-1141");
    assertThat(problem.item()).isEqualTo(LEFT_OUT.toString());
    assertThat(problem.exit()).isEqualTo(ExitCode.REFUSED);
    assertThat(store.state().accepted(KEY).orElseThrow().sequence()).isEqualTo(1);
    assertThat(store.state().bundles(KEY)).hasSize(1);
    assertThat(store.blobs().holds(LEFT_OUT)).isFalse();
  }

  private void assertServesWhole(TestBundle bundle) {
    assertServes(bundle);
    assertThat(read(store.blobs().path(LEFT_OUT))).isEqualTo(LAYER);
    assertThat(store.catalog().blob(Optional.empty(), "docker.io/library/app", LEFT_OUT))
        .contains((long) LAYER.length);
  }

  @Test
  void whatItLeavesOutIsServedFromWhatIsHeld() {
    assertThat(importStick().decisive().problem()).isEmpty();
    assertServesWhole(thin);
  }

  @Test
  void overBytesThatAreOthersOfTheSameLengthItDoesNotEnter() throws IOException {
    overwrite();
    assertLeftOutIsNotHeld(importStick().decisive());
    assertThat(store.log().read(1, 100))
        .anySatisfy(entry -> assertThat(entry.event().name()).isEqualTo("scrub.bad"));
  }

  @Test
  void theBundleBeforeItBringsBackWhatWasOthers() throws IOException {
    overwrite();
    importStick();
    assertThat(importFrom(baseFile).decisive().decision()).isEqualTo(Decision.PRESENT);
    assertThat(importStick().decisive().problem()).isEmpty();
    assertServesWhole(thin);
  }

  @Test
  void theFullBundleBringsBackWhatWasOthers() throws IOException {
    overwrite();
    importStick();
    TestBundle full = full(3);
    assertThat(importFrom(full.write(folder)).decisive().problem()).isEmpty();
    assertServesWhole(full);
  }

  @Test
  void overABlobThatWasPutAwayItDoesNotEnter() {
    store.blobs().condemn(LEFT_OUT);
    assertLeftOutIsNotHeld(importStick().decisive());
  }

  @Test
  void whatIsPutAwayWhileTheRestIsStoredIsMissedInTheCommit() {
    stored.beforeCommit(() -> store.blobs().condemn(LEFT_OUT));
    assertLeftOutIsNotHeld(importStick().decisive());
  }

  @Test
  void whatIsCutShortWhileTheRestIsStoredIsMissedInTheCommit() {
    stored.beforeCommit(() -> write(store.blobs().path(LEFT_OUT), new byte[7]));
    assertThat(importStick().decisive().problem().orElseThrow().code()).isEqualTo("SKY-1141");
    assertThat(store.state().bundles(KEY)).hasSize(1);
  }

  @Test
  void whatIsPutAwayBetweenTwoSittingsIsMissed() throws IOException {
    List<Path> volumes = thin.write(Files.createDirectory(folder.resolve("cut")), 40_960);
    assertThat(importFrom(volumes.getFirst()).decisive().decision()).isEqualTo(Decision.WAITING);
    store.blobs().condemn(LEFT_OUT);
    Path[] later = volumes.subList(1, volumes.size()).toArray(Path[]::new);
    assertLeftOutIsNotHeld(importFrom(later).decisive());
  }

  @Test
  void whatWasStoredAndPutAwayBeforeTheCommitIsNotPromised() {
    Digest carried = Digest.of(TestBundle.bytes(80_000, 8));
    stored.beforeCommit(() -> store.blobs().condemn(carried));
    assertThatThrownBy(this::importStick).hasMessageContaining("SKY-4008");
    assertThat(store.state().bundles(KEY)).hasSize(1);
  }

  @Test
  void whatIsBackInPlaceIsNoLongerBadAlthoughTheCommitFails() throws IOException {
    overwrite();
    importStick();
    Digest carried = Digest.of(TestBundle.bytes(80_000, 8));
    stored.beforeCommit(() -> store.blobs().condemn(carried));
    Path file = full(3).write(folder);
    assertThatThrownBy(() -> importFrom(file)).hasMessageContaining("SKY-4008");
    assertThat(read(store.blobs().path(LEFT_OUT))).isEqualTo(LAYER);
    assertThat(store.scrub().bad()).isEmpty();
  }
}
