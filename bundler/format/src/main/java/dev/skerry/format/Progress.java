package dev.skerry.format;

import java.time.Duration;

/**
 * Told by long work how far it is; shown by the command that started it. Called from any thread.
 */
public interface Progress {
  /** The whole amount is known now, or has grown: bytes. */
  void total(long bytes);

  /** So many bytes more belong to the whole amount: another piece of work begins. */
  void more(long bytes);

  /** So many bytes more are done. */
  void advance(long bytes);

  /** What is being worked on now, for people. */
  void item(String what);

  /**
   * Nothing has come from the medium for so long; zero when it goes on.
   *
   * @param silence told again while it lasts
   */
  default void waits(Duration silence) {}

  /** Shows nothing. */
  static Progress none() {
    return new Progress() {
      @Override
      public void total(long bytes) {}

      @Override
      public void more(long bytes) {}

      @Override
      public void advance(long bytes) {}

      @Override
      public void item(String what) {}
    };
  }
}
