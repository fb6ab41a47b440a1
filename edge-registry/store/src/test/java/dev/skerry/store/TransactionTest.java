package dev.skerry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class TransactionTest extends StoreTest {
  private static final AuditLog.Event EVENT =
      new AuditLog.Event("test", "me", "it", new java.util.TreeMap<>());

  @Test
  void whatAllPortsDidIsTakenBackTogetherAndTheExceptionComesUnchanged() {
    RuntimeException mine = new IllegalArgumentException("mine");
    assertThatThrownBy(() ->
            store.inTransaction(() -> {
              store.log().append(EVENT);
              store.state().raiseFloor(Content.KEY, Content.NOW);
              store.state().accept(Content.KEY, Content.row(1));
              throw mine;
            }))
        .isSameAs(mine);
    assertThat(store.log().last()).isEmpty();
    assertThat(store.state().floor(Content.KEY)).isEqualTo(Instant.EPOCH);
    assertThat(store.state().accepted(Content.KEY)).isEmpty();
  }

  @Test
  void aTransactionInsideAnotherJoinsIt() {
    long receipt =
        store.inTransaction(() -> {
          store.inTransaction(() -> store.log().append(EVENT));
          assertThat(store.log().last()).isPresent();
          return store.state().nextReceipt();
        });
    assertThat(receipt).isEqualTo(1);
    assertThat(store.log().last()).isPresent();
  }

  @Test
  void aFailedStepThatWasCaughtStillTakesEverythingBack() {
    assertFails(
        StoreError.DATABASE,
        () ->
            store.inTransaction(() -> {
              store.log().append(EVENT);
              try {
                store.inTransaction(() -> {
                  throw new IllegalStateException("half done");
                });
              } catch (IllegalStateException e) {
                return "goes on";
              }
              return "";
            }));
    assertThat(store.log().last()).isEmpty();
    assertThat(store.log().append(EVENT).number()).isEqualTo(1);
  }

  @Test
  void readersSeeNothingOfATransactionUntilItIsCommitted() throws Exception {
    CountDownLatch written = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Long> writer =
          threads.submit(() ->
              store.inTransaction(() -> {
                store.log().append(EVENT);
                written.countDown();
                await(goOn);
                return 1L;
              }));
      written.await();
      List<Future<Boolean>> readers = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        readers.add(threads.submit(() -> store.log().last().isPresent()));
      }
      for (Future<Boolean> reader : readers) {
        assertThat(reader.get()).isFalse();
      }
      goOn.countDown();
      writer.get();
    }
    assertThat(store.log().last()).isPresent();
  }

  @Test
  void manyWritersMakeOneChainWithoutGaps() {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        threads.submit(() -> store.log().append(EVENT));
      }
    }
    assertThat(store.log().last().orElseThrow().number()).isEqualTo(200);
    assertThat(store.log().firstBroken()).isEmpty();
  }

  @Test
  void moreTransactionsThanTheQueueHoldsAreRefused() {
    CountDownLatch goOn = new CountDownLatch(1);
    List<CompletableFuture<Long>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 1_100; i++) {
        all.add(CompletableFuture.supplyAsync(() -> wait(goOn), threads));
      }
      while (all.stream().noneMatch(CompletableFuture::isCompletedExceptionally)) {
        Thread.onSpinWait();
      }
      goOn.countDown();
      CompletableFuture<Long> refused =
          all.stream()
              .filter(CompletableFuture::isCompletedExceptionally)
              .findFirst()
              .orElseThrow();
      assertThat(refused.exceptionNow()).hasMessageContaining(StoreError.OVERLOADED.code());
    }
  }

  @Test
  void aBundleIsAddedOnlyTogetherWithWhatAcceptsIt() {
    Content content = new Content();
    assertThatThrownBy(() -> store.catalog().addBundle(content.bundle(Content.statement(1))))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void afterCloseEverythingIsRefused() {
    store.close();
    assertFails(StoreError.CLOSED, () -> store.log().last());
    assertFails(StoreError.CLOSED, () -> store.log().append(EVENT));
  }

  private long wait(CountDownLatch latch) {
    return store.inTransaction(() -> {
      await(latch);
      return 1L;
    });
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
