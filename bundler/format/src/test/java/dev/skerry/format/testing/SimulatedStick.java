package dev.skerry.format.testing;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Real files on a stick that fails and falls silent when told so: no device here does it. */
public final class SimulatedStick extends PassingFiles {
  private final CountDownLatch awake = new CountDownLatch(1);
  private final Semaphore closed = new Semaphore(0);
  private final AtomicInteger asked = new AtomicInteger();
  private volatile int silentFrom = Integer.MAX_VALUE;
  private volatile int silentCalls;
  private volatile int failingFrom = Integer.MAX_VALUE;
  private volatile int failingCalls;

  /** So many files are opened and bytes are read well from now on, then calls never return. */
  public void fallSilent(int after, int calls) {
    silentFrom = asked.get() + after;
    silentCalls = calls;
  }

  /** So many files are opened and bytes are read well from now on, then calls fail. */
  public void fail(int after, int calls) {
    failingFrom = asked.get() + after;
    failingCalls = calls;
  }

  /** All calls that did not return do so now, with the real answer. */
  public void wakeUp() {
    awake.countDown();
  }

  /** Waits until so many files more were closed. */
  public void awaitClosed(int files) {
    closed.acquireUninterruptibly(files);
  }

  /** How often a file was opened and bytes were read. */
  public int asked() {
    return asked.get();
  }

  @Override
  void step() throws IOException {
    int call = asked.getAndIncrement();
    if (call >= silentFrom && call - silentFrom < silentCalls) {
      try {
        awake.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    if (call >= failingFrom && call - failingFrom < failingCalls) {
      throw new IOException("Input/output error");
    }
  }

  @Override
  void closed() {
    closed.release();
  }
}
