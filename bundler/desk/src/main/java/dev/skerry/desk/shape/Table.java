package dev.skerry.desk.shape;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skerry.format.error.SkerryException;
import dev.skerry.plans.Words;
import dev.skerry.plans.yaml.Mark;
import dev.skerry.plans.yaml.Yaml;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A mapping with known fields.
 *
 * @param expected what it is, in words
 * @param onlyOne whether exactly one of the fields must stand there
 * @param make turns the values into a record, or throws {@link SkerryException} with what does not
 *     fit together
 */
public record Table<T>(
    String expected, List<Field<?>> fields, boolean onlyOne, Function<Values, T> make)
    implements Shape<T> {
  /** A mapping of several fields. */
  public static <T> Table<T> of(String expected, List<Field<?>> fields, Function<Values, T> make) {
    return new Table<>(expected, fields, false, make);
  }

  /** What a mapping held. */
  public static final class Values {
    private final Map<Field<?>, Object> values = new HashMap<>();
    private final Mark at;

    private Values(Mark at) {
      this.at = at;
    }

    /** Where the mapping begins. */
    public Mark at() {
      return at;
    }

    /** The field's value, if it stands there. */
    @SuppressWarnings("unchecked") // put only with the value that the field's own shape made
    public <V> Optional<V> get(Field<V> field) {
      return Optional.ofNullable((V) values.get(field));
    }

    /** The value of a required field. */
    public <V> V need(Field<V> field) {
      return get(field).orElseThrow();
    }

    /** The field's list, empty when it does not stand there. */
    public <V> List<V> list(Field<List<V>> field) {
      return get(field).orElse(List.of());
    }

    /** Whether the field stands there and is true. */
    public boolean flag(Field<Boolean> field) {
      return get(field).orElse(false);
    }
  }

  @Override
  public Optional<T> read(Yaml value, String path, Faults faults) {
    if (!(value instanceof Yaml.Mapping mapping)) {
      faults.add(value.at(), path, value.found(), expected);
      return Optional.empty();
    }
    int before = faults.count();
    refuseUnknown(mapping, path, faults);
    Values values = new Values(mapping.at());
    fields.forEach(field -> read(field, mapping, path, faults, values));
    if (onlyOne && mapping.entries().size() != 1) {
      faults.add(value.at(), path, mapping.entries().size() + " fields", "exactly one");
    }
    if (faults.count() > before) {
      return Optional.empty();
    }
    try {
      return Optional.of(make.apply(values));
    } catch (SkerryException e) {
      faults.add(value.at(), path, e.problem().item(), expected + ": it " + e.problem().reason());
      return Optional.empty();
    }
  }

  private void refuseUnknown(Yaml.Mapping mapping, String path, Faults faults) {
    List<String> names = fields.stream().map(Field::name).toList();
    for (Yaml.Entry entry : mapping.entries()) {
      if (!names.contains(entry.key())) {
        String expect = "one of " + String.join(", ", names) + Words.hint(entry.key(), names);
        faults.add(entry.keyAt(), path, "the field \"" + entry.key() + "\"", expect);
      }
    }
  }

  private static <V> void read(
      Field<V> field, Yaml.Mapping mapping, String path, Faults faults, Values values) {
    String here = path.isEmpty() ? field.name() : path + "." + field.name();
    Optional<Yaml> value = mapping.get(field.name());
    if (value.isPresent()) {
      field.shape().read(value.get(), here, faults).ifPresent(v -> values.values.put(field, v));
    } else if (field.required()) {
      faults.add(mapping.at(), here, "nothing", field.shape().expected());
    }
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = Shapes.node().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    for (Field<?> field : fields) {
      ObjectNode property = Shapes.node().put("description", field.doc());
      properties.set(field.name(), property.setAll(field.shape().schema()));
    }
    List<String> required = fields.stream().filter(Field::required).map(Field::name).toList();
    if (!required.isEmpty()) {
      ArrayNode names = schema.putArray("required");
      required.forEach(names::add);
    }
    if (onlyOne) {
      schema.put("minProperties", 1).put("maxProperties", 1);
    }
    return schema.put("additionalProperties", false);
  }
}
