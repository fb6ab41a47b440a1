package dev.skerry.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skerry.format.error.SkerryException;
import dev.skerry.plans.PlanDoc;
import dev.skerry.plans.PlanFile;
import dev.skerry.plans.yaml.Mark;
import dev.skerry.plans.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * Inserts a {@link Stamp} as annotations into the text of a plan file. Nothing else of the text
 * changes: comments, order and spelling are the author's.
 */
final class YamlStamp {
  private final PlanFile file;
  private final String text;
  private final TextPlaces places;
  private final SortedMap<String, String> annotations;
  private final StringBuilder out = new StringBuilder();
  private int copied;

  private YamlStamp(PlanFile file, Stamp stamp) {
    this.file = file;
    this.text = new String(file.bytes(), UTF_8);
    this.places = new TextPlaces(text);
    this.annotations = stamp.annotations();
  }

  /**
   * The file with the stamp on every object that a controller acts on.
   *
   * @throws SkerryException {@link RolloutError#RESERVED} or {@link RolloutError#NO_PLACE}
   */
  static PlanFile on(PlanFile file, Stamp stamp) {
    YamlStamp stamper = new YamlStamp(file, stamp);
    for (PlanDoc document : file.documents()) {
      if (document.kind().acts()) {
        stamper.insert(document);
      }
    }
    byte[] stamped = stamper.finish().getBytes(UTF_8);
    PlanFile result = PlanFile.parse(file.name(), stamped);
    for (PlanDoc document : result.documents()) {
      if (document.kind().acts()
          && !read(document, Stamp.DIGEST).equals(stamp.digest().toString())) {
        throw stamper.noPlace(document.node().at());
      }
    }
    return result;
  }

  /** What an object's annotation says, empty when it has none of that name. */
  static String read(PlanDoc document, String annotation) {
    return document
        .node()
        .scalar("metadata", "annotations", annotation)
        .map(Yaml.Scalar::text)
        .orElse("");
  }

  private void insert(PlanDoc document) {
    Yaml.Mapping metadata =
        document.node().mapping("metadata").orElseThrow(() -> noPlace(document.node().at()));
    Optional<Yaml> existing = metadata.get("annotations");
    switch (existing.orElse(metadata)) {
      case Yaml.Mapping m when existing.isPresent() -> insertInto(m, annotationLines(""), flow());
      case Yaml.Mapping m -> insertInto(m, newBlock(), "\"annotations\": {" + flow() + "}");
      case Yaml.Scalar s when s.kind() == Yaml.ScalarKind.NULL -> replace(s);
      case Yaml other -> throw noPlace(other.at());
    }
  }

  private void insertInto(Yaml.Mapping mapping, List<String> lines, String flow) {
    mapping.entries().stream()
        .filter(e -> e.key().startsWith(Stamp.PREFIX))
        .forEach(this::refuseReserved);
    int start = places.offset(mapping.at());
    if (text.charAt(start) == '{') {
      copyTo(start + 1);
      out.append(flow).append(mapping.entries().isEmpty() ? "" : ", ");
      return;
    }
    Mark first = mapping.entries().getFirst().keyAt();
    String indent = text.substring(places.lineStart(first), places.offset(first));
    if (!indent.isBlank()) {
      throw noPlace(first);
    }
    copyTo(places.lineStart(first));
    lines.forEach(line -> out.append(indent).append(line).append('\n'));
  }

  private void replace(Yaml.Scalar nothing) {
    copyTo(places.offset(nothing.at()));
    out.append(" {").append(flow()).append('}');
    copied += nothing.text().length();
  }

  private void copyTo(int offset) {
    out.append(text, copied, offset);
    copied = offset;
  }

  private String finish() {
    copyTo(text.length());
    return out.toString();
  }

  private List<String> newBlock() {
    List<String> lines = new ArrayList<>();
    lines.add("annotations:");
    lines.addAll(annotationLines("  "));
    return lines;
  }

  private List<String> annotationLines(String indent) {
    return annotations.entrySet().stream()
        .map(e -> indent + e.getKey() + ": \"" + e.getValue() + "\"")
        .toList();
  }

  private String flow() {
    return annotations.entrySet().stream()
        .map(e -> "\"" + e.getKey() + "\": \"" + e.getValue() + "\"")
        .collect(Collectors.joining(", "));
  }

  private void refuseReserved(Yaml.Entry entry) {
    throw new SkerryException(
        RolloutError.RESERVED,
        file.name() + ":" + entry.keyAt(),
        "the annotation " + entry.key() + " belongs to the gateway");
  }

  private SkerryException noPlace(Mark mark) {
    return new SkerryException(
        RolloutError.NO_PLACE,
        file.name() + ":" + mark,
        "the gateway finds no line where it could add its annotations");
  }
}
