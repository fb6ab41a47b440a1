package dev.skerry.desk.shape;

/**
 * A field of a mapping.
 *
 * @param doc one sentence for the schema and thus for editors
 */
public record Field<T>(String name, Shape<T> shape, boolean required, String doc) {
  /** One that must stand there. */
  public static <T> Field<T> required(String name, Shape<T> shape, String doc) {
    return new Field<>(name, shape, true, doc);
  }

  /** One that may be left out. */
  public static <T> Field<T> optional(String name, Shape<T> shape, String doc) {
    return new Field<>(name, shape, false, doc);
  }
}
