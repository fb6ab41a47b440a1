package dev.skerry.format.document;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Pattern;

/** Times as the format spells them: RFC 3339, UTC, whole seconds (format section 2). */
public final class Times {
  private static final Pattern SPELLING =
      Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z");

  private Times() {}

  /** Reads a time; empty for any other spelling and for days that do not exist. */
  public static Optional<Instant> parse(String text) {
    if (!SPELLING.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      Instant time = Instant.parse(text);
      return time.toString().equals(text) ? Optional.of(time) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Writes a time, cut to the second. */
  public static String text(Instant time) {
    return DateTimeFormatter.ISO_INSTANT.format(time.truncatedTo(ChronoUnit.SECONDS));
  }
}
