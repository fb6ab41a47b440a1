package dev.skerry.desk.sign;

import dev.skerry.desk.ledger.Entry;
import dev.skerry.format.document.Statement;
import dev.skerry.format.error.SkerryException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

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

  /** What became of something. */
  public enum Change {
    ADDED,
    REMOVED,
    CHANGED
  }

  /**
   * One difference.
   *
   * @param what what it is about, {@code content} or {@code audience} for instance
   * @param name reference or name; empty for what a statement has one of
   * @param before its digest before, or what was said of it
   * @param after the same now
   */
  public record Item(String what, String name, Optional<String> before, Optional<String> after) {
    /** What it is about, with its name. */
    public String title() {
      return (what + " " + name).strip();
    }

    /** What became of it. */
    public Change change() {
      if (before.isEmpty()) {
        return Change.ADDED;
      }
      return after.isEmpty() ? Change.REMOVED : Change.CHANGED;
    }
  }

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
    Map<String, SortedMap<String, String>> earlier =
        before.map(StatementFacts::of).orElseGet(LinkedHashMap::new);
    List<Item> items = new ArrayList<>();
    StatementFacts.of(now)
        .forEach((what, facts) ->
            compare(what, earlier.getOrDefault(what, new TreeMap<>()), facts, items));
    return List.copyOf(items);
  }

  private static void refuseOther(Statement before, Statement now) {
    if (!before.product().equals(now.product()) || !before.channel().equals(now.channel())) {
      throw new SkerryException(
          SignError.OTHER_CHANNEL, before.name(), "is no bundle of the channel of " + now.name());
    }
  }

  private static void compare(
      String what, Map<String, String> before, Map<String, String> now, List<Item> items) {
    SortedSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(now.keySet());
    for (String name : names) {
      Item item =
          new Item(
              what,
              name,
              Optional.ofNullable(before.get(name)),
              Optional.ofNullable(now.get(name)));
      boolean news = item.change() == Change.CHANGED || !ONLY_CHANGES.contains(what);
      if (!item.before().equals(item.after()) && news) {
        items.add(item);
      }
    }
  }
}
