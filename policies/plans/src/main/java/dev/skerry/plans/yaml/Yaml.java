package dev.skerry.plans.yaml;

import java.util.List;
import java.util.Optional;

/** One value of a YAML document, with its place. */
public sealed interface Yaml {
  /** Where the value begins. */
  Mark at();

  /** A mapping; keys are unique and keep their order. */
  record Mapping(List<Entry> entries, Mark at) implements Yaml {
    /** Copies the entries. */
    public Mapping {
      entries = List.copyOf(entries);
    }

    /** The entry of that key. */
    public Optional<Entry> entry(String key) {
      return entries.stream().filter(e -> e.key().equals(key)).findFirst();
    }

    /** The value of that key. */
    public Optional<Yaml> get(String key) {
      return entry(key).map(Entry::value);
    }

    /** The value at a path of keys, as far as there are mappings. */
    public Optional<Yaml> path(String... keys) {
      Optional<Yaml> here = Optional.of(this);
      for (String key : keys) {
        here = here.filter(Mapping.class::isInstance).flatMap(node -> ((Mapping) node).get(key));
      }
      return here;
    }

    /** The mapping at a path, if it is one. */
    public Optional<Mapping> mapping(String... keys) {
      return path(keys).filter(Mapping.class::isInstance).map(Mapping.class::cast);
    }

    /** The scalar at a path, if it is one and not null. */
    public Optional<Scalar> scalar(String... keys) {
      return path(keys)
          .filter(Scalar.class::isInstance)
          .map(Scalar.class::cast)
          .filter(s -> s.kind() != ScalarKind.NULL);
    }

    /** The items of the list at a path; none if there is no list. */
    public List<Yaml> items(String... keys) {
      return path(keys)
          .filter(Sequence.class::isInstance)
          .map(node -> ((Sequence) node).items())
          .orElse(List.of());
    }
  }

  /**
   * A key with its value.
   *
   * @param keyAt where the key stands
   */
  record Entry(String key, Mark keyAt, Yaml value) {}

  /** A sequence. */
  record Sequence(List<Yaml> items, Mark at) implements Yaml {
    /** Copies the items. */
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /** A scalar; {@code text} is what stands in the file, without quotes. */
  record Scalar(String text, ScalarKind kind, Mark at) implements Yaml {}

  /** What YAML 1.1's core rules make of a scalar; times count as text. */
  enum ScalarKind {
    TEXT,
    WHOLE,
    FRACTION,
    BOOLEAN,
    NULL
  }

  /** What kind of value this is and how it reads, for messages. */
  default String found() {
    return switch (this) {
      case Mapping m -> "a mapping";
      case Sequence s -> "a list";
      case Scalar s ->
          switch (s.kind()) {
            case TEXT -> "\"" + s.text() + "\"";
            case WHOLE, FRACTION -> "the number " + s.text();
            case BOOLEAN -> "the boolean " + s.text();
            case NULL -> "nothing";
          };
    };
  }
}
