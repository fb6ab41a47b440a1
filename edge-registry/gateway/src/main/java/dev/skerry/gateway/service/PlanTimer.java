package dev.skerry.gateway.service;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Tries waiting plans again: at the start, then every 15 s as long as one waits. */
final class PlanTimer implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(PlanTimer.class.getName());
  private static final long SECONDS = 15;

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("plans").factory());

  private PlanTimer() {}

  static PlanTimer start(PlanRun plans) {
    PlanTimer started = new PlanTimer();
    started.timer.execute(() -> run(plans));
    var _ =
        started.timer.scheduleWithFixedDelay(
            () -> runWaiting(plans), SECONDS, SECONDS, TimeUnit.SECONDS);
    return started;
  }

  private static void runWaiting(PlanRun plans) {
    if (plans.waiting()) {
      run(plans);
    }
  }

  /** A boundary: what is thrown here would silently end the timer. */
  private static void run(PlanRun plans) {
    try {
      plans.run();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "plans cannot be rolled out now", e);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
