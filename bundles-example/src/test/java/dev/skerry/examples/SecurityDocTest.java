package dev.skerry.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.examples.kit.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code docs/security.md} promises a place for each attack, and tests by name. */
class SecurityDocTest {
  private static final int ATTACKS = 31;
  private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT))#(\\w+)`");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\|.*$");
  private static final Pattern LISTED = Pattern.compile("(?m)(?:^- |; )(\\d+): ");

  /** Rows that no packed program is run for, with the reason. */
  private static final Map<Integer, String> WITHOUT_PROGRAMS =
      Map.of(7, "no real stick falls silent when a test asks, and a minute of silence is a minute");

  @Test
  void everyTestThatIsNamedIsThere() {
    Map<String, String> sources = new HashMap<>();
    for (Path file : Project.files()) {
      String name = String.valueOf(file.getFileName());
      if (name.endsWith("Test.java") || name.endsWith("IT.java")) {
        sources.merge(
            name.substring(0, name.length() - ".java".length()), text(file), String::concat);
      }
    }
    List<MatchResult> named = NAMED.matcher(document()).results().toList();
    assertThat(named)
        .filteredOn(test ->
            !sources
                .getOrDefault(test.group(1), "")
                .matches("(?s).* (void|Stream<DynamicTest>) " + test.group(2) + "\\(.*"))
        .extracting(MatchResult::group)
        .isEmpty();
    assertThat(named).isNotEmpty();
  }

  /** What is defended in part is in the table, and its rest is still to come. */
  @Test
  void everyAttackHasItsPlace() {
    Set<Integer> defended = rows().keySet();
    Set<Integer> coming = listed("Still to come");
    Set<Integer> open = listed("Not defended");
    assertThat(open).isNotEmpty().doesNotContainAnyElementsOf(defended);
    assertThat(open).doesNotContainAnyElementsOf(coming);
    Set<Integer> all = new TreeSet<>(defended);
    all.addAll(coming);
    all.addAll(open);
    assertThat(all).containsExactlyElementsOf(IntStream.rangeClosed(1, ATTACKS).boxed().toList());
  }

  @Test
  void everyRowIsShownOnThePackedPrograms() {
    Set<Integer> without = new HashSet<>();
    rows()
        .forEach((row, text) -> {
          assertThat(NAMED.matcher(text).find()).as("tests of row %d", row).isTrue();
          if (NAMED.matcher(text).results().noneMatch(test -> test.group(1).endsWith("IT"))) {
            without.add(row);
          }
        });
    assertThat(WITHOUT_PROGRAMS.keySet()).containsAll(without);
  }

  /** The rows of the first table; one attack may have several. */
  private static Map<Integer, String> rows() {
    String table = document().split("\n## ", 2)[0];
    return ROW.matcher(table)
        .results()
        .collect(
            Collectors.toMap(
                row -> Integer.valueOf(row.group(1)), MatchResult::group, String::concat));
  }

  /** The numbers of a section. */
  private static Set<Integer> listed(String heading) {
    String section = document().split("\n## " + heading + "\n", 2)[1].split("\n## ", 2)[0];
    return LISTED
        .matcher(section)
        .results()
        .map(found -> Integer.valueOf(found.group(1)))
        .collect(Collectors.toSet());
  }

  private static String document() {
    return text(Path.of("docs/security.md"));
  }

  private static String text(Path file) {
    try {
      return Files.readString(Project.root().resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
