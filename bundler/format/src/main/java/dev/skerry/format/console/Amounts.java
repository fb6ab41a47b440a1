package dev.skerry.format.console;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Amounts in words for people: decimal units, as disks and networks are sold. */
public final class Amounts {
  private static final List<String> UNITS = List.of("bytes", "kB", "MB", "GB", "TB");
  private static final double STEP = 1000;

  private Amounts() {}

  /** {@code 1 bundle}, {@code 2 bundles}. */
  public static String count(long number, String noun) {
    return count(number, noun, noun + "s");
  }

  /** {@code 1 entry}, {@code 2 entries}. */
  public static String count(long number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }

  /** What a list holds. */
  public static String entries(long number) {
    return count(number, "entry", "entries");
  }

  /** For instance {@code 1.2 GB}. */
  public static String bytes(long bytes) {
    return decimal((double) bytes);
  }

  private static String decimal(double bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= STEP && unit < UNITS.size() - 1) {
      value /= STEP;
      unit++;
    }
    String form = unit == 0 || value >= 100 ? "%.0f %s" : "%.1f %s";
    return String.format(Locale.ROOT, form, value, UNITS.get(unit));
  }

  /** For instance {@code 1:04 min} or {@code 3.2 s}. */
  public static String time(Duration time) {
    if (time.compareTo(Duration.ofMinutes(1)) < 0) {
      return String.format(Locale.ROOT, "%.1f s", time.toMillis() / STEP);
    }
    return time.toHours() > 0
        ? String.format(Locale.ROOT, "%d:%02d h", time.toHours(), time.toMinutesPart())
        : String.format(Locale.ROOT, "%d:%02d min", time.toMinutes(), time.toSecondsPart());
  }

  /** The rate, for instance {@code 410 MB/s}. */
  public static String rate(long bytes, Duration time) {
    double seconds = Math.max(1, time.toMillis()) / STEP;
    return decimal(bytes / seconds) + "/s";
  }
}
