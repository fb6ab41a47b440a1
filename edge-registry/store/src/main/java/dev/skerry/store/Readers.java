package dev.skerry.store;

import dev.skerry.format.error.SkerryException;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A few read-only connections; a read takes one for as long as it runs. The one given back last is
 * taken first: each has a page cache of its own, and that one's is warm.
 */
final class Readers implements AutoCloseable {
  private static final int COUNT = 4;
  private static final int WAIT_SECONDS = 5;

  private final LinkedBlockingDeque<Session> idle = new LinkedBlockingDeque<>(COUNT);
  private volatile boolean closed;

  Readers(Connections connections) {
    try {
      while (idle.remainingCapacity() > 0) {
        idle.add(connections.reader());
      }
    } catch (SkerryException e) {
      idle.forEach(Session::close);
      throw e;
    }
  }

  <T> T read(Function<Session, T> work) {
    Session session = take();
    try {
      return work.apply(session);
    } finally {
      idle.addFirst(session);
    }
  }

  /** Closes each connection when its read has ended. */
  @Override
  public void close() {
    closed = true;
    for (int i = 0; i < COUNT; i++) {
      waitForOne().close();
    }
  }

  private Session take() {
    if (closed) {
      throw Writer.closed();
    }
    return waitForOne();
  }

  private Session waitForOne() {
    try {
      Session session = idle.pollFirst(WAIT_SECONDS, TimeUnit.SECONDS);
      if (session != null) {
        return session;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SkerryException(
          StoreError.CLOSED, DatabaseFailure.ITEM, "interrupted before reading", e);
    }
    throw new SkerryException(
        StoreError.OVERLOADED,
        DatabaseFailure.ITEM,
        "no connection was free for %d s".formatted(WAIT_SECONDS));
  }
}
