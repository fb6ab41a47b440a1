package dev.skerry.gateway.origin;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A line of {@code /proc/self/mountinfo}.
 *
 * @param parent the mount that its point lies in
 * @param number of the device, {@code MAJOR:MINOR}
 * @param point where it is mounted
 * @param type of the filesystem
 * @param source mostly the path of the device
 */
record Mount(String id, String parent, String number, String point, String type, String source) {
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,10}:[0-9]{1,10}");
  private static final Pattern ESCAPE = Pattern.compile("\\\\([0-3][0-7]{2})");
  private static final int OPTIONAL = 6;

  /** Reads a line; empty when it is none. */
  static Optional<Mount> parse(String line) {
    List<String> words = Arrays.asList(line.split(" ", -1));
    int dash = words.size() < OPTIONAL ? -1 : words.subList(OPTIONAL, words.size()).indexOf("-");
    if (dash < 0 || words.size() < OPTIONAL + dash + 3 || !NUMBER.matcher(words.get(2)).matches()) {
      return Optional.empty();
    }
    int end = OPTIONAL + dash;
    return Optional.of(
        new Mount(
            words.get(0),
            words.get(1),
            words.get(2),
            plain(words.get(4)),
            plain(words.get(end + 1)),
            plain(words.get(end + 2))));
  }

  /** Blanks and backslashes come as three octal digits. */
  private static String plain(String word) {
    return ESCAPE
        .matcher(word)
        .replaceAll(found -> {
          char character = (char) Integer.parseInt(found.group(1), 8);
          return character == '\\' || character == '$' ? "\\" + character : "" + character;
        });
  }

  /**
   * The mount that a path lies on: from the root down, into each mount whose point is passed, so
   * that one that was hidden by a later one is not taken for it.
   *
   * @param path absolute, without links
   */
  static Optional<Mount> of(Stream<Mount> table, Path path) {
    List<String> passed = passed(path);
    List<Mount> left = new ArrayList<>(table.filter(m -> passed.contains(m.point)).toList());
    Optional<Mount> at = left.stream().filter(m -> m.isRoot(left)).findFirst();
    if (at.isEmpty()) {
      return Optional.empty();
    }
    Mount now = at.get();
    left.remove(now);
    for (String point : passed) {
      Optional<Mount> next = now.on(point, left);
      while (next.isPresent()) {
        now = next.get();
        left.remove(now);
        next = now.on(point, left);
      }
    }
    return Optional.of(now);
  }

  private boolean isRoot(List<Mount> all) {
    return point.equals("/")
        && all.stream().noneMatch(m -> m.id.equals(parent) && !m.id.equals(id));
  }

  private Optional<Mount> on(String place, List<Mount> all) {
    return all.stream().filter(m -> m.parent.equals(id) && m.point.equals(place)).findFirst();
  }

  /** For {@code /media/stick}: {@code /}, {@code /media}, {@code /media/stick}. */
  private static List<String> passed(Path path) {
    List<String> passed = new ArrayList<>(List.of("/"));
    for (int names = 1; names <= path.getNameCount(); names++) {
      passed.add("/" + path.subpath(0, names));
    }
    return passed;
  }
}
