package dev.skerry.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.Digest;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.Problem;
import dev.skerry.format.testing.SimulatedStick;
import dev.skerry.format.testing.TestBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Volumes that come one after the other, and media that go away while they are read. */
class SittingsTest extends SiteTest {
  private static final TestBundle BUNDLE = TestBundle.sample(1);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void afterTheFirstVolumeTheOthersMayComeOneByOneInAnyOrder(long seed) {
    List<Path> volumes = BUNDLE.write(folder, 25_000);
    assertThat(volumes).hasSizeGreaterThan(4);
    List<Path> later = new ArrayList<>(volumes.subList(1, volumes.size()));
    Collections.shuffle(later, new Random(seed));
    assertThat(importFrom(volumes.getFirst()).decisive().decision()).isEqualTo(Decision.WAITING);
    for (Path volume : later.subList(0, later.size() - 1)) {
      ImportResult result = importFrom(volume);
      assertThat(result.decisive().decision()).isEqualTo(Decision.WAITING);
      assertThat(result.exit()).isEqualTo(ExitCode.DAMAGED);
      assertServesNothing();
    }
    assertThat(importFrom(later.getLast()).decisive().problem()).isEmpty();
    assertServes(BUNDLE);
    assertThat(data.resolve("pending")).isEmptyDirectory();
  }

  @Test
  void everyMissingVolumeIsNamed() throws IOException {
    List<Path> volumes = BUNDLE.write(stick, 30_000);
    Files.delete(volumes.get(2));
    Files.delete(volumes.get(3));
    Problem missing = importStick().decisive().problem().orElseThrow();
    assertThat(missing.item())
        .contains("skerry.003")
        .contains("skerry.004")
        .doesNotContain("skerry.002");
    assertThat(missing.reason()).matches("missing; [2-9] blobs wait for them");
    assertServesNothing();
  }

  @Test
  void oneBlobThatWaitsForOneVolumeIsSpokenOfAsOne() throws IOException {
    List<Path> volumes = BUNDLE.write(stick, 30_000);
    Files.delete(volumes.get(2));
    assertThat(importStick().decisive().problem().orElseThrow().reason())
        .isEqualTo("missing; 1 blob waits for it");
  }

  @Test
  void withoutTheFirstVolumeNothingBegins() throws IOException {
    List<Path> volumes = BUNDLE.write(stick, 30_000);
    Files.delete(volumes.getFirst());
    ImportResult result = importStick();
    assertThat(result.exit()).isEqualTo(ExitCode.DAMAGED);
    assertThat(result.decisive().problem().orElseThrow().item()).contains("skerry.001");
    assertThat(data.resolve("pending")).doesNotExist();
  }

  @Test
  void aNewerBundleTakesThePlaceOfAnUnfinishedOne() {
    Path first = BUNDLE.write(folder, 30_000).getFirst();
    assertThat(importFrom(first).decisive().decision()).isEqualTo(Decision.WAITING);
    TestBundle.sample(2).write(stick);
    assertThat(importStick().exit()).isEqualTo(ExitCode.DONE);
    assertServes(TestBundle.sample(2));
    assertThat(data.resolve("pending")).isEmptyDirectory();
  }

  @Test
  void anotherBundleUnderTheNameOfAnUnfinishedOneTakesItsPlace() throws IOException {
    List<Path> own = TestBundle.sample(2).write(folder, 30_000);
    Path stranger = BUNDLE.write(stick, 30_000).getFirst();
    Path named = stick.resolve(own.getFirst().getFileName());
    Files.move(stranger, named);
    assertThat(importFrom(named).decisive().decision()).isEqualTo(Decision.WAITING);
    assertThat(importFrom(own.getFirst()).decisive().decision()).isEqualTo(Decision.WAITING);
    Path[] rest = own.subList(1, own.size()).toArray(Path[]::new);
    assertThat(importFrom(rest).exit()).isEqualTo(ExitCode.DONE);
    assertServes(TestBundle.sample(2));
    assertThat(data.resolve("pending")).isEmptyDirectory();
  }

  @Test
  void whatACutImportBroughtIsNotReadAgainAndGoesWithTheBundleItWasFor() throws IOException {
    Path file = BUNDLE.write(folder);
    byte[] good = read(file);
    byte[] bad = good.clone();
    damageLastBlob(bad);
    write(file, bad);
    assertThat(importFrom(file).exit()).isEqualTo(ExitCode.DAMAGED);
    Path quarantine = data.resolve("quarantine");
    String layer = Digest.of(TestBundle.bytes(70_000, 1)).hex();
    Object first = Files.getAttribute(quarantine.resolve(layer), "unix:ino");
    assertThat(importFrom(file).exit()).isEqualTo(ExitCode.DAMAGED);
    assertThat(Files.getAttribute(quarantine.resolve(layer), "unix:ino")).isEqualTo(first);
    TestBundle.sample(2).write(stick);
    assertThat(importStick().exit()).isEqualTo(ExitCode.DONE);
    assertThat(quarantine).isEmptyDirectory();
  }

  @Test
  void aBundleThatIsItselfCutTakesThePlaceOfAnUnfinishedOne() throws IOException {
    importFrom(BUNDLE.write(folder, 30_000).getFirst());
    Path next = TestBundle.sample(2).write(stick);
    byte[] bad = read(next);
    damageLastBlob(bad);
    write(next, bad);
    assertThat(importStick().exit()).isEqualTo(ExitCode.DAMAGED);
    String ofTheFirst = Digest.of(TestBundle.bytes(70_000, 1)).hex();
    try (var files = Files.list(data.resolve("quarantine"))) {
      assertThat(files.map(f -> f.getFileName().toString()).toList())
          .isNotEmpty()
          .doesNotContain(ofTheFirst);
    }
    assertThat(data.resolve("pending")).isEmptyDirectory();
  }

  @Test
  void aBundleThatIsNotAdmissibleLeavesAnUnfinishedOneAlone() throws IOException {
    List<Path> volumes = BUNDLE.write(folder, 30_000);
    importFrom(volumes.getFirst(), volumes.get(1), volumes.get(2));
    TestBundle elsewhere = TestBundle.sample(2);
    elsewhere.channel = "beta";
    elsewhere.write(stick);
    assertThat(importStick().exit()).isEqualTo(ExitCode.REFUSED);
    assertThat(importFrom(volumes.subList(3, volumes.size()).toArray(Path[]::new)).exit())
        .isEqualTo(ExitCode.DONE);
    assertServes(BUNDLE);
  }

  @Test
  void aBlobThatWentBadWhileItWaitedIsReadAgain() throws IOException {
    List<Path> volumes = BUNDLE.write(folder, 100_000);
    assertThat(volumes).hasSize(2);
    importFrom(volumes.getFirst());
    Digest layer = Digest.of(TestBundle.bytes(70_000, 1));
    Path waiting = data.resolve("quarantine").resolve(layer.hex());
    byte[] bytes = read(waiting);
    bytes[0] ^= 1;
    write(waiting, bytes);
    assertThat(importFrom(volumes.getLast()).decisive().decision()).isEqualTo(Decision.WAITING);
    assertServesNothing();
    assertThat(importFrom(volumes.toArray(Path[]::new)).exit()).isEqualTo(ExitCode.DONE);
    assertServes(BUNDLE);
  }

  /** As a kill right before the commit leaves them, but of other bytes. */
  @Test
  void aBlobThatNoBundleHasYetIsHashedBeforeItEnters() throws IOException {
    Path file = BUNDLE.write(stick);
    byte[] other = TestBundle.bytes(70_000, 1);
    Digest layer = Digest.of(other);
    Path held = store.blobs().path(layer);
    Files.createDirectories(held.getParent());
    other[0] ^= 1;
    write(held, other);
    assertThat(importFrom(file).exit()).isEqualTo(ExitCode.DONE);
    assertServes(BUNDLE);
  }

  @Test
  void aPieceThatWentBadWhileItWaitedIsFoundAndReadAgain() throws IOException {
    List<Path> volumes = BUNDLE.write(folder, 30_000);
    importFrom(volumes.getFirst());
    try (var pieces = Files.list(data.resolve("pending"))) {
      for (Path piece : pieces.filter(p -> p.toString().contains("piece-")).toList()) {
        byte[] bytes = read(piece);
        bytes[0] ^= 1;
        write(piece, bytes);
      }
    }
    Path[] rest = volumes.subList(1, volumes.size()).toArray(Path[]::new);
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> importFrom(rest))
        .hasMessageContaining("SKY-6004");
    assertServesNothing();
    assertThat(importFrom(volumes.toArray(Path[]::new)).exit()).isEqualTo(ExitCode.DONE);
    assertServes(BUNDLE);
  }

  @Test
  void aStickThatFailsAtAnyReadIsNamedAndTheNextImportGoesOn() {
    BUNDLE.write(stick);
    for (int n = 0; ; n++) {
      SimulatedStick pulled = new SimulatedStick();
      pulled.fail(n, Integer.MAX_VALUE);
      medium = pulled;
      ImportResult result = importStick();
      if (result.exit() == ExitCode.DONE) {
        assertThat(n).isGreaterThan(10);
        break;
      }
      assertThat(result.exit()).isEqualTo(ExitCode.DAMAGED);
      assertThat(result.decisive().problem().orElseThrow().code()).isEqualTo("SKY-1303");
      assertServesNothing();
    }
    assertServes(BUNDLE);
  }
}
