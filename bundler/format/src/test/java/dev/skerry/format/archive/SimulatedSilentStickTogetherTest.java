package dev.skerry.format.archive;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.error.SkerryException;
import dev.skerry.format.testing.SimulatedStick;
import dev.skerry.format.testing.TestBundle;
import dev.skerry.format.testing.ToldWaits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Threads that read a simulated stick for themselves, and are left behind when it falls silent. */
class SimulatedSilentStickTogetherTest {
  private static final Duration STEP = Duration.ofMillis(200);
  private static final Patience SHORT =
      new Patience(STEP.multipliedBy(3), STEP, List.of(Duration.ZERO));

  private static final int CONTENT = 3 * PatientFile.MOST + 77;

  @TempDir Path folder;

  private final SimulatedStick stick = new SimulatedStick();
  private final ToldWaits told = new ToldWaits();
  private final MediumFiles patient = MediumFiles.patient(stick, SHORT).sitting(told);

  @AfterEach
  void wakeUp() {
    stick.wakeUp();
  }

  @Test
  void allMembersAreReadBetweenThem() {
    TestBundle bundle = bundle();
    stick.fail(10, 1);
    Map<Integer, Long> sizes = new ConcurrentHashMap<>();
    Set<String> readers = ConcurrentHashMap.newKeySet();
    together(
        bundle,
        (payload, index) -> {
          readers.add(Thread.currentThread().getName());
          payload.read(index, bytes -> sizes.merge(index, (long) bytes.remaining(), Long::sum));
        });
    assertThat(sizes).hasSizeGreaterThan(3);
    assertThat(sizes.values()).contains((long) CONTENT);
    assertThat(readers).hasSizeGreaterThan(0).allMatch(name -> name.startsWith("medium-"));
  }

  @Test
  void aReadThatNeverReturnsIsGivenUpWhicheverThreadMadeIt() {
    TestBundle bundle = bundle();
    stick.fallSilent(20, 1);
    refuses(ReadError.STALLED, () -> together(bundle, this::read));
    together(bundle, this::read);
  }

  @Test
  void whatOneOfThemFindsIsWhatTheCallerIsTold() {
    TestBundle bundle = bundle();
    stick.fail(20, Integer.MAX_VALUE);
    refuses(ReadError.MEDIUM_GONE, () -> together(bundle, this::read));
  }

  @Test
  void aThreadThatWasLeftBehindGoesNoFurtherWhenItsReadComesBack() throws Exception {
    Path file = Files.write(folder.resolve("file"), TestBundle.bytes(100, 1));
    MediumFiles.Opened opened = patient.open(file);
    AtomicInteger came = new AtomicInteger();
    CountDownLatch over = new CountDownLatch(1);
    stick.fallSilent(1, 1);
    refuses(
        ReadError.STALLED,
        () ->
            patient.together(
                1,
                () -> {
                  try {
                    opened.read(ByteBuffer.allocate(10), 0);
                    came.incrementAndGet();
                    opened.read(ByteBuffer.allocate(10), 10);
                    came.incrementAndGet();
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  } finally {
                    over.countDown();
                  }
                }));
    opened.close();
    assertThat(told.all()).containsExactly(STEP, STEP.multipliedBy(2), Duration.ZERO);
    stick.wakeUp();
    over.await();
    stick.awaitClosed(1);
    assertThat(came).hasValue(1);
  }

  @Test
  void onlyAReadIsWaitedForImpatiently() throws IOException {
    CountDownLatch never = new CountDownLatch(1);
    AtomicInteger done = new AtomicInteger();
    patient.together(
        1,
        () -> {
          try {
            assertThat(never.await(SHORT.bound().multipliedBy(2).toMillis(), MILLISECONDS))
                .isFalse();
            done.incrementAndGet();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    assertThat(done).hasValue(1);
    assertThat(told.all()).isEmpty();
  }

  private TestBundle bundle() {
    TestBundle bundle = TestBundle.sample(1);
    bundle.image("docker.io/library/large:v1", TestBundle.bytes(CONTENT, 5));
    bundle.image("docker.io/library/other:v1", TestBundle.bytes(CONTENT, 6));
    bundle.write(folder, Integer.MAX_VALUE);
    return bundle;
  }

  private interface Reading {
    void of(PayloadReader payload, int index);
  }

  private void read(PayloadReader payload, int index) {
    payload.read(index, bytes -> {});
  }

  private void together(TestBundle bundle, Reading reading) {
    MediumFiles sitting = patient.sitting(told);
    BundleFiles files = BundleFinder.find(sitting, List.of(folder)).getFirst();
    try (BundleSource source = BundleSource.open(sitting, files, Optional.empty())) {
      HeadReader reader = new HeadReader(source);
      Head head = reader.head(reader.opening(), bundle.statement());
      AtomicInteger next = new AtomicInteger();
      source.together(
          2,
          () -> {
            PayloadReader payload = new PayloadReader(source, head);
            for (int i = next.getAndIncrement(); i < head.members().size(); ) {
              reading.of(payload, i);
              i = next.getAndIncrement();
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void refuses(ReadError code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SkerryException.class,
            e -> assertThat(e.problem().code()).as(e.getMessage()).isEqualTo(code.code()));
  }
}
