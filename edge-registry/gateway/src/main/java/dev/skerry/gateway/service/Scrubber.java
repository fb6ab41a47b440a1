package dev.skerry.gateway.service;

import dev.skerry.format.Progress;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.SkerryException;
import dev.skerry.gateway.origin.Caller;
import dev.skerry.gateway.report.ScrubReport;
import dev.skerry.store.AuditLog;
import dev.skerry.store.BadBlob;
import dev.skerry.store.EmbeddedStore;
import dev.skerry.store.Pace;
import dev.skerry.store.StoreError;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Scrubs in the background, one round a week at most and never in the first minute after a start,
 * and at once and as fast as the disk goes when somebody asks. A minute after a round it looks
 * again whether one is due; after a failure an hour.
 */
final class Scrubber implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Scrubber.class.getName());
  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final Duration AFTER_FAILURE = Duration.ofHours(1);
  private static final Duration END = Duration.ofSeconds(10);

  private final EmbeddedStore store;
  private final long rate;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ReentrantLock turn = new ReentrantLock();
  private final AtomicBoolean asked = new AtomicBoolean();
  private final Thread thread;
  private volatile Optional<Problem> failure = Optional.empty();

  /**
   * For the blobs of a store.
   *
   * @param rate bytes a second in the background; 0: only when somebody asks
   */
  Scrubber(EmbeddedStore store, long rate) {
    this(store, rate, PAUSE);
  }

  /**
   * The same.
   *
   * @param pause before each look whether a round is due
   */
  Scrubber(EmbeddedStore store, long rate, Duration pause) {
    this.store = store;
    this.rate = rate;
    this.thread = Thread.ofPlatform().daemon().name("scrub").unstarted(() -> rounds(pause));
  }

  /**
   * Begins with the rounds in the background. What lies where a bad blob was is looked at before
   * that and at once, also without a rate: an import may have been cut right after it put it back.
   */
  void start() {
    thread.start();
  }

  /**
   * A whole round now; one in the background stops for it.
   *
   * @throws SkerryException {@link StoreError#BUSY} while somebody else asked for one, {@link
   *     StoreError#CLOSED} when the service ends meanwhile
   */
  ScrubReport now(Caller caller, Progress progress) {
    if (!asked.compareAndSet(false, true)) {
      throw new SkerryException(StoreError.BUSY, "scrub", "another one is running");
    }
    turn.lock();
    try {
      ScrubReport report = now(store, caller, bytes -> open(), progress);
      failure = Optional.empty();
      return report;
    } finally {
      turn.unlock();
      asked.set(false);
    }
  }

  /** The same without a service. */
  static ScrubReport now(EmbeddedStore store, Caller caller, Pace pace, Progress progress) {
    return store
        .scrub()
        .whole(caller.actor(), pace, progress)
        .map(ScrubReport::new)
        .orElseThrow(() ->
            new SkerryException(StoreError.CLOSED, "scrub", "was cut: the service is stopping"));
  }

  /**
   * Looks whether everything that is needed is as it was imported.
   *
   * @throws SkerryException {@link StoreError#BAD_BLOBS}, or why the last round failed
   */
  void check() {
    List<BadBlob> needed = store.scrub().bad().stream().filter(BadBlob::active).toList();
    BadBlob.problems(needed).stream()
        .findFirst()
        .or(() -> failure)
        .ifPresent(problem -> {
          throw new SkerryException(problem);
        });
  }

  private void rounds(Duration pause) {
    attempt(() -> store.scrub().settle());
    Duration next = pause;
    while (rate > 0 && waited(next)) {
      next = attempt(this::roundIfDue) ? pause : AFTER_FAILURE;
    }
  }

  private void roundIfDue() {
    if (store.scrub().due()) {
      Pace pace =
          new RatePace(
              rate, System::nanoTime, nanos -> waited(Duration.ofNanos(nanos)) && !asked.get());
      store.scrub().goOn(pace);
      BadBlob.problems(store.scrub().bad())
          .forEach(problem -> LOG.log(Level.SEVERE, problem.line()));
    }
  }

  /** A boundary: what is thrown here would silently end scrubbing. */
  private boolean attempt(Runnable work) {
    if (asked.get() || !turn.tryLock()) {
      return true;
    }
    try {
      work.run();
      failure = Optional.empty();
      return true;
    } catch (SkerryException e) {
      if (open()) {
        failed(e.problem());
      }
      return false;
    } catch (RuntimeException e) {
      LOG.log(Level.SEVERE, "scrub", e);
      return false;
    } finally {
      turn.unlock();
    }
  }

  private void failed(Problem problem) {
    failure = Optional.of(problem);
    LOG.log(Level.SEVERE, problem.line());
    try {
      Map<String, String> detail =
          Map.of("code", problem.code(), "item", problem.item(), "reason", problem.reason());
      store
          .log()
          .append(new AuditLog.Event("scrub.failed", "scrub", "blobs", new TreeMap<>(detail)));
    } catch (SkerryException e) {
      LOG.log(Level.SEVERE, e.problem().line());
    }
  }

  private boolean open() {
    return closing.getCount() > 0;
  }

  /** Whether it waited to the end: not when the service ends. */
  private boolean waited(Duration time) {
    try {
      return !closing.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Ends what is under way after the piece that is being read. */
  @Override
  public void close() {
    closing.countDown();
    try {
      if (thread.isAlive()) {
        thread.join(END);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
