package dev.skerry.desk.describe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skerry.desk.shape.Shapes;
import java.nio.file.Path;

/** The JSON Schema of {@code bundle.yaml}, for editors; published as docs/bundle.schema.json. */
public final class BundleSchema {
  private BundleSchema() {}

  /** The schema (draft 2020-12), indented, with one LF at its end. */
  public static String text() {
    ObjectNode schema = Shapes.node();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("$id", "https://skerry.dev/schema/bundle.schema.json");
    schema.put("title", "bundle.yaml");
    schema.put("description", "What a release of Skerry carries to its sites.");
    schema.setAll(BundleModel.bundle(Path.of("bundle.yaml")).schema());
    try {
      return new ObjectMapper()
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(schema)
              .replace(System.lineSeparator(), "\n")
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }
}
