package dev.skerry.registry;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which bytes a {@code Range} header asks for (RFC 9110, section 14): one range or all. */
sealed interface RangeSpec {
  /** No range, several, or a spelling that the specification tells servers to ignore. */
  record Whole() implements RangeSpec {}

  /** Bytes {@code first} to {@code last}, both included, inside the content. */
  record Part(long first, long last) implements RangeSpec {
    long length() {
      return last - first + 1;
    }
  }

  /** A range without a single byte of the content. */
  record Outside() implements RangeSpec {}

  /** One {@code bytes=} range of at most 18 digits each. */
  Pattern SINGLE = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

  /**
   * Reads a header for content of {@code size} bytes; what reaches over the end is cut there. Empty
   * content has no range: some clients ask for {@code bytes=0-} of everything.
   */
  static RangeSpec parse(String header, long size) {
    Matcher range = SINGLE.matcher(header);
    if (size == 0 || !range.matches() || header.equals("bytes=-")) {
      return new Whole();
    }
    if (range.group(1).isEmpty()) {
      long suffix = Long.parseLong(range.group(2));
      return suffix == 0 ? new Outside() : new Part(Math.max(0, size - suffix), size - 1);
    }
    long first = Long.parseLong(range.group(1));
    long last = range.group(2).isEmpty() ? size - 1 : Long.parseLong(range.group(2));
    return first >= size || last < first
        ? new Outside()
        : new Part(first, Math.min(last, size - 1));
  }
}
