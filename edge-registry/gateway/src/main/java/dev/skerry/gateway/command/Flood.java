package dev.skerry.gateway.command;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Lets ten lines a minute of each kind into the service's log, and counts those it leaves out. */
final class Flood {
  static final int LINES = 10;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Map<String, Minute> minutes = new HashMap<>();

  private record Minute(Instant begun, int lines, long leftOut) {}

  /**
   * Whether a line may be written; then how many of its kind were left out before it.
   *
   * @param kind one of few, which no stranger can choose
   */
  synchronized OptionalLong admit(String kind, Instant at) {
    Optional<Minute> last = Optional.ofNullable(minutes.get(kind));
    boolean over =
        last.map(m -> at.isBefore(m.begun) || !at.isBefore(m.begun.plus(MINUTE))).orElse(true);
    long before = over ? last.map(Minute::leftOut).orElse(0L) : 0;
    Minute now = over ? new Minute(at, 0, 0) : last.orElseThrow();
    boolean admitted = now.lines < LINES;
    minutes.put(
        kind,
        admitted
            ? new Minute(now.begun, now.lines + 1, now.leftOut)
            : new Minute(now.begun, now.lines, now.leftOut + 1));
    return admitted ? OptionalLong.of(before) : OptionalLong.empty();
  }
}
