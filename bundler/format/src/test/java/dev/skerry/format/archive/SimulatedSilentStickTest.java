package dev.skerry.format.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.Progress;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.testing.SimulatedStick;
import dev.skerry.format.testing.TestBundle;
import dev.skerry.format.testing.ToldWaits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A simulated stick that fails for a moment, for good, or never answers. */
class SimulatedSilentStickTest {
  private static final Duration STEP = Duration.ofMillis(200);
  private static final Patience SHORT =
      new Patience(STEP.multipliedBy(3), STEP, List.of(Duration.ZERO, Duration.ZERO));
  private static final int SIZE = 3 * PatientFile.MOST + 77;

  @TempDir Path folder;

  private final SimulatedStick stick = new SimulatedStick();
  private final MediumFiles patient = MediumFiles.patient(stick, SHORT);
  private final byte[] content = TestBundle.bytes(SIZE, 5);

  @AfterEach
  void wakeUp() {
    stick.wakeUp();
  }

  private Path file() throws IOException {
    return Files.write(folder.resolve("file"), content);
  }

  @Test
  void aReadThatNeverReturnsIsGivenUpAndTheNextSittingWorksAtOnce() throws IOException {
    Path file = file();
    MediumFiles.Opened stuck = patient.open(file);
    stick.fallSilent(0, 1);
    stalls(() -> stuck.read(ByteBuffer.allocate(10), 0));
    stuck.close();
    MediumFiles next = patient.sitting(Progress.none());
    try (MediumFiles.Opened opened = next.open(file)) {
      assertThat(all(opened)).isEqualTo(content);
    }
    stick.awaitClosed(1);
    stick.wakeUp();
    // The thread that was left behind closes what it had open.
    stick.awaitClosed(1);
  }

  @Test
  void anAnswerThatComesTooLateGoesNowhere() throws IOException {
    MediumFiles.Opened stuck = patient.open(file());
    stick.fallSilent(0, 1);
    ByteBuffer bytes = ByteBuffer.allocate(1000);
    stalls(() -> stuck.read(bytes, 0));
    Arrays.fill(bytes.array(), (byte) 7);
    stuck.close();
    stick.wakeUp();
    stick.awaitClosed(1);
    assertThat(bytes.array()).containsOnly(7);
    assertThat(bytes.position()).isZero();
  }

  @Test
  void anOpenThatNeverReturnsIsGivenUpAndClosedWhenItDoes() throws IOException {
    Path file = file();
    stick.fallSilent(0, 1);
    stalls(() -> patient.open(file));
    stick.wakeUp();
    stick.awaitClosed(1);
  }

  @Test
  void inOneSittingAFolderThatDidNotAnswerIsNotAskedAgain() throws IOException {
    Path file = file();
    MediumFiles.Opened other = patient.open(file);
    stick.fallSilent(0, 1);
    stalls(() -> patient.open(file));
    int asked = stick.asked();
    stalls(() -> patient.open(file));
    stalls(() -> patient.names(folder, 10));
    stalls(() -> other.read(ByteBuffer.allocate(10), 0));
    other.close();
    assertThat(stick.asked()).isEqualTo(asked);
    stick.awaitClosed(1);
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    patient.open(Files.write(elsewhere.resolve("file"), content)).close();
  }

  @Test
  void theWaitIsToldWhileItLastsAndThatItIsOver() throws IOException {
    ToldWaits told = new ToldWaits();
    MediumFiles watched = patient.sitting(told);
    Path file = file();
    stick.fallSilent(0, 1);
    stalls(() -> watched.open(file));
    assertThat(told.all()).containsExactly(STEP, STEP.multipliedBy(2), Duration.ZERO);
  }

  @Test
  void whatNeverReturnsIsBounded() throws IOException {
    Path file = file();
    Patience none = new Patience(Duration.ofMillis(1), Duration.ofMillis(1), List.of());
    MediumFiles impatient = MediumFiles.patient(stick, none);
    stick.fallSilent(0, 32);
    for (int i = 0; i < 32; i++) {
      stalls(() -> impatient.sitting(Progress.none()).open(file));
    }
    assertThatThrownBy(() -> impatient.sitting(Progress.none()).open(file))
        .hasMessageContaining("is not asked");
  }

  @Test
  void whatFailsTwiceIsReadInTheEnd() throws IOException {
    Path file = file();
    stick.fail(0, 2);
    try (MediumFiles.Opened opened = patient.open(file)) {
      stick.fail(1, 2);
      assertThat(all(opened)).isEqualTo(content);
    }
  }

  @Test
  void whatFailsForGoodIsTriedSoManyTimesAndNotOnceMore() throws IOException {
    try (MediumFiles.Opened opened = patient.open(file())) {
      int asked = stick.asked();
      stick.fail(0, Integer.MAX_VALUE);
      assertThatThrownBy(() -> opened.read(ByteBuffer.allocate(10), 0))
          .isInstanceOf(IOException.class)
          .hasMessage("Input/output error");
      assertThat(stick.asked() - asked).isEqualTo(1 + SHORT.pauses().size());
    }
  }

  @Test
  void whatIsNotThereOrNoFileIsNotAskedForAgain() {
    assertThatThrownBy(() -> patient.open(folder.resolve("nothing")))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> patient.open(folder)).hasMessageContaining("is not a regular file");
    assertThat(stick.asked()).isEqualTo(2);
  }

  @Test
  void whatIsReadAheadIsThere() throws IOException {
    try (MediumFiles.Opened opened = patient.open(file())) {
      opened.ahead(100, 50);
      opened.ahead(200, 50);
      ByteBuffer bytes = ByteBuffer.allocate(20);
      assertThat(opened.read(bytes, 200)).isEqualTo(20);
      assertThat(bytes.array()).isEqualTo(Arrays.copyOfRange(content, 200, 220));
      bytes.clear();
      int asked = stick.asked();
      assertThat(opened.read(bytes, 100)).isEqualTo(20);
      assertThat(stick.asked()).isEqualTo(asked);
      assertThat(bytes.array()).isEqualTo(Arrays.copyOfRange(content, 100, 120));
      opened.ahead(SIZE, 10);
      assertThat(opened.read(ByteBuffer.allocate(10), SIZE)).isEqualTo(-1);
      opened.ahead(0, 10);
    }
    stick.awaitClosed(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {PatientFile.MOST - 333, Integer.MAX_VALUE})
  void aBundleOfManyReadsIsReadToTheByteAndEachOfThemMayFailOrStall(int volume) {
    TestBundle bundle = TestBundle.sample(1);
    bundle.image("docker.io/library/large:v1", content);
    bundle.write(folder, volume);
    int asked = stick.asked();
    read(bundle);
    int calls = stick.asked() - asked;
    stick.fail(calls / 2, 2);
    read(bundle);
    stick.fail(calls / 2, Integer.MAX_VALUE);
    refuses(ReadError.MEDIUM_GONE, () -> read(bundle));
    stick.fail(0, 0);
    stick.fallSilent(calls / 2, 1);
    refuses(ReadError.STALLED, () -> read(bundle));
    read(bundle);
  }

  private void read(TestBundle bundle) {
    MediumFiles sitting = patient.sitting(Progress.none());
    BundleFiles files = BundleFinder.find(sitting, List.of(folder)).getFirst();
    try (BundleSource source = BundleSource.open(sitting, files, Optional.empty())) {
      HeadReader reader = new HeadReader(source);
      Opening opening = reader.opening();
      Head head = reader.head(opening, bundle.statement());
      PayloadReader payload = new PayloadReader(source, head);
      for (int i = 0; i < head.members().size(); i++) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        payload.read(
            i,
            bytes -> {
              byte[] copy = new byte[bytes.remaining()];
              bytes.get(copy);
              body.writeBytes(copy);
            });
        byte[] expected = bundle.blobs.get(head.members().get(i).digest());
        assertThat(expected == null || Arrays.equals(body.toByteArray(), expected)).isTrue();
      }
      payload.trailer();
    }
  }

  private static byte[] all(MediumFiles.Opened opened) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) opened.size());
    int count = 0;
    while (count >= 0 && bytes.hasRemaining()) {
      count = opened.read(bytes, bytes.position());
    }
    return bytes.array();
  }

  private static void stalls(ThrowingCallable call) {
    refuses(ReadError.STALLED, call);
  }

  private static void refuses(ReadError code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SkerryException.class,
            e -> assertThat(e.problem().code()).as(e.getMessage()).isEqualTo(code.code()));
  }
}
