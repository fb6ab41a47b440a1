package dev.skerry.cel.engine;

import dev.skerry.format.error.OneLine;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Facts as people read them: on one line, cut, and spelled so that they can stand anywhere. */
final class Shown {
  private static final int MOST_ITEMS = 10;
  private static final int LONGEST = 200;
  private static final int LONGEST_LIST = 800;

  /** By which of its fields a thing is called. */
  private static final List<String> NAMES =
      List.of("reference", "image", "name", "signer", "platform", "digest");

  private Shown() {}

  /** What a thing is called. */
  static String name(Object item) {
    if (item instanceof Map<?, ?> fields) {
      return NAMES.stream()
          .map(name -> Objects.toString(fields.get(name), ""))
          .filter(name -> !name.isEmpty())
          .map(name -> cut(OneLine.of(name, LONGEST + 1), LONGEST))
          .findFirst()
          .orElse("an item");
    }
    return cut(OneLine.of(item.toString(), LONGEST + 1), LONGEST);
  }

  /** One value, labels, or a list of such. */
  static String text(Object value) {
    return switch (value) {
      case String s -> "\"" + cut(OneLine.of(s, LONGEST + 1), LONGEST) + "\"";
      case List<?> list -> list(list.stream().limit(MOST_ITEMS).map(Shown::text).toList(), list);
      case Map<?, ?> labels -> labels(labels);
      default -> value.toString();
    };
  }

  /** Things with fields, each by its name, with some of its fields. */
  static String things(List<?> things, Collection<String> fields) {
    return list(
        things.stream().limit(MOST_ITEMS).map(thing -> thing(thing, fields)).toList(), things);
  }

  private static String thing(Object thing, Collection<String> fields) {
    if (!(thing instanceof Map<?, ?> known)) {
      return text(thing);
    }
    String name = name(thing);
    String shown =
        fields.stream()
            .flatMap(field ->
                Optional.ofNullable(known.get(field))
                    .filter(value -> !name.equals(value))
                    .map(value -> field + " = " + field(value))
                    .stream())
            .collect(Collectors.joining(", "));
    return shown.isEmpty() ? name : name + " (" + shown + ")";
  }

  private static String field(Object value) {
    boolean things = value instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance);
    return things ? things((List<?>) value, List.of()) : text(value);
  }

  private static String list(List<String> first, List<?> all) {
    String more = all.size() > MOST_ITEMS ? " and " + (all.size() - MOST_ITEMS) + " more" : "";
    return cut("[" + String.join(", ", first) + more + "]", LONGEST_LIST);
  }

  private static String labels(Map<?, ?> labels) {
    SortedMap<String, String> sorted = new TreeMap<>();
    labels.forEach((key, value) -> sorted.put(text(key), text(value)));
    return cut(
        sorted.entrySet().stream()
            .map(label -> label.getKey() + ": " + label.getValue())
            .collect(Collectors.joining(", ", "{", "}")),
        LONGEST_LIST);
  }

  private static String cut(String text, int most) {
    return text.codePointCount(0, text.length()) > most
        ? text.substring(0, text.offsetByCodePoints(0, most)) + "…"
        : text;
  }
}
