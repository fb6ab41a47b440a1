package dev.skerry.format.error;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Texts of strangers, spelled so that they can stand in a line of a log or on a terminal. */
public final class OneLine {
  private OneLine() {}

  /** What breaks a line, moves the cursor, turns text around or cannot be seen becomes ?. */
  public static String of(String text) {
    return of(text, Integer.MAX_VALUE);
  }

  /** The same for a text of several lines, which stay apart. */
  public static String each(String text) {
    return Arrays.stream(text.split("\n", -1)).map(OneLine::of).collect(Collectors.joining("\n"));
  }

  /**
   * The same, cut.
   *
   * @param most characters
   */
  public static String of(String text, int most) {
    return text.codePoints()
        .limit(most)
        .map(c -> shown(c) ? c : '?')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean shown(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
