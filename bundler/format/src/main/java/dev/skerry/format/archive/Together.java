package dev.skerry.format.archive;

import dev.skerry.format.error.SkerryException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** {@link MediumFiles#together}: work on several threads that read media for themselves. */
final class Together {
  private final MediumCalls calls;
  private final List<Worker> workers = new ArrayList<>();

  private Together(MediumCalls calls) {
    this.calls = calls;
  }

  private record Worker(Watch watch, CompletableFuture<Boolean> end) {
    void run(Runnable work) {
      try {
        watch.over(work);
        end.complete(true);
      } catch (Throwable e) {
        end.completeExceptionally(e);
      }
    }
  }

  static void run(MediumCalls calls, int threads, Runnable work) throws IOException {
    Together together = new Together(calls);
    for (int i = 0; i < threads; i++) {
      Worker worker = new Worker(new Watch(), new CompletableFuture<>());
      together.workers.add(worker);
      calls.leave(() -> worker.run(work));
    }
    together.await();
  }

  private void await() throws IOException {
    try {
      for (Worker worker : workers) {
        calls.answer(worker.watch()::stuck, worker.end());
      }
    } catch (IOException | SkerryException e) {
      for (Worker worker : workers) {
        worker.watch().leave();
      }
      throw e;
    }
  }
}
