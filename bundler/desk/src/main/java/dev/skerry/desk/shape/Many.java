package dev.skerry.desk.shape;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skerry.plans.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A list of values of one shape.
 *
 * @param most how many are accepted
 */
public record Many<T>(Shape<T> item, int least, int most) implements Shape<List<T>> {
  /** A list that may be empty. */
  public static <T> Many<T> of(Shape<T> item) {
    return new Many<>(item, 0, 2_048);
  }

  @Override
  public Optional<List<T>> read(Yaml value, String path, Faults faults) {
    if (!(value instanceof Yaml.Sequence list)) {
      faults.add(value.at(), path, value.found(), expected());
      return Optional.empty();
    }
    int size = list.items().size();
    if (size < least || size > most) {
      faults.add(value.at(), path, "a list of " + size, expected());
      return Optional.empty();
    }
    int before = faults.count();
    List<T> result = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      item.read(list.items().get(i), path + "[" + i + "]", faults).ifPresent(result::add);
    }
    return faults.count() == before ? Optional.of(List.copyOf(result)) : Optional.empty();
  }

  @Override
  public String expected() {
    String size = least == 0 ? "" : " at least " + least + " and";
    return "a list of" + size + " at most " + most + ", each " + item.expected();
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = Shapes.node().put("type", "array");
    if (least > 0) {
      schema.put("minItems", least);
    }
    schema.put("maxItems", most).set("items", item.schema());
    return schema;
  }
}
