package dev.skerry.store;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/** Times as the database spells them: always as long, so that they sort as text. */
final class Times {
  private static final DateTimeFormatter NANOS =
      new DateTimeFormatterBuilder().appendInstant(9).toFormatter(Locale.ROOT);
  private static final int LENGTH = "2025-01-31T12:00:00.000000000Z".length();

  private Times() {}

  static String text(Instant time) {
    String text = NANOS.format(time);
    if (text.length() != LENGTH) {
      throw new IllegalArgumentException("no year of four digits: " + text);
    }
    return text;
  }
}
