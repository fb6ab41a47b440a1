package dev.skerry.desk.difference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that a document says, in words that can be compared: what each is about, in the order in
 * which it is shown, with values by name.
 */
public final class Facts {
  private final SequencedMap<String, SortedMap<String, String>> all = new LinkedHashMap<>();

  /** Adds what is about one thing. */
  public Facts put(String what, SortedMap<String, String> values) {
    all.put(what, values);
    return this;
  }

  /**
   * What these say otherwise than those of the document before.
   *
   * @param onlyChanges what is news only when it is another than before
   */
  public List<Item> since(Facts before, Set<String> onlyChanges) {
    List<Item> items = new ArrayList<>();
    all.forEach((what, values) ->
        before.items(what, values).stream()
            .filter(item -> item.change() == Item.Change.CHANGED || !onlyChanges.contains(what))
            .forEach(items::add));
    return List.copyOf(items);
  }

  private List<Item> items(String what, SortedMap<String, String> now) {
    SortedMap<String, String> before = all.getOrDefault(what, new TreeMap<>());
    SortedSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(now.keySet());
    return names.stream()
        .map(name ->
            new Item(
                what,
                name,
                Optional.ofNullable(before.get(name)),
                Optional.ofNullable(now.get(name))))
        .filter(item -> !item.before().equals(item.after()))
        .toList();
  }
}
