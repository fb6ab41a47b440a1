package dev.skerry.desk.sign;

import dev.skerry.desk.difference.Facts;
import dev.skerry.desk.difference.Item;
import dev.skerry.desk.ledger.Entry;
import dev.skerry.format.document.Statement;
import dev.skerry.format.error.SkerryException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a statement brings, takes away and asks for, against the one before it: content is total, so
 * what is not named any more leaves.
 *
 * @param previous what it is compared with; empty when nothing is at hand
 * @param items what differs, in the order in which it is shown
 */
public record Difference(Optional<Entry> previous, List<Item> items) {
  /** What belongs to content or to every statement: news only when it is another than before. */
  private static final Set<String> ONLY_CHANGES =
      Set.of(
          StatementFacts.PLATFORMS,
          StatementFacts.COUNTER,
          StatementFacts.AUDIENCE,
          StatementFacts.VALIDITY);

  /** Copies the list. */
  public Difference {
    items = List.copyOf(items);
  }

  /** Whether there is a bundle before it, and nobody here can tell what changed since. */
  public boolean unknown(Statement now) {
    return previous.isEmpty() && now.previous().isPresent();
  }

  /**
   * Compares.
   *
   * @throws SkerryException {@link SignError#OTHER_CHANNEL}
   */
  public static Difference of(Optional<Entry> previous, Statement now) {
    Optional<Statement> before = previous.map(Entry::statement);
    before.ifPresent(statement -> refuseOther(statement, now));
    return new Difference(previous, items(before, now));
  }

  /** What a statement brings and takes away; everything is new without one before it. */
  public static List<Item> items(Optional<Statement> before, Statement now) {
    Facts earlier = before.map(StatementFacts::of).orElseGet(Facts::new);
    return StatementFacts.of(now).since(earlier, ONLY_CHANGES);
  }

  private static void refuseOther(Statement before, Statement now) {
    if (!before.product().equals(now.product()) || !before.channel().equals(now.channel())) {
      throw new SkerryException(
          SignError.OTHER_CHANNEL, before.name(), "is no bundle of the channel of " + now.name());
    }
  }
}
