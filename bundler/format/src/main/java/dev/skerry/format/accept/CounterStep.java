package dev.skerry.format.accept;

import dev.skerry.format.accept.SiteView.CounterName;
import dev.skerry.format.document.Content;
import dev.skerry.format.document.Permit;
import dev.skerry.format.document.Statement;
import dev.skerry.format.error.SkerryException;
import java.util.SortedMap;
import java.util.TreeMap;

/** Step 9: no counter falls, unless the statement names it or a permit lets it. */
public final class CounterStep {
  private CounterStep() {}

  /** The counters of a statement: the highest of each kind and name. */
  public static SortedMap<CounterName, Long> counters(Statement statement) {
    SortedMap<CounterName, Long> highest = new TreeMap<>();
    for (Content entry : statement.content()) {
      if (entry.name().isPresent() && entry.counter().isPresent()) {
        CounterName name = new CounterName(entry.kind().word(), entry.name().get());
        highest.merge(name, entry.counter().getAsLong(), Math::max);
      }
    }
    return highest;
  }

  static void judge(SiteView site, Statement statement, Permits permits) {
    counters(statement)
        .forEach((name, counter) -> {
          long held = site.counters().getOrDefault(name, 0L);
          if (counter < held && !named(statement, name, counter)) {
            permits.lift(
                Permit.COUNTER,
                new SkerryException(
                    AcceptError.COUNTER,
                    name.kind() + " " + name.name(),
                    "would fall from counter %d to %d, and %s names no such downgrade"
                        .formatted(held, counter, statement.name())));
          }
        });
  }

  private static boolean named(Statement statement, CounterName name, long counter) {
    return statement.downgrade().stream()
        .anyMatch(d ->
            d.kind().equals(name.kind()) && d.name().equals(name.name()) && d.counter() == counter);
  }
}
