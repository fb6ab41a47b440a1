package dev.skerry.cel.trial;

import dev.skerry.cel.facts.Defaults;
import dev.skerry.cel.facts.ImageName;
import dev.skerry.cel.facts.Type;
import dev.skerry.cel.facts.Type.Labels;
import dev.skerry.cel.facts.Type.Many;
import dev.skerry.cel.facts.Type.Scalar;
import dev.skerry.cel.facts.Type.Struct;
import dev.skerry.cel.facts.Vocabulary;
import dev.skerry.cel.file.Node;
import dev.skerry.format.error.SkerryException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a test gives to a policy. Whatever it does not say is empty, 0 or false; times are now, and
 * the parts of a reference or an image follow from it.
 */
final class Given {
  /** When nothing else is said. */
  private static final Instant NOW = Instant.parse("2026-01-05T12:00:00Z");

  private static final int MOST_ITEMS = 2_048;

  private final Instant now;

  private Given(Instant now) {
    this.now = now;
  }

  /**
   * The facts of a test.
   *
   * @throws SkerryException with the place of a name or a value that no policy could see
   */
  static Map<String, Object> facts(Optional<Node> given) {
    Instant now = given.flatMap(g -> g.get("now")).map(Given::time).orElse(NOW);
    return given
        .map(node -> new Given(now).struct(node, Vocabulary.FACTS))
        .map(facts -> with(facts, now))
        .orElseGet(() -> Defaults.of(Vocabulary.FACTS, now));
  }

  private static Map<String, Object> with(Map<String, Object> facts, Instant now) {
    facts.put("now", now);
    return facts;
  }

  private Map<String, Object> struct(Node node, Struct struct) {
    node.only(List.copyOf(struct.fields().keySet()));
    Map<String, Object> values = new LinkedHashMap<>(Defaults.of(struct, now));
    for (String name : List.of("reference", "image")) {
      if (struct.fields().containsKey("host")) {
        node.get(name).ifPresent(text -> values.putAll(parts(text, values)));
      }
    }
    for (String name : node.names()) {
      Type type = Optional.ofNullable(struct.fields().get(name)).orElseThrow();
      values.put(name, value(node.need(name), type));
    }
    return values;
  }

  private static Map<String, Object> parts(Node text, Map<String, Object> known) {
    try {
      Map<String, Object> parts = new LinkedHashMap<>(ImageName.parts(text.text()));
      if (known.containsKey("pinned")) {
        parts.put("pinned", !"".equals(parts.get("digest")));
      }
      return parts;
    } catch (SkerryException e) {
      throw text.refuse(e.problem().reason());
    }
  }

  private Object value(Node node, Type type) {
    return switch (type) {
      case Scalar.TEXT -> node.scalar().text();
      case Scalar.NUMBER -> number(node);
      case Scalar.FLAG -> flag(node);
      case Scalar.TIME -> time(node);
      case Many many ->
          node.items(MOST_ITEMS).stream().map(item -> value(item, many.item())).toList();
      case Labels labels -> labels(node);
      case Struct struct -> struct(node, struct);
    };
  }

  private static Map<String, Object> labels(Node node) {
    Map<String, Object> labels = new LinkedHashMap<>();
    node.names().forEach(name -> labels.put(name, node.need(name).scalar().text()));
    return labels;
  }

  private static long number(Node node) {
    String text = node.scalar().text();
    if (!text.matches("0|[1-9][0-9]{0,15}")) {
      throw node.refuse("is " + node.value().found() + ", expected a number");
    }
    return Long.parseLong(text);
  }

  private static boolean flag(Node node) {
    String text = node.scalar().text();
    if (!text.matches("true|false")) {
      throw node.refuse("is " + node.value().found() + ", expected true or false");
    }
    return text.equals("true");
  }

  private static Instant time(Node node) {
    try {
      return Instant.parse(node.scalar().text());
    } catch (DateTimeParseException e) {
      throw node.refuse(
          "is " + node.value().found() + ", expected a time like 2026-01-05T12:00:00Z");
    }
  }
}
