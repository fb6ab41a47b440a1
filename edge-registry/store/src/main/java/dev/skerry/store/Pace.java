package dev.skerry.store;

/** How fast a {@link Scrub} goes, and when it stops. */
public interface Pace {
  /**
   * Told before so many bytes are read; returns when they may be.
   *
   * @return whether to go on; when not, what was looked at is kept and the rest waits for its turn
   */
  boolean goOn(long bytes);
}
