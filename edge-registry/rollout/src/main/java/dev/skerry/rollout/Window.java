package dev.skerry.rollout;

import dev.skerry.plans.PlanDoc;
import dev.skerry.plans.yaml.Yaml;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * When a Plan's own {@code spec.window} lets it act (contracts.md 4.1; days as in 4.11 point 12).
 *
 * @param days days on which it is open
 * @param start first moment of a day
 * @param end last minute; before {@code start}, the window reaches into the next day
 * @param zone where that time is told
 */
record Window(Set<DayOfWeek> days, LocalTime start, LocalTime end, ZoneId zone) {
  private static final List<String> TWO = List.of("mo", "tu", "we", "th", "fr", "sa", "su");

  Window {
    days = Set.copyOf(days);
  }

  /**
   * The window of a plan; empty when it has none.
   *
   * @throws NotNow when it is written so that the gateway cannot judge it
   */
  static Optional<Window> of(PlanDoc plan) throws NotNow {
    Optional<Yaml.Mapping> window = plan.node().mapping("spec", "window");
    if (window.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Window(
              days(window.get()),
              time(window.get(), "startTime", LocalTime.MIN),
              time(window.get(), "endTime", LocalTime.of(23, 59)),
              ZoneId.of(word(window.get(), "timeZone").orElse("UTC"))));
    } catch (DateTimeException e) {
      throw new NotNow("the gateway cannot read the plan's window: " + e.getMessage());
    }
  }

  /** Whether it is open. */
  boolean open(Instant now) {
    ZonedDateTime here = now.atZone(zone);
    LocalTime time = here.toLocalTime();
    LocalTime close = end.plusMinutes(1);
    boolean late = !time.isBefore(start);
    boolean early = close.equals(LocalTime.MIN) || time.isBefore(close);
    boolean within = start.isAfter(end) ? late || early : late && early;
    return days.contains(here.getDayOfWeek()) && within;
  }

  private static Set<DayOfWeek> days(Yaml.Mapping window) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    if (window.get("days").orElse(window) instanceof Yaml.Sequence list) {
      for (Yaml item : list.items()) {
        days.add(day(item));
      }
    }
    return days;
  }

  private static DayOfWeek day(Yaml item) {
    String word = item instanceof Yaml.Scalar s ? s.text().toLowerCase(Locale.ROOT) : "";
    for (DayOfWeek day : DayOfWeek.values()) {
      boolean number = word.equals(Integer.toString(day.getValue() % 7));
      if (number || word.length() >= 2 && word.startsWith(TWO.get(day.getValue() - 1))) {
        return day;
      }
    }
    throw new DateTimeException("no day is called " + item.found());
  }

  private static LocalTime time(Yaml.Mapping window, String field, LocalTime otherwise) {
    return word(window, field).map(LocalTime::parse).orElse(otherwise);
  }

  private static Optional<String> word(Yaml.Mapping window, String field) {
    return window.scalar(field).map(Yaml.Scalar::text).filter(text -> !text.isEmpty());
  }
}
