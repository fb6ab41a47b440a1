package dev.skerry.cel.file;

import dev.skerry.cel.facts.Type;
import dev.skerry.cel.facts.Type.Many;
import dev.skerry.cel.facts.Type.Scalar;
import dev.skerry.cel.facts.Type.Struct;
import dev.skerry.plans.yaml.Yaml;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The constants of a policy, which its users change.
 *
 * @param type their names and types: text, number, true or false, and lists of text or numbers
 * @param values what they are
 */
public record Settings(Struct type, SequencedMap<String, Object> values) {
  private static final int MOST = 64;
  private static final int MOST_ITEMS = 2_048;

  /** Copies the values. */
  public Settings {
    values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
  }

  /** Reads a mapping. */
  static Settings read(Node node) {
    SequencedMap<String, Type> types = new LinkedHashMap<>();
    SequencedMap<String, Object> values = new LinkedHashMap<>();
    for (String name : node.names()) {
      Node value = node.need(name);
      if (!name.matches("[a-z][A-Za-z0-9]{0,39}") || types.size() == MOST) {
        throw value.refuse("\"" + name + "\" is no name of a setting, or one of more than " + MOST);
      }
      Typed typed = typed(value);
      types.put(name, typed.type());
      values.put(name, typed.value());
    }
    return new Settings(new Struct("Settings", types), values);
  }

  /** None. */
  static Settings none() {
    return new Settings(new Struct("Settings", new LinkedHashMap<>()), new LinkedHashMap<>());
  }

  /**
   * The same with some values replaced by others of the same type, as a test does.
   *
   * @throws dev.skerry.format.error.SkerryException when there is no such setting
   */
  public Settings replaced(Node node) {
    SequencedMap<String, Object> merged = new LinkedHashMap<>(values);
    node.only(List.copyOf(type.fields().keySet()));
    for (String name : node.names()) {
      Typed typed = typed(node.need(name));
      Type wanted = type.fields().get(name);
      boolean empty = wanted instanceof Many && List.of().equals(typed.value());
      if (!empty && !typed.type().equals(wanted)) {
        throw node.need(name).refuse("is " + typed.type().word() + ", the policy has another type");
      }
      merged.put(name, typed.value());
    }
    return new Settings(type, merged);
  }

  private record Typed(Type type, Object value) {}

  private static Typed typed(Node node) {
    if (!(node.value() instanceof Yaml.Sequence)) {
      return scalar(node);
    }
    Type item = Scalar.TEXT;
    List<Object> items = new ArrayList<>();
    for (Node each : node.items(MOST_ITEMS)) {
      Typed typed = scalar(each);
      if (typed.type() == Scalar.FLAG || !items.isEmpty() && !typed.type().equals(item)) {
        throw each.refuse("does not fit into a list of texts or of numbers");
      }
      item = typed.type();
      items.add(typed.value());
    }
    return new Typed(new Many(item), List.copyOf(items));
  }

  private static Typed scalar(Node node) {
    Yaml.Scalar scalar = node.scalar();
    return switch (scalar.kind()) {
      case TEXT -> new Typed(Scalar.TEXT, scalar.text());
      case BOOLEAN -> {
        if (!scalar.text().matches("true|false")) {
          throw node.refuse("is " + node.value().found() + ", expected true, false or a text");
        }
        yield new Typed(Scalar.FLAG, scalar.text().equals("true"));
      }
      case WHOLE -> {
        if (!scalar.text().matches("-?(?:0|[1-9][0-9]{0,15})")) {
          throw node.refuse("is " + node.value().found() + ", expected a decimal number");
        }
        yield new Typed(Scalar.NUMBER, Long.parseLong(scalar.text()));
      }
      case FRACTION, NULL -> throw node.refuse("is " + node.value().found() + ", expected a text");
    };
  }
}
