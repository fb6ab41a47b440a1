package dev.skerry.desk.sign;

import dev.skerry.desk.ledger.Entry;
import dev.skerry.format.Digest;
import dev.skerry.format.document.Content;
import dev.skerry.format.document.PlanEntry;
import dev.skerry.format.document.Statement;
import dev.skerry.format.error.SkerryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a statement brings and takes away, against the one before it: content is total, so what is
 * not named any more leaves.
 *
 * @param previous what it is compared with; empty when nothing is at hand
 * @param items what differs, in the order in which it is shown
 */
public record Difference(Optional<Entry> previous, List<Item> items) {
  /** What became of something. */
  public enum Change {
    ADDED,
    REMOVED,
    CHANGED
  }

  /**
   * One difference.
   *
   * @param what {@code content} or {@code plan}
   * @param name reference or name
   * @param before its digest before
   * @param after its digest now
   */
  public record Item(String what, String name, Optional<Digest> before, Optional<Digest> after) {
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
    SortedMap<String, Digest> nothing = new TreeMap<>();
    List<Item> items = new ArrayList<>();
    compare("content", before.map(Difference::content).orElse(nothing), content(now), items);
    compare("plan", before.map(Difference::plans).orElse(nothing), plans(now), items);
    return List.copyOf(items);
  }

  private static void refuseOther(Statement before, Statement now) {
    if (!before.product().equals(now.product()) || !before.channel().equals(now.channel())) {
      throw new SkerryException(
          SignError.OTHER_CHANNEL, before.name(), "is no bundle of the channel of " + now.name());
    }
  }

  private static SortedMap<String, Digest> content(Statement statement) {
    SortedMap<String, Digest> result = new TreeMap<>();
    for (Content entry : statement.content()) {
      result.put(entry.kind() + " " + entry.reference(), entry.digest());
    }
    return result;
  }

  private static SortedMap<String, Digest> plans(Statement statement) {
    SortedMap<String, Digest> result = new TreeMap<>();
    for (PlanEntry plan : statement.plans()) {
      result.put(plan.name() + ", approval " + plan.approval(), plan.digest());
    }
    return result;
  }

  private static void compare(
      String what, Map<String, Digest> before, Map<String, Digest> now, List<Item> items) {
    SortedMap<String, Digest> names = new TreeMap<>(before);
    names.putAll(now);
    for (String name : names.keySet()) {
      Item item =
          new Item(
              what,
              name,
              Optional.ofNullable(before.get(name)),
              Optional.ofNullable(now.get(name)));
      if (!item.before().equals(item.after())) {
        items.add(item);
      }
    }
  }
}
