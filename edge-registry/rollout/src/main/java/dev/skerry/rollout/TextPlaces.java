package dev.skerry.rollout;

import dev.skerry.plans.yaml.Mark;
import java.util.ArrayList;
import java.util.List;

/** Turns the YAML reader's places into offsets of the text; lines end where YAML 1.1 ends them. */
final class TextPlaces {
  private static final String BREAKS = "\n\u0085\u2028\u2029";
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final String text;
  private final List<Integer> lines = new ArrayList<>();

  TextPlaces(String text) {
    this.text = text;
    lines.add(!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean lone = c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n');
      if (lone || BREAKS.indexOf(c) >= 0) {
        lines.add(i + 1);
      }
    }
  }

  /** Offset of a place. */
  int offset(Mark mark) {
    return text.offsetByCodePoints(lineStart(mark), mark.column() - 1);
  }

  /** Offset of the first character of the place's line. */
  int lineStart(Mark mark) {
    return lines.get(mark.line() - 1);
  }
}
