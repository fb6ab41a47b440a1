package dev.skerry.format.json;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Writes minified JSON with the members in the order of the calls (format section 2). Strings are
 * escaped as little as RFC 8259 allows, so the same document has one spelling only.
 */
public final class JsonText {
  private final StringBuilder out;
  private boolean first = true;

  private JsonText(StringBuilder out) {
    this.out = out;
    out.append('{');
  }

  /** Begins an object. */
  public static JsonText object() {
    return new JsonText(new StringBuilder());
  }

  /** A string member. */
  public JsonText put(String name, String value) {
    name(name);
    quote(out, value);
    return this;
  }

  /** A number member. */
  public JsonText put(String name, long value) {
    name(name);
    out.append(value);
    return this;
  }

  /** A boolean member. */
  public JsonText put(String name, boolean value) {
    name(name);
    out.append(value);
    return this;
  }

  /** An object member that {@code body} fills. */
  public JsonText object(String name, Consumer<JsonText> body) {
    name(name);
    JsonText inner = new JsonText(out);
    body.accept(inner);
    out.append('}');
    return this;
  }

  /** A list of strings; left out when empty. */
  public JsonText strings(String name, List<String> values) {
    if (values.isEmpty()) {
      return this;
    }
    name(name);
    char separator = '[';
    for (String value : values) {
      out.append(separator);
      quote(out, value);
      separator = ',';
    }
    out.append(']');
    return this;
  }

  /** A list of objects, each filled by {@code body}; left out when empty. */
  public <T> JsonText objects(String name, List<T> values, BiConsumer<JsonText, T> body) {
    return values.isEmpty() ? this : allObjects(name, values, body);
  }

  /** The same, but written as {@code []} when empty. */
  public <T> JsonText allObjects(String name, List<T> values, BiConsumer<JsonText, T> body) {
    name(name);
    out.append('[');
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      JsonText inner = new JsonText(out);
      body.accept(inner, values.get(i));
      out.append('}');
    }
    out.append(']');
    return this;
  }

  /** Ends the object that {@link #object()} began. */
  public byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(out.length() + 1);
    bytes.writeBytes(out.toString().getBytes(StandardCharsets.UTF_8));
    bytes.write('}');
    return bytes.toByteArray();
  }

  /** The same as text. */
  public String text() {
    return out + "}";
  }

  private void name(String name) {
    if (!first) {
      out.append(',');
    }
    first = false;
    quote(out, name);
    out.append(':');
  }

  private static void quote(StringBuilder out, String value) {
    out.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ') {
            out.append("\\u%04x".formatted((int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
