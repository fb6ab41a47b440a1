package dev.skerry.gateway.service;

import dev.skerry.store.Pace;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;

/** So many bytes a second; what was not used while nothing was read is not made up for. */
final class RatePace implements Pace {
  private static final double SECOND = 1e9;

  private final long rate;
  private final LongSupplier clock;
  private final LongPredicate pause;
  private long next;

  /**
   * A pace.
   *
   * @param rate bytes a second, above 0
   * @param clock nanoseconds, as of {@link System#nanoTime}
   * @param pause waits so many nanoseconds, perhaps none, and says whether to go on
   */
  RatePace(long rate, LongSupplier clock, LongPredicate pause) {
    this.rate = rate;
    this.clock = clock;
    this.pause = pause;
    this.next = clock.getAsLong();
  }

  @Override
  public boolean goOn(long bytes) {
    long now = clock.getAsLong();
    long wait = Math.max(0, next - now);
    next = now + wait + (long) (bytes * SECOND / rate);
    return pause.test(wait);
  }
}
