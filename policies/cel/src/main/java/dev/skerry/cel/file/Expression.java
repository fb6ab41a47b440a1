package dev.skerry.cel.file;

import dev.skerry.plans.yaml.Mark;
import dev.skerry.plans.yaml.Yaml;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A CEL expression in a file.
 *
 * @param text the expression
 * @param file the file's name
 * @param begin where its first character stands
 * @param indent what its further lines are indented by; -1 where lines of the expression are not
 *     lines of the file
 */
public record Expression(String text, String file, Mark begin, int indent) {
  private static final int FOLDED = -1;

  /** How much of a line is shown, in characters. */
  private static final int WIDEST = 100;

  /**
   * An expression from a scalar.
   *
   * @param source the bytes of the file, UTF-8, in which the scalar was found
   */
  static Expression of(Node node, byte[] source) {
    Yaml.Scalar scalar = node.scalar();
    Mark at = scalar.at();
    List<String> lines = new String(source, StandardCharsets.UTF_8).lines().toList();
    String line = lines.get(at.line() - 1);
    int style = line.codePointAt(line.offsetByCodePoints(0, at.column() - 1));
    String text = scalar.text().stripTrailing();
    if (text.isBlank()) {
      throw node.refuse("is empty, expected an expression");
    }
    if (style == '|') {
      int indent = indent(lines.subList(at.line(), lines.size()));
      return new Expression(text, node.file(), new Mark(at.line() + 1, indent + 1), indent);
    }
    if (!line.contains(text)) {
      return new Expression(text, node.file(), at, FOLDED);
    }
    int quote = style == '"' || style == '\'' ? 1 : 0;
    return new Expression(text, node.file(), new Mark(at.line(), at.column() + quote), 0);
  }

  private static int indent(List<String> block) {
    String first = block.stream().filter(line -> !line.isBlank()).findFirst().orElse("");
    return first.length() - first.stripLeading().length();
  }

  /**
   * Where a character of the expression stands in the file; where lines were folded, the place
   * where the expression begins.
   *
   * @param line from 1, in the expression
   * @param column from 0, in the expression
   */
  public Mark place(int line, int column) {
    if (indent == FOLDED) {
      return begin;
    }
    return line == 1
        ? new Mark(begin.line(), begin.column() + column)
        : new Mark(begin.line() + line - 1, indent + 1 + column);
  }

  /** A line of the expression, or what of it is near, with a caret under a column, for people. */
  public String caret(int line, int column) {
    String whole = text.lines().skip(line - 1L).findFirst().orElse("");
    int length = whole.codePointCount(0, whole.length());
    int from = length > WIDEST ? Math.clamp(column - WIDEST / 2L, 0, length - WIDEST) : 0;
    int until = Math.min(length, from + WIDEST);
    String near =
        whole.substring(whole.offsetByCodePoints(0, from), whole.offsetByCodePoints(0, until));
    String before = from > 0 ? "…" : "";
    String shown = before + near + (until < length ? "…" : "");
    int caret = column - from + before.length();
    return "%n    | %s%n    | %s^".formatted(shown, ".".repeat(Math.max(0, caret)));
  }
}
