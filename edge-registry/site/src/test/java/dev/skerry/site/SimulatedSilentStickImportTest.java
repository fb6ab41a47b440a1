package dev.skerry.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.archive.MediumFiles;
import dev.skerry.format.archive.Patience;
import dev.skerry.format.archive.ReadError;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.testing.SimulatedStick;
import dev.skerry.format.testing.TestBundle;
import dev.skerry.format.testing.TestKeys;
import dev.skerry.store.EmbeddedStore;
import dev.skerry.store.testing.PassingDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A simulated stick that stops to answer in the middle of an import, or of its receipt. */
class SimulatedSilentStickImportTest extends SiteTest {
  private static final TestBundle BUNDLE = TestBundle.sample(1);
  private static final Patience SHORT =
      new Patience(Duration.ofMillis(700), Duration.ofMillis(350), List.of(Duration.ZERO));

  private final SimulatedStick silent = new SimulatedStick();
  private final CountDownLatch awake = new CountDownLatch(1);

  @BeforeEach
  void putIn() {
    medium = MediumFiles.patient(silent, SHORT);
    BUNDLE.write(stick);
  }

  @AfterEach
  void wakeUp() {
    silent.wakeUp();
    awake.countDown();
  }

  private Receipts receipts(ReceiptFiles files) {
    return new Receipts(store, files, TestKeys.key("gateway"), CLOCK);
  }

  /** The first call opens the volume, the last ones read the payload. */
  @ParameterizedTest
  @ValueSource(ints = {0, 3, 50, 99})
  void anImportIsGivenUpLeavesNothingVisibleAndIsRepeatedWellWhileTheThreadIsStuck(int percent) {
    silent.fallSilent(calls() * percent / 100, 1);
    ImportResult result = importStick();
    assertThat(result.decisive().decision()).isEqualTo(Decision.REFUSED);
    assertThat(result.decisive().problem().orElseThrow().code())
        .isEqualTo(ReadError.STALLED.code());
    assertThat(result.exit()).isEqualTo(ExitCode.DAMAGED);
    assertServesNothing();
    var logged = store.log().last().orElseThrow().event();
    assertThat(logged.name()).isEqualTo("bundle.refused");
    assertThat(logged.detail()).containsEntry("code", ReadError.STALLED.code());
    assertThat(importStick().exit()).isEqualTo(ExitCode.DONE);
    assertServes(BUNDLE);
  }

  /** How often a whole import asks the stick. */
  private int calls() {
    int before = silent.asked();
    store.close();
    Path elsewhere = folder.resolve("elsewhere");
    store = EmbeddedStore.open(elsewhere, disk, CLOCK);
    initialise(store);
    assertThat(importStick().exit()).isEqualTo(ExitCode.DONE);
    store.close();
    store = EmbeddedStore.open(data, disk, CLOCK);
    return silent.asked() - before;
  }

  @Test
  void severalBundlesOnASilentStickCostOneWait() {
    TestBundle.sample(2).write(stick);
    silent.fallSilent(0, 1);
    ImportResult result = importStick();
    assertThat(result.outcomes())
        .hasSize(2)
        .allSatisfy(outcome ->
            assertThat(outcome.problem().orElseThrow().code()).isEqualTo(ReadError.STALLED.code()));
    assertThat(silent.asked()).isEqualTo(1);
  }

  @Test
  void aStickThatFailsForAMomentIsReadAllTheSame() {
    silent.fail(calls() / 2, 1);
    assertThat(importStick().exit()).isEqualTo(ExitCode.DONE);
    assertServes(BUNDLE);
  }

  @Test
  void theReceiptOfAnImportThatWasGivenUpStaysInTheDataFolder() {
    silent.fallSilent(calls() - 1, 1);
    ReceiptSubject subject = importStick().decisive().receipt().orElseThrow();
    ReceiptFiles files = new ReceiptFiles(new Silent(), SHORT);
    Receipts.Issued issued = receipts(files).issue(subject, List.of(), Optional.empty());
    assertThat(issued.notOnMedium().orElseThrow()).contains("is not tried");
    assertThat(issued.kept()).isRegularFile();
  }

  @Test
  void aStickThatFallsSilentWhenTheReceiptIsWrittenKeepsNobody() {
    ReceiptSubject subject = importStick().decisive().receipt().orElseThrow();
    ReceiptFiles files = new ReceiptFiles(new Silent(), SHORT);
    Receipts.Issued issued = receipts(files).issue(subject, List.of(), Optional.empty());
    assertThat(issued.onMedium()).isEmpty();
    assertThat(issued.notOnMedium().orElseThrow()).contains("does not answer");
    assertThat(issued.kept()).isRegularFile();
    Receipts.Issued next = receipts(files).issue(subject, List.of(), Optional.empty());
    assertThat(next.notOnMedium().orElseThrow()).contains("an earlier receipt still waits");
  }

  /** A disk on which nothing comes back from the stick. */
  private final class Silent extends PassingDisk {
    @Override
    public void createFolders(Path made) throws IOException {
      if (made.startsWith(stick)) {
        try {
          awake.await();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
      super.createFolders(made);
    }
  }
}
