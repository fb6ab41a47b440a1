package dev.skerry.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.examples.kit.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/security.md} promises tests by name; each of them is there. */
class SecurityDocTest {
  private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT))#(\\w+)`");
  private static final int ROWS = 25;

  @Test
  void everyTestThatIsNamedIsThere() throws IOException {
    Map<String, String> sources = new HashMap<>();
    for (Path file : Project.files()) {
      String name = String.valueOf(file.getFileName());
      if (name.endsWith("Test.java") || name.endsWith("IT.java")) {
        sources.merge(
            name.substring(0, name.length() - ".java".length()), text(file), String::concat);
      }
    }
    List<MatchResult> named =
        NAMED.matcher(text(Project.root().resolve("docs/security.md"))).results().toList();
    assertThat(named).hasSizeGreaterThan(ROWS);
    assertThat(named)
        .filteredOn(test ->
            !sources
                .getOrDefault(test.group(1), "")
                .matches("(?s).* (void|Stream<DynamicTest>) " + test.group(2) + "\\(.*"))
        .extracting(MatchResult::group)
        .isEmpty();
  }

  private static String text(Path file) {
    try {
      return Files.readString(Project.root().resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
