package dev.skerry.desk.shape;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skerry.plans.yaml.Mark;
import dev.skerry.plans.yaml.Yaml;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What a value may look like. The same object reads it and describes it as JSON Schema, so that the
 * two cannot drift apart.
 */
public interface Shape<T> {
  /**
   * Reads a value.
   *
   * @param path where it stands, for messages
   * @return empty when it is faulty, which {@code faults} then has
   */
  Optional<T> read(Yaml value, String path, Faults faults);

  /** What is accepted, in words. */
  String expected();

  /** What is accepted, in JSON Schema (draft 2020-12). */
  ObjectNode schema();

  /** The same shape for another type, made of the value and its place. */
  default <R> Shape<R> as(BiFunction<T, Mark, R> make) {
    Shape<T> inner = this;
    return new Shape<>() {
      @Override
      public Optional<R> read(Yaml value, String path, Faults faults) {
        return inner.read(value, path, faults).map(v -> make.apply(v, value.at()));
      }

      @Override
      public String expected() {
        return inner.expected();
      }

      @Override
      public ObjectNode schema() {
        return inner.schema();
      }
    };
  }
}
