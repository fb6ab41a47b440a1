package dev.skerry.gateway.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.Digest;
import dev.skerry.format.Progress;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.json.JsonText;
import dev.skerry.gateway.origin.Caller;
import dev.skerry.store.AuditLog;
import dev.skerry.store.Disk;
import dev.skerry.store.EmbeddedStore;
import dev.skerry.store.Scrub;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rounds in the background and those that somebody asks for, over files of a real disk. */
class ScrubberTest {
  private static final Duration AT_ONCE = Duration.ofMillis(1);
  private static final Caller ANNA =
      new Caller(OptionalLong.of(1000), Optional.of("anna"), Optional.empty());

  @TempDir private Path folder;
  private final Digest pushed = Digest.of("pushed".getBytes(UTF_8));
  private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private EmbeddedStore store;

  @BeforeEach
  void push() throws IOException {
    store = EmbeddedStore.open(folder.resolve("data"), Disk.real(), () -> now);
    store.blobs().adopt(Files.writeString(folder.resolve("data/upload"), "pushed"), pushed);
    store.catalog().addBlob("app", pushed, 6);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private List<String> logged() {
    return store.log().read(1, 1_000).stream()
        .map(AuditLog.Entry::event)
        .map(event -> event.name() + " by " + event.actor())
        .toList();
  }

  private void awaitLogged(String entry) throws InterruptedException {
    for (int i = 0; i < 3_000 && !logged().contains(entry); i++) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    assertThat(logged()).contains(entry);
  }

  @Test
  void aRoundThatIsDueIsMadeInTheBackgroundAndDamageMakesTheServiceNotReady()
      throws IOException, InterruptedException {
    Files.writeString(store.blobs().path(pushed), "PUSHED");
    try (Scrubber scrubber = new Scrubber(store, 1_000_000, AT_ONCE)) {
      scrubber.start();
      scrubber.check();
      assertThat(logged()).isEmpty();
      now = now.plus(Scrub.ROUND).plusSeconds(1);
      awaitLogged("scrub.done by scrub");
      assertThat(logged()).containsExactly("scrub.bad by scrub", "scrub.done by scrub");
      assertThatThrownBy(scrubber::check)
          .isInstanceOfSatisfying(
              SkerryException.class, e -> assertThat(e.problem().code()).isEqualTo("SKY-4015"));
    }
  }

  @Test
  void withoutARateNothingHappensUnasked() {
    now = now.plus(Scrub.ROUND).plusSeconds(1);
    try (Scrubber scrubber = new Scrubber(store, 0, AT_ONCE)) {
      scrubber.start();
      JsonText report = JsonText.object();
      scrubber.now(ANNA, Progress.none()).write(report);
      assertThat(report.text()).contains("\"exit\":0", "\"blobs\":1", "\"bad\":[]");
      assertThat(logged()).containsExactly("scrub.done by anna");
    }
  }

  @Test
  void whatWasPutBackRightBeforeAKillIsFoundAtTheNextStart()
      throws IOException, InterruptedException {
    Files.writeString(store.blobs().path(pushed), "PUSHED");
    try (Scrubber scrubber = new Scrubber(store, 0, AT_ONCE)) {
      scrubber.now(ANNA, Progress.none());
      assertThatThrownBy(scrubber::check).hasMessageContaining("SKY-4015");
    }
    Files.writeString(store.blobs().path(pushed), "pushed");
    try (Scrubber scrubber = new Scrubber(store, 0, AT_ONCE)) {
      scrubber.start();
      awaitLogged("scrub.healed by scrub");
      scrubber.check();
    }
  }

  @Test
  void aRoundInTheBackgroundMakesWayForSomebodyWhoAsks() {
    now = now.plus(Scrub.ROUND).plusSeconds(1);
    try (Scrubber scrubber = new Scrubber(store, 1, AT_ONCE)) {
      scrubber.start();
      scrubber.now(ANNA, Progress.none());
      assertThat(logged()).containsExactly("scrub.done by anna");
    }
  }

  @Test
  void aSecondOneWhoAsksIsToldThatOneIsRunning() throws InterruptedException {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch told = new CountDownLatch(1);
    Progress waits =
        new Progress() {
          @Override
          public void total(long bytes) {
            running.countDown();
            try {
              assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
          }

          @Override
          public void more(long bytes) {}

          @Override
          public void advance(long bytes) {}

          @Override
          public void item(String what) {}
        };
    try (Scrubber scrubber = new Scrubber(store, 0, AT_ONCE)) {
      Thread first = Thread.ofPlatform().start(() -> scrubber.now(ANNA, waits));
      assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();
      assertThatThrownBy(() -> scrubber.now(ANNA, Progress.none()))
          .hasMessageContaining("another one is running");
      told.countDown();
      first.join();
      assertThat(logged()).containsExactly("scrub.done by anna");
    }
  }

  @Test
  void aDiskThatWentAwayIsLoggedAndTheServiceIsNotReadyUntilItIsBack()
      throws IOException, InterruptedException {
    Path blobs = store.data().resolve("blobs");
    Path elsewhere = folder.resolve("elsewhere");
    Files.move(blobs, elsewhere);
    now = now.plus(Scrub.ROUND).plusSeconds(1);
    try (Scrubber scrubber = new Scrubber(store, 1_000_000, AT_ONCE)) {
      scrubber.start();
      awaitLogged("scrub.failed by scrub");
      assertThatThrownBy(scrubber::check).hasMessageContaining("although blobs are held");
      Files.move(elsewhere, blobs);
      scrubber.now(ANNA, Progress.none());
      scrubber.check();
    }
  }
}
