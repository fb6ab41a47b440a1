package dev.skerry.gateway.service;

import dev.skerry.gateway.origin.Caller;
import dev.skerry.store.AuditLog;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Writes calls of the admin API that were refused into the log: the first at once, those of the
 * minute after it in one entry with their number, so that a flood does not fill the log. A thread
 * of its own writes; whoever is refused does not wait for the disk.
 */
final class RefusedCalls implements AutoCloseable {
  static final Duration PAUSE = Duration.ofMinutes(1);
  private static final Logger LOG = Logger.getLogger(RefusedCalls.class.getName());

  private final AuditLog log;
  private final BiConsumer<Runnable, Duration> later;
  private final Runnable stop;
  private Optional<AuditLog.Event> first = Optional.empty();
  private long calls;
  private boolean pausing;

  /**
   * Over a timer.
   *
   * @param later runs something after a time, one at a time
   * @param stop waits for what it runs, after which it runs nothing more
   */
  RefusedCalls(AuditLog log, BiConsumer<Runnable, Duration> later, Runnable stop) {
    this.log = log;
    this.later = later;
    this.stop = stop;
  }

  /** With a timer of its own. */
  static RefusedCalls start(AuditLog log) {
    var timer =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("refused").factory());
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    return new RefusedCalls(
        log,
        (work, after) -> {
          var _ = timer.schedule(work, after.toMillis(), TimeUnit.MILLISECONDS);
        },
        timer::close);
  }

  /**
   * A call was refused.
   *
   * @param caller asked for the first one of an entry only, for that reads all connections
   */
  synchronized void note(String code, Supplier<Caller> caller) {
    calls++;
    if (first.isEmpty()) {
      first = Optional.of(event(code, caller.get()));
      if (!pausing) {
        pausing = true;
        later.accept(this::write, Duration.ZERO);
      }
    }
  }

  private static AuditLog.Event event(String code, Caller caller) {
    SortedMap<String, String> detail = caller.detail();
    detail.put("code", code);
    return new AuditLog.Event("admin.refused", caller.actor(), "admin API", detail);
  }

  private void write() {
    Optional<AuditLog.Event> event = take();
    event.ifPresent(this::append);
    if (event.isPresent()) {
      later.accept(this::write, PAUSE);
    }
  }

  private synchronized Optional<AuditLog.Event> take() {
    Optional<AuditLog.Event> event =
        first.map(one -> {
          SortedMap<String, String> detail = new TreeMap<>(one.detail());
          detail.put("calls", Long.toString(calls));
          return new AuditLog.Event(one.name(), one.actor(), one.object(), detail);
        });
    first = Optional.empty();
    calls = 0;
    pausing = event.isPresent();
    return event;
  }

  /** A boundary: what is thrown here would silently end the timer. */
  private void append(AuditLog.Event event) {
    try {
      log.append(event);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "refused calls cannot be written into the log now", e);
    }
  }

  /** Writes what is not written yet. */
  @Override
  public void close() {
    stop.run();
    take().ifPresent(this::append);
  }
}
