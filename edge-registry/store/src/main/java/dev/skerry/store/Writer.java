package dev.skerry.store;

import dev.skerry.format.error.SkerryException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The one thread that writes to the database. It is a platform thread: SQLite holds its carrier
 * while it waits for the disk.
 */
final class Writer implements AutoCloseable {
  private static final int QUEUE = 1_000;

  private final Session session;
  private final ThreadPoolExecutor executor;
  private final ThreadLocal<Boolean> mine = ThreadLocal.withInitial(() -> false);

  /** Only the writer thread looks at it: something inside the transaction has failed. */
  private boolean doomed;

  Writer(Session session) {
    this.session = session;
    this.executor =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            Thread.ofPlatform().name("store-writer").daemon().factory());
  }

  /** Whether the caller is inside a transaction. */
  boolean isCurrent() {
    return mine.get();
  }

  /** The session of the transaction in which the caller is. */
  Session current() {
    return session;
  }

  /** Runs work in a transaction, or in the one in which the caller is already. */
  <T> T transact(Function<Session, T> work) {
    if (isCurrent()) {
      return joined(work);
    }
    FutureTask<T> task = new FutureTask<>(() -> transaction(work));
    try {
      executor.execute(task);
    } catch (RejectedExecutionException e) {
      throw refusal(e);
    }
    return result(task);
  }

  /** Ends what is queued, then stops. */
  @Override
  public void close() {
    executor.close();
  }

  private <T> T transaction(Function<Session, T> work) {
    session.update("BEGIN IMMEDIATE");
    mine.set(true);
    doomed = false;
    try {
      T result = work.apply(session);
      if (doomed) {
        throw new SkerryException(
            StoreError.DATABASE,
            DatabaseFailure.ITEM,
            "a step of this transaction failed, so nothing of it was written");
      }
      session.update("COMMIT");
      return result;
    } catch (RuntimeException | Error failure) {
      rollback(failure);
      throw failure;
    } finally {
      mine.set(false);
    }
  }

  private <T> T joined(Function<Session, T> work) {
    boolean done = false;
    try {
      T result = work.apply(session);
      done = true;
      return result;
    } finally {
      doomed |= !done;
    }
  }

  /** SQLite may have rolled back by itself, which is a failure of ROLLBACK but none of ours. */
  private void rollback(Throwable failure) {
    try {
      session.update("ROLLBACK");
    } catch (SkerryException e) {
      failure.addSuppressed(e);
    }
  }

  private SkerryException refusal(RejectedExecutionException e) {
    return executor.isShutdown()
        ? closed()
        : new SkerryException(
            StoreError.OVERLOADED,
            DatabaseFailure.ITEM,
            "%d transactions are waiting already".formatted(QUEUE),
            e);
  }

  static SkerryException closed() {
    return new SkerryException(StoreError.CLOSED, DatabaseFailure.ITEM, "the store was closed");
  }

  /** Waits even when interrupted: the transaction happens or not whether one waits or not. */
  private static <T> T result(FutureTask<T> task) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw unchanged(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static RuntimeException unchanged(ExecutionException e) {
    return switch (e.getCause()) {
      case RuntimeException failure -> failure;
      case Error error -> throw error;
      case null, default -> new IllegalStateException("work throws unchecked only", e);
    };
  }
}
