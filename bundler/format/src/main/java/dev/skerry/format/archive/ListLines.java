package dev.skerry.format.archive;

import dev.skerry.format.Limits;
import dev.skerry.format.error.SkerryException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What SHA256SUMS and SIZES have in common: {@code <value> <name>} lines, each ending in LF. */
final class ListLines {
  private static final Pattern UNPRINTABLE = Pattern.compile("[^ -~]");

  private ListLines() {}

  /** One line. */
  record Line(String value, String name) {}

  /**
   * Splits a list.
   *
   * @param item the list's name, for messages
   * @param value the grammar of the first column
   */
  static List<Line> parse(byte[] bytes, String item, Pattern value) {
    if (bytes.length > Limits.V1.list()) {
      throw refuse(item, "is longer than " + Limits.V1.list() + " bytes");
    }
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (!text.endsWith("\n")) {
      throw refuse(item, "does not end in a line feed");
    }
    List<Line> lines = new ArrayList<>();
    for (int start = 0; start < text.length(); ) {
      int end = text.indexOf('\n', start);
      lines.add(line(text.substring(start, end), item, lines.size() + 1, value));
      start = end + 1;
    }
    return lines;
  }

  private static Line line(String text, String item, int number, Pattern value) {
    int gap = text.indexOf("  ");
    boolean sound =
        gap > 0
            && value.matcher(text.substring(0, gap)).matches()
            && MemberName.kind(text.substring(gap + 2)).isPresent();
    if (!sound) {
      throw refuse(item, "line " + number + " is not of the format: " + shown(text));
    }
    return new Line(text.substring(0, gap), text.substring(gap + 2));
  }

  private static String shown(String text) {
    String cut = text.length() > 120 ? text.substring(0, 120) + "..." : text;
    return UNPRINTABLE.matcher(cut).replaceAll("?");
  }

  static SkerryException refuse(String item, String reason) {
    return new SkerryException(ArchiveError.LIST_SPELLING, item, reason);
  }
}
