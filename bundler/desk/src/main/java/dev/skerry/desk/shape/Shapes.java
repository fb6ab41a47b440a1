package dev.skerry.desk.shape;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skerry.plans.Words;
import dev.skerry.plans.yaml.Yaml;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The simple shapes; {@link Text}, {@link Table}, {@link Many} and {@link Either} are the rest. */
public final class Shapes {
  private Shapes() {}

  /** One of a few words. */
  public static <T> Shape<T> word(SortedMap<String, T> words) {
    String expected = "one of " + String.join(", ", words.keySet());
    return new Shape<>() {
      @Override
      public Optional<T> read(Yaml value, String path, Faults faults) {
        if (value instanceof Yaml.Scalar s && words.containsKey(s.text())) {
          return Optional.of(words.get(s.text()));
        }
        String hint = value instanceof Yaml.Scalar s ? Words.hint(s.text(), words.keySet()) : "";
        faults.add(value.at(), path, value.found(), expected + hint);
        return Optional.empty();
      }

      @Override
      public String expected() {
        return expected;
      }

      @Override
      public ObjectNode schema() {
        ObjectNode schema = node();
        words.keySet().forEach(schema.putArray("enum")::add);
        return schema;
      }
    };
  }

  /** A whole number within bounds, both included. */
  public static Shape<Integer> whole(int least, int most) {
    String expected = "a whole number from " + least + " to " + most;
    return new Shape<>() {
      @Override
      public Optional<Integer> read(Yaml value, String path, Faults faults) {
        if (value instanceof Yaml.Scalar s
            && s.text().matches("0|[1-9][0-9]{0,8}")
            && s.kind() == Yaml.ScalarKind.WHOLE) {
          int number = Integer.parseInt(s.text());
          if (number >= least && number <= most) {
            return Optional.of(number);
          }
        }
        faults.add(value.at(), path, value.found(), expected);
        return Optional.empty();
      }

      @Override
      public String expected() {
        return expected;
      }

      @Override
      public ObjectNode schema() {
        return node().put("type", "integer").put("minimum", least).put("maximum", most);
      }
    };
  }

  /** A whole number that counts something. */
  public static Shape<Long> count(long least) {
    String expected = "a whole number of at least " + least;
    return new Shape<>() {
      @Override
      public Optional<Long> read(Yaml value, String path, Faults faults) {
        if (value instanceof Yaml.Scalar s
            && s.kind() == Yaml.ScalarKind.WHOLE
            && s.text().matches("0|[1-9][0-9]{0,15}")
            && Long.parseLong(s.text()) >= least) {
          return Optional.of(Long.parseLong(s.text()));
        }
        faults.add(value.at(), path, value.found(), expected);
        return Optional.empty();
      }

      @Override
      public String expected() {
        return expected;
      }

      @Override
      public ObjectNode schema() {
        return node().put("type", "integer").put("minimum", least);
      }
    };
  }

  /** {@code true} or {@code false}. */
  public static Shape<Boolean> flag() {
    return new Shape<>() {
      @Override
      public Optional<Boolean> read(Yaml value, String path, Faults faults) {
        if (value instanceof Yaml.Scalar s
            && s.kind() == Yaml.ScalarKind.BOOLEAN
            && s.text().matches("true|false")) {
          return Optional.of(s.text().equals("true"));
        }
        faults.add(value.at(), path, value.found(), expected());
        return Optional.empty();
      }

      @Override
      public String expected() {
        return "true or false";
      }

      @Override
      public ObjectNode schema() {
        return node().put("type", "boolean");
      }
    };
  }

  /** Names that the writer chooses, with values of one shape. */
  public static <T> Shape<SortedMap<String, T>> map(Shape<T> values) {
    return new Shape<>() {
      @Override
      public Optional<SortedMap<String, T>> read(Yaml value, String path, Faults faults) {
        if (!(value instanceof Yaml.Mapping m)) {
          faults.add(value.at(), path, value.found(), expected());
          return Optional.empty();
        }
        int before = faults.count();
        SortedMap<String, T> result = new TreeMap<>();
        for (Yaml.Entry entry : m.entries()) {
          values
              .read(entry.value(), path + "." + entry.key(), faults)
              .ifPresent(v -> result.put(entry.key(), v));
        }
        return faults.count() == before ? Optional.of(result) : Optional.empty();
      }

      @Override
      public String expected() {
        return "a mapping of names to " + values.expected();
      }

      @Override
      public ObjectNode schema() {
        ObjectNode schema = node().put("type", "object");
        schema.set("additionalProperties", values.schema());
        return schema;
      }
    };
  }

  /** A schema with nothing in it. */
  public static ObjectNode node() {
    return JsonNodeFactory.instance.objectNode();
  }
}
