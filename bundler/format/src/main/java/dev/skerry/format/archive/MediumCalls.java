package dev.skerry.format.archive;

import dev.skerry.format.Progress;
import dev.skerry.format.error.SkerryException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Calls to media, which may never come back. Each runs on a daemon thread; who asked waits for a
 * while and then leaves that thread behind. In one sitting a folder that did not answer is not
 * asked again, so that many files on a dead stick cost one wait and not one each.
 */
public final class MediumCalls {
  /** Calls at the same time: more than this are there only when none of them is answered. */
  private static final int MOST = 32;

  private final Patience patience;
  private final Progress progress;
  private final ExecutorService threads;
  private final AtomicInteger running;
  private final Set<Path> silent = ConcurrentHashMap.newKeySet();
  private final Set<Path> failing = ConcurrentHashMap.newKeySet();

  private MediumCalls(
      Patience patience, Progress progress, ExecutorService threads, AtomicInteger running) {
    this.patience = patience;
    this.progress = progress;
    this.threads = threads;
    this.running = running;
  }

  /** Calls that are waited for with this patience. */
  public MediumCalls(Patience patience) {
    this(
        patience,
        Progress.none(),
        Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("medium-", 1).factory()),
        new AtomicInteger());
  }

  /** What is asked of a medium. */
  public interface Work<T> {
    /** Asks; again when it failed. */
    T run() throws IOException;

    /** The thread is through with it, whether anybody still waits or not. */
    default void over() {}

    /** Takes an answer that nobody waits for any more. */
    default void late(T answer) {}
  }

  /**
   * With nothing remembered of earlier sittings.
   *
   * @param told of long waits
   */
  public MediumCalls sitting(Progress told) {
    return new MediumCalls(patience, told, threads, running);
  }

  /**
   * Asks and waits for the answer.
   *
   * @param folder that is not asked again in this sitting once it did not answer
   * @param item for messages
   * @throws SkerryException {@link ReadError#STALLED}
   */
  public <T> T ask(Path folder, Path item, Work<T> work) throws IOException {
    return answer(folder, item, begin(folder, item, work));
  }

  /**
   * Asks without waiting.
   *
   * @throws SkerryException {@link ReadError#STALLED} when it is not asked at all
   */
  <T> CompletableFuture<T> begin(Path folder, Path item, Work<T> work) {
    requireAnswers(folder, item);
    if (running.incrementAndGet() > MOST) {
      running.decrementAndGet();
      throw new SkerryException(
          ReadError.STALLED,
          item.toString(),
          "is not asked: " + MOST + " reads of media were never answered");
    }
    CompletableFuture<T> answer = new CompletableFuture<>();
    threads.execute(() -> {
      run(folder, work, answer);
      running.decrementAndGet();
    });
    return answer;
  }

  /** Asks on the calling thread, which is watched. */
  <T> T here(Watch watch, Path folder, Path item, Work<T> work) throws IOException {
    requireAnswers(folder, item);
    return watch.read(folder, item, () -> persist(folder, work));
  }

  private void requireAnswers(Path folder, Path item) {
    if (silent.contains(folder)) {
      throw stalled(item);
    }
  }

  private <T> void run(Path folder, Work<T> work, CompletableFuture<T> answer) {
    try {
      T found;
      try {
        found = persist(folder, work);
      } finally {
        work.over();
      }
      if (!answer.complete(found)) {
        work.late(found);
      }
    } catch (Throwable e) {
      answer.completeExceptionally(e);
    }
  }

  /** On a thread that nobody waits for. */
  void leave(Runnable work) {
    threads.execute(work);
  }

  boolean isSilent(Path folder) {
    return silent.contains(folder);
  }

  /**
   * Waits for an answer, and gives it up when the bound is reached.
   *
   * @throws SkerryException {@link ReadError#STALLED}
   */
  <T> T answer(Path folder, Path item, CompletableFuture<T> answer) throws IOException {
    Optional<Watch.Read> read = Optional.of(new Watch.Read(folder, item));
    return answer(() -> read, answer);
  }

  /**
   * Waits for work, and gives it up when one read keeps it longer than the bound.
   *
   * @param stuck the read that has kept it since this was asked before
   * @throws SkerryException {@link ReadError#STALLED}
   */
  <T> T answer(Supplier<Optional<Watch.Read>> stuck, CompletableFuture<T> answer)
      throws IOException {
    Duration waited = Duration.ZERO;
    try {
      while (true) {
        try {
          return answer.get(patience.step().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
          Optional<Watch.Read> read = stuck.get();
          Duration before = waited;
          waited = read.isPresent() ? waited.plus(patience.step()) : Duration.ZERO;
          if (waited.compareTo(patience.bound()) < 0) {
            if (!waited.equals(before)) {
              progress.waits(waited);
            }
          } else if (answer.completeExceptionally(e)) {
            silent.add(read.orElseThrow().folder());
            throw stalled(read.orElseThrow().path());
          }
        }
      }
    } catch (ExecutionException e) {
      throw failure(e);
    } catch (InterruptedException e) {
      answer.completeExceptionally(e);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("reading was interrupted");
    } finally {
      if (waited.isPositive()) {
        progress.waits(Duration.ZERO);
      }
    }
  }

  private SkerryException stalled(Path item) {
    return new SkerryException(
        ReadError.STALLED,
        item.toString(),
        "does not answer: nothing came for " + patience.bound().toSeconds() + " s");
  }

  private <T> T persist(Path folder, Work<T> work) throws IOException {
    for (Duration pause : patience.pauses()) {
      try {
        return work.run();
      } catch (IOException e) {
        if (isFinal(e)) {
          throw e;
        }
      }
      pause(failing.contains(folder) ? Duration.ZERO : pause);
    }
    try {
      return work.run();
    } catch (IOException e) {
      failing.add(folder);
      throw e;
    }
  }

  /** Not there, not allowed, no regular file: asking again would change nothing. */
  private static boolean isFinal(IOException e) {
    return e instanceof FileSystemException && e.getClass() != FileSystemException.class;
  }

  private static void pause(Duration pause) throws IOException {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("reading was interrupted");
    }
  }

  private static IOException failure(ExecutionException failed) {
    return switch (failed.getCause()) {
      case IOException e -> e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> new IOException(failed);
    };
  }
}
