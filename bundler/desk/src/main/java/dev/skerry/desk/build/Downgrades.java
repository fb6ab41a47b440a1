package dev.skerry.desk.build;

import dev.skerry.desk.DeskError;
import dev.skerry.desk.describe.BundleSpec;
import dev.skerry.desk.describe.DowngradeSpec;
import dev.skerry.desk.ledger.Entry;
import dev.skerry.format.document.Content;
import dev.skerry.format.document.Downgrade;
import dev.skerry.format.document.Kind;
import dev.skerry.plans.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Counters that fall against what some site may hold, with the reasons that {@code bundle.yaml}
 * gives (format section 3, "Counters").
 *
 * @param entries what the statement says
 * @param findings a fall without a reason; a reason without a fall
 */
record Downgrades(List<Downgrade> entries, List<Finding> findings) {
  private record Name(Kind kind, String name) implements Comparable<Name> {
    @Override
    public int compareTo(Name other) {
      return Comparator.comparing(Name::kind).thenComparing(Name::name).compare(this, other);
    }
  }

  /**
   * Compares the counters of a bundle with the highest that were written below it.
   *
   * @param before the statements of the channel below this one
   */
  static Downgrades of(BundleSpec spec, List<Content> content, List<Entry> before) {
    Map<Name, Long> highest = new TreeMap<>();
    before.forEach(e ->
        counters(e.statement().content())
            .forEach((name, counter) -> highest.merge(name, counter, Math::max)));
    List<Downgrade> entries = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    counters(content)
        .forEach((name, counter) -> {
          long was = highest.getOrDefault(name, 0L);
          if (counter < was) {
            Optional<DowngradeSpec> leave = leave(spec, name);
            leave.ifPresent(l ->
                entries.add(new Downgrade(name.kind().word(), name.name(), counter, l.reason())));
            if (leave.isEmpty()) {
              String reason = "goes back from counter " + was + " to " + counter;
              findings.add(
                  Finding.error(DeskError.DOWNGRADE, name.kind() + " " + name.name(), reason));
            }
          }
        });
    for (DowngradeSpec leave : spec.downgrade()) {
      if (entries.stream()
          .noneMatch(e -> e.kind().equals(leave.kind()) && e.name().equals(leave.name()))) {
        String reason = leave.kind() + " " + leave.name() + " does not go back";
        findings.add(Finding.warning(DeskError.NOT_NEEDED, spec.place(leave.at()), reason));
      }
    }
    return new Downgrades(List.copyOf(entries), List.copyOf(findings));
  }

  private static Map<Name, Long> counters(List<Content> content) {
    Map<Name, Long> counters = new TreeMap<>();
    for (Content entry : content) {
      if (entry.name().isPresent() && entry.counter().isPresent()) {
        Name name = new Name(entry.kind(), entry.name().get());
        counters.merge(name, entry.counter().getAsLong(), Math::max);
      }
    }
    return counters;
  }

  private static Optional<DowngradeSpec> leave(BundleSpec spec, Name name) {
    return spec.downgrade().stream()
        .filter(d -> d.kind().equals(name.kind().word()) && d.name().equals(name.name()))
        .findFirst();
  }
}
