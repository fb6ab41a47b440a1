package dev.skerry.format.archive;

import java.time.Duration;
import java.util.List;

/**
 * How long a medium is waited for, and how often it is asked again.
 *
 * @param bound the longest that a call may keep its caller
 * @param step how often somebody is told of the wait meanwhile; no longer than the bound
 * @param pauses before each further try of a call that failed
 */
public record Patience(Duration bound, Duration step, List<Duration> pauses) {
  /** With a stick: a minute, and three further tries. */
  public static final Patience READING =
      new Patience(
          Duration.ofSeconds(60),
          Duration.ofSeconds(5),
          List.of(Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(2)));

  /** As long, but nothing is tried again: what cannot be written may be meant to be so. */
  public static final Patience WRITING = new Patience(READING.bound(), READING.step(), List.of());

  /** Copies the list. */
  public Patience {
    pauses = List.copyOf(pauses);
  }
}
