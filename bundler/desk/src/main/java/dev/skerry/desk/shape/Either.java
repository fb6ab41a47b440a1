package dev.skerry.desk.shape;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skerry.plans.yaml.Yaml;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One of two shapes; which one is decided by a look, so that faults speak of the one that was
 * meant.
 *
 * @param isFirst whether a value is meant to be the first
 */
public record Either<T>(Shape<T> first, Shape<T> second, Predicate<Yaml> isFirst)
    implements Shape<T> {
  /** The first when it is a scalar, else the second. */
  public static <T> Either<T> scalarOr(Shape<T> first, Shape<T> second) {
    return new Either<>(first, second, Yaml.Scalar.class::isInstance);
  }

  /** The first when it is a mapping with that key, else the second. */
  public static <T> Either<T> withKey(String key, Shape<T> first, Shape<T> second) {
    return new Either<>(
        first, second, v -> v instanceof Yaml.Mapping m && m.entry(key).isPresent());
  }

  @Override
  public Optional<T> read(Yaml value, String path, Faults faults) {
    return (isFirst.test(value) ? first : second).read(value, path, faults);
  }

  @Override
  public String expected() {
    return first.expected() + " or " + second.expected();
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = Shapes.node();
    schema.putArray("anyOf").add(first.schema()).add(second.schema());
    return schema;
  }
}
