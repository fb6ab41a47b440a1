package dev.skerry.desk.lock;

import dev.skerry.desk.ledger.Counters;
import dev.skerry.format.Digest;
import dev.skerry.format.document.Kind;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives counters, per kind and name, in the order of the calls (format section 3): a digest that
 * the ledger or this lock has seen keeps its counter, a new one gets the highest ever and one. Not
 * for several threads.
 */
final class Counting {
  private record Name(Kind kind, String name) {}

  private final Counters ledger;
  private final Map<Name, Map<Digest, Long>> given = new HashMap<>();

  Counting(Counters ledger) {
    this.ledger = ledger;
  }

  long counter(Kind kind, String name, Digest digest) {
    Map<Digest, Long> here = given.computeIfAbsent(new Name(kind, name), n -> new HashMap<>());
    long highest = here.values().stream().reduce(ledger.highest(kind, name), Math::max);
    return here.computeIfAbsent(digest, d -> ledger.of(kind, name, d).orElse(highest + 1));
  }
}
