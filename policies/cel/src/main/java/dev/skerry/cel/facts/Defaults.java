package dev.skerry.cel.facts;

import dev.skerry.cel.facts.Type.Labels;
import dev.skerry.cel.facts.Type.Many;
import dev.skerry.cel.facts.Type.Scalar;
import dev.skerry.cel.facts.Type.Struct;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a fact is that nobody stated: empty text, 0, false, an empty list. */
public final class Defaults {
  private Defaults() {}

  /** One of the variables; none of its values is a time. */
  static Map<String, Object> of(String variable) {
    Type type = Vocabulary.FACTS.fields().get(variable);
    if (!(type instanceof Struct struct)) {
      throw new IllegalArgumentException(variable + " has no fields");
    }
    return of(struct, Instant.EPOCH);
  }

  /**
   * A struct without statements.
   *
   * @param time what its times are
   */
  public static Map<String, Object> of(Struct struct, Instant time) {
    Map<String, Object> values = new LinkedHashMap<>();
    struct.fields().forEach((name, type) -> values.put(name, value(type, time)));
    return values;
  }

  /** One value. */
  public static Object value(Type type, Instant time) {
    return switch (type) {
      case Scalar.TEXT -> "";
      case Scalar.NUMBER -> 0L;
      case Scalar.FLAG -> false;
      case Scalar.TIME -> time;
      case Many many -> List.of();
      case Labels labels -> Map.of();
      case Struct struct -> of(struct, time);
    };
  }
}
