package dev.skerry.cel.file;

import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.SkerryException;
import dev.skerry.plans.Words;
import dev.skerry.plans.yaml.Mark;
import dev.skerry.plans.yaml.Yaml;
import dev.skerry.plans.yaml.YamlException;
import dev.skerry.plans.yaml.YamlReader;
import java.util.List;
import java.util.Optional;

/**
 * A value in a file of ours, with what it is called, so that every refusal names file, line and
 * column.
 *
 * @param file the file's name
 * @param code what a refusal is
 */
public record Node(String file, ErrorCode code, Yaml value) {
  /** Files of policies and of their tests are small. */
  public static final int MOST_BYTES = 64 * 1024;

  /**
   * The only document of a file, a mapping of this kind.
   *
   * @throws SkerryException of that code when it is none
   */
  public static Node document(String file, byte[] yaml, String kind, ErrorCode code) {
    List<Yaml> documents;
    try {
      documents = YamlReader.documents(yaml, MOST_BYTES);
    } catch (YamlException e) {
      throw new SkerryException(code, file + ":" + e.at(), e.reason(), e);
    }
    if (documents.isEmpty()) {
      throw new SkerryException(code, file + ":" + Mark.START, "is empty");
    }
    if (documents.size() != 1) {
      throw new SkerryException(code, file, "has " + documents.size() + " documents, not one");
    }
    Node node = new Node(file, code, documents.getFirst());
    node.need("apiVersion").exactly("skerry.dev/v1");
    node.need("kind").exactly(kind);
    return node;
  }

  /** A refusal of this value. */
  public SkerryException refuse(String reason) {
    return refuse(value.at(), reason);
  }

  private SkerryException refuse(Mark at, String reason) {
    return new SkerryException(code, file + ":" + at, reason);
  }

  /** The same place in the file, another value. */
  private Node at(Yaml other) {
    return new Node(file, code, other);
  }

  private Yaml.Mapping mapping() {
    if (value instanceof Yaml.Mapping mapping) {
      return mapping;
    }
    throw refuse("is " + value.found() + ", expected a mapping");
  }

  /** Refuses fields other than these. */
  public Node only(List<String> names) {
    for (Yaml.Entry entry : mapping().entries()) {
      if (!names.contains(entry.key())) {
        throw refuse(
            entry.keyAt(),
            "the field \"%s\" is not one of %s%s"
                .formatted(entry.key(), String.join(", ", names), Words.hint(entry.key(), names)));
      }
    }
    return this;
  }

  /** A field's value. */
  public Optional<Node> get(String name) {
    return mapping().get(name).map(this::at);
  }

  /** A field that must be there. */
  public Node need(String name) {
    return get(name).orElseThrow(() -> refuse("lacks the field \"" + name + "\""));
  }

  /** The names of a mapping's fields, in order. */
  public List<String> names() {
    return mapping().entries().stream().map(Yaml.Entry::key).toList();
  }

  /** The items of a list of at most so many. */
  public List<Node> items(int most) {
    if (!(value instanceof Yaml.Sequence list)) {
      throw refuse("is " + value.found() + ", expected a list");
    }
    if (list.items().size() > most) {
      throw refuse("is a list of " + list.items().size() + ", " + most + " are the most");
    }
    return list.items().stream().map(this::at).toList();
  }

  /** A scalar of any kind that is not empty. */
  public Yaml.Scalar scalar() {
    if (value instanceof Yaml.Scalar scalar && scalar.kind() != Yaml.ScalarKind.NULL) {
      return scalar;
    }
    throw refuse("is " + value.found() + ", expected one value");
  }

  /** A text that is not empty. */
  public String text() {
    Yaml.Scalar scalar = scalar();
    if (scalar.kind() != Yaml.ScalarKind.TEXT || scalar.text().isBlank()) {
      throw refuse("is " + value.found() + ", expected a text (write it in quotes)");
    }
    return scalar.text().strip();
  }

  /** A name of lower-case letters, digits and dashes, at most 40. */
  public String name() {
    String name = text();
    if (!name.matches("[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")) {
      throw refuse("is " + value.found() + ", expected lower case, digits, dashes, at most 40");
    }
    return name;
  }

  private void exactly(String word) {
    if (!scalar().text().equals(word)) {
      throw refuse("is " + value.found() + ", expected " + word);
    }
  }
}
