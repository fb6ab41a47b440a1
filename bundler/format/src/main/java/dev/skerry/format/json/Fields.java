package dev.skerry.format.json;

import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.OneLine;
import dev.skerry.format.error.SkerryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Takes typed members out of a JSON object; every wrong type or missing member is the same error
 * code with the member's path as item. Unknown members are ignored.
 */
public final class Fields {
  private static final int LONGEST_REASON = 400;

  private final JsonValue.Obj object;
  private final String path;
  private final ErrorCode code;

  private Fields(JsonValue.Obj object, String path, ErrorCode code) {
    this.object = object;
    this.path = path;
    this.code = code;
  }

  /**
   * Reads from an object.
   *
   * @param path where it stands, for messages
   */
  public static Fields of(JsonValue.Obj object, String path, ErrorCode code) {
    return new Fields(object, path, code);
  }

  /** Refuses known members that stand in another order than the one given (format section 2). */
  public Fields inOrder(String... known) {
    List<String> order = List.of(known);
    int last = -1;
    for (String name : object.members().keySet()) {
      int place = order.indexOf(name);
      if (place >= 0 && place < last) {
        throw refuse(name, "stands in the wrong place");
      }
      last = place >= 0 ? place : last;
    }
    return this;
  }

  /** Whether the member is there. */
  public boolean has(String name) {
    return object.members().containsKey(name);
  }

  /** A string that must be there. */
  public String text(String name) {
    return optionalText(name).orElseThrow(() -> refuse(name, "is missing"));
  }

  /** A string that may be absent. */
  public Optional<String> optionalText(String name) {
    return switch (object.members().get(name)) {
      case null -> Optional.empty();
      case JsonValue.Str s -> Optional.of(s.text());
      case JsonValue other -> throw refuse(name, "is " + other.kind() + ", not a string");
    };
  }

  /** A number that must be there. */
  public long number(String name) {
    return optionalNumber(name).orElseThrow(() -> refuse(name, "is missing"));
  }

  /** A number that may be absent. */
  public OptionalLong optionalNumber(String name) {
    JsonValue value = object.members().get(name);
    if (value == null) {
      return OptionalLong.empty();
    }
    try {
      if (value instanceof JsonValue.Num n) {
        return OptionalLong.of(Long.parseLong(n.spelling()));
      }
    } catch (NumberFormatException e) {
      throw refuse(name, "is not a whole number");
    }
    throw refuse(name, "is " + value.kind() + ", not a number");
  }

  /** A flag that must be there. */
  public boolean flag(String name) {
    return switch (object.members().get(name)) {
      case null -> throw refuse(name, "is missing");
      case JsonValue.Bool b -> b.value();
      case JsonValue other -> throw refuse(name, "is " + other.kind() + ", not true or false");
    };
  }

  /** An object that must be there. */
  public Fields object(String name) {
    return optionalObject(name).orElseThrow(() -> refuse(name, "is missing"));
  }

  /** An object that may be absent. */
  public Optional<Fields> optionalObject(String name) {
    return switch (object.members().get(name)) {
      case null -> Optional.empty();
      case JsonValue.Obj o -> Optional.of(new Fields(o, at(name), code));
      case JsonValue other -> throw refuse(name, "is " + other.kind() + ", not an object");
    };
  }

  /** A list of objects, empty when absent. */
  public <T> List<T> objects(String name, Function<Fields, T> read) {
    List<T> result = new ArrayList<>();
    int i = 0;
    for (JsonValue item : items(name)) {
      String place = name + "[" + i++ + "]";
      if (!(item instanceof JsonValue.Obj o)) {
        throw refuse(place, "is " + item.kind() + ", not an object");
      }
      result.add(read.apply(new Fields(o, at(place), code)));
    }
    return List.copyOf(result);
  }

  /** A list of strings, empty when absent. */
  public List<String> texts(String name) {
    List<String> result = new ArrayList<>();
    for (JsonValue item : items(name)) {
      if (!(item instanceof JsonValue.Str s)) {
        throw refuse(name, "holds " + item.kind() + ", not only strings");
      }
      result.add(s.text());
    }
    return List.copyOf(result);
  }

  /** An object of strings, sorted by key, empty when absent. */
  public SortedMap<String, String> textMap(String name) {
    SortedMap<String, String> result = new TreeMap<>();
    optionalObject(name)
        .ifPresent(
            map -> map.object.members().keySet().forEach(key -> result.put(key, map.text(key))));
    return result;
  }

  /** A refusal that names a member of this object; what the reason cites of a stranger is cut. */
  public SkerryException refuse(String name, String reason) {
    return new SkerryException(code, at(name), OneLine.of(reason, LONGEST_REASON));
  }

  /** The members as they were read. */
  public JsonValue.Obj raw() {
    return object;
  }

  private List<JsonValue> items(String name) {
    return switch (object.members().get(name)) {
      case null -> List.of();
      case JsonValue.Arr a -> a.items();
      case JsonValue other -> throw refuse(name, "is " + other.kind() + ", not a list");
    };
  }

  private String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
