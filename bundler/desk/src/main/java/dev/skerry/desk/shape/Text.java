package dev.skerry.desk.shape;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skerry.format.error.SkerryException;
import dev.skerry.plans.yaml.Yaml;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A string.
 *
 * @param expected what is accepted, in words
 * @param pattern the whole string must match; in the common part of Java's and ECMA's spellings
 * @param make turns it into a value, or throws {@link SkerryException} with a reason that says more
 *     than the pattern could
 */
public record Text<T>(String expected, Pattern pattern, Function<String, T> make)
    implements Shape<T> {
  /** A string that stays one. */
  public static Text<String> of(String expected, String pattern) {
    return new Text<>(expected, Pattern.compile(pattern), s -> s);
  }

  /** A string that means something. */
  public static <T> Text<T> of(String expected, String pattern, Function<String, T> make) {
    return new Text<>(expected, Pattern.compile(pattern), make);
  }

  @Override
  public Optional<T> read(Yaml value, String path, Faults faults) {
    if (!(value instanceof Yaml.Scalar s) || s.kind() != Yaml.ScalarKind.TEXT) {
      boolean unquoted = value instanceof Yaml.Scalar s && s.kind() != Yaml.ScalarKind.NULL;
      String hint = unquoted ? " (a string: write it in quotes)" : "";
      faults.add(value.at(), path, value.found(), expected + hint);
      return Optional.empty();
    }
    try {
      T made = make.apply(s.text());
      if (pattern.matcher(s.text()).matches()) {
        return Optional.of(made);
      }
      faults.add(value.at(), path, value.found(), expected);
    } catch (SkerryException e) {
      faults.add(value.at(), path, value.found(), expected + ": it " + e.problem().reason());
    }
    return Optional.empty();
  }

  @Override
  public ObjectNode schema() {
    return Shapes.node().put("type", "string").put("pattern", "^(?:" + pattern + ")$");
  }
}
