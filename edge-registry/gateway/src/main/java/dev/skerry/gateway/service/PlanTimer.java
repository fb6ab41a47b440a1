package dev.skerry.gateway.service;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Tries waiting plans again: at the start, then every 15 s as long as one waits. Every 30 s it
 * looks what plans came to on the nodes. After that the log is signed where that is due.
 */
final class PlanTimer implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(PlanTimer.class.getName());
  private static final long SECONDS = 15;
  private static final long WATCH_SECONDS = 2 * SECONDS;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("plans").factory());

  private PlanTimer() {}

  /**
   * Starts.
   *
   * @param sign signs the log where that is due
   */
  static PlanTimer start(PlanRun plans, Runnable sign) {
    PlanTimer started = new PlanTimer();
    Runnable first = () -> attempt(plans::run, "plans cannot be rolled out now");
    Runnable again =
        () -> {
          if (plans.waiting()) {
            first.run();
          }
          attempt(sign, "the log cannot be signed now");
        };
    started.timer.execute(first);
    Runnable watch = () -> attempt(plans::nodes, "nodes cannot be looked at now");
    var _ =
        started.timer.scheduleWithFixedDelay(watch, WATCH_SECONDS, WATCH_SECONDS, TimeUnit.SECONDS);
    var _ = started.timer.scheduleWithFixedDelay(again, SECONDS, SECONDS, TimeUnit.SECONDS);
    return started;
  }

  /** A boundary: what is thrown here would silently end the timer. */
  private static void attempt(Runnable work, String failure) {
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, failure, e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
