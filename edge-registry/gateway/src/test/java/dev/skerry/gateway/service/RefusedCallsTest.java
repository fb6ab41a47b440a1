package dev.skerry.gateway.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.gateway.origin.Caller;
import dev.skerry.store.AuditLog;
import dev.skerry.store.Disk;
import dev.skerry.store.EmbeddedStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a timer that the test moves by hand. */
class RefusedCallsTest {
  private static final Caller ANN =
      new Caller(OptionalLong.of(1_000), Optional.of("ann"), Optional.empty());
  private static final Caller BOB =
      new Caller(OptionalLong.of(1_001), Optional.of("bob"), Optional.empty());

  @TempDir private Path folder;
  private final Queue<Runnable> due = new ArrayDeque<>();
  private final List<Duration> waits = new ArrayList<>();
  private EmbeddedStore store;
  private RefusedCalls refused;

  @BeforeEach
  void open() {
    store = EmbeddedStore.open(folder.resolve("data"), Disk.real(), InstantSource.system());
    refused =
        new RefusedCalls(
            store.log(),
            (work, after) -> {
              due.add(work);
              waits.add(after);
            },
            due::clear);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private void fire() {
    due.remove().run();
  }

  private List<String> entries() {
    return store.log().read(1, 100).stream()
        .map(AuditLog.Entry::event)
        .map(e -> e.name() + " " + e.actor() + " " + e.detail())
        .toList();
  }

  @Test
  void theFirstIsWrittenAtOnceAndAFloodAsOneNumberAMinute() {
    refused.note("SKY-8510", () -> ANN);
    assertThat(waits).containsExactly(Duration.ZERO);
    fire();
    assertThat(entries()).containsExactly("admin.refused ann {calls=1, code=SKY-8510, uid=1000}");
    for (int i = 0; i < 10_000; i++) {
      refused.note("SKY-8512", () -> BOB);
    }
    assertThat(entries()).hasSize(1);
    assertThat(due).hasSize(1);
    fire();
    assertThat(entries().getLast())
        .isEqualTo("admin.refused bob {calls=10000, code=SKY-8512, uid=1001}");
    assertThat(waits).containsExactly(Duration.ZERO, RefusedCalls.PAUSE, RefusedCalls.PAUSE);
  }

  @Test
  void afterAQuietMinuteTheNextIsWrittenAtOnceAgain() {
    refused.note("SKY-8510", () -> ANN);
    fire();
    fire();
    assertThat(due).isEmpty();
    refused.note("SKY-8510", () -> BOB);
    fire();
    assertThat(entries()).hasSize(2);
  }

  /** Finding out who calls reads all connections. */
  @Test
  void onlyTheFirstOfAnEntryIsLookedUp() {
    refused.note("SKY-8510", () -> ANN);
    refused.note(
        "SKY-8510",
        () -> {
          throw new AssertionError("looked up again");
        });
    fire();
    assertThat(entries()).hasSize(1);
  }

  @Test
  void whatIsNotWrittenYetIsWrittenAtTheEnd() {
    refused.note("SKY-8510", () -> ANN);
    fire();
    refused.note("SKY-8510", () -> BOB);
    refused.close();
    assertThat(entries()).hasSize(2);
    refused.close();
    assertThat(entries()).hasSize(2);
  }

  @Test
  void aLogThatCannotBeWrittenToEndsNothing() {
    store.close();
    refused.note("SKY-8510", () -> ANN);
    fire();
    assertThat(due).hasSize(1);
    refused.close();
  }
}
