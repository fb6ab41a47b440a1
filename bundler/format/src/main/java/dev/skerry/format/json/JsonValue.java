package dev.skerry.format.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A parsed JSON document; object members keep the order in which they stood. */
public sealed interface JsonValue {
  /** An object; names are unique. */
  record Obj(Map<String, JsonValue> members) implements JsonValue {
    /** Copies the members, keeping their order. */
    public Obj {
      members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }
  }

  /** An array. */
  record Arr(List<JsonValue> items) implements JsonValue {
    /** Copies the items. */
    public Arr {
      items = List.copyOf(items);
    }
  }

  /** A string. */
  record Str(String text) implements JsonValue {}

  /** A number as it was spelled. */
  record Num(String spelling) implements JsonValue {}

  /** {@code true} or {@code false}. */
  record Bool(boolean value) implements JsonValue {}

  /** {@code null}. */
  record Null() implements JsonValue {}

  /** What kind of value this is, for messages. */
  default String kind() {
    return switch (this) {
      case Obj o -> "an object";
      case Arr a -> "a list";
      case Str s -> "a string";
      case Num n -> "a number";
      case Bool b -> "a boolean";
      case Null n -> "null";
    };
  }
}
