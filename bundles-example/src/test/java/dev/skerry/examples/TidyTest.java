package dev.skerry.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.examples.kit.Project;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Sizes of files, methods and lines, links of documents, and words that stay out. */
class TidyTest {
  private static final int FILE_LINES = 400;
  private static final int METHOD_LINES = 60;
  private static final int LINE_LENGTH = 100;

  /** Starts of methods as google-java-format lays them out. */
  private static final Pattern METHOD =
      Pattern.compile("^( {2}| {4})(?!return|throw|new|else|case|yield)[\\w<@\\[].*[)\\w] \\{$");

  private static final Pattern CODE =
      Pattern.compile("^  ([A-Z][A-Z0-9_]+)\\(\\s*(\\d{4}),", Pattern.MULTILINE);
  private static final Pattern LINK = Pattern.compile("]\\(([\\w./-]+)(?:#[^)]*)?\\)");
  private static final Pattern HOME =
      Pattern.compile("(?<!skerry.dev)/(?:home|root|work|Users)/[a-z]");

  @Test
  void linesOfCodeFitTheScreen() {
    List<String> found = new ArrayList<>();
    java()
        .forEach(file -> {
          List<String> lines = Project.lines(file);
          for (int i = 0; i < lines.size(); i++) {
            boolean fixed = lines.get(i).startsWith("import ");
            if (lines.get(i).length() > LINE_LENGTH && !fixed) {
              found.add(file + ":" + (i + 1));
            }
          }
        });
    assertThat(found).isEmpty();
  }

  @Test
  void filesAreShort() {
    assertThat(java().filter(file -> Project.lines(file).size() > FILE_LINES)).isEmpty();
  }

  @Test
  void methodsAreShort() {
    List<String> found = new ArrayList<>();
    java()
        .forEach(file -> {
          List<String> lines = Project.lines(file);
          for (int i = 0; i < lines.size(); i++) {
            Matcher start = METHOD.matcher(lines.get(i));
            if (start.find() && !lines.get(i).matches(".*\\b(class|record|interface|enum)\\b.*")) {
              int end = lines.subList(i, lines.size()).indexOf(start.group(1) + "}");
              if (end > METHOD_LINES) {
                found.add(file + ":" + (i + 1) + " has " + end + " lines");
              }
            }
          }
        });
    assertThat(found).isEmpty();
  }

  /** People look a code up, and scripts compare it. */
  @Test
  void everyCodeStandsForOneFailure() {
    Map<String, List<String>> constants = new TreeMap<>();
    java()
        .filter(file -> file.toString().matches(".*/main/.*Error\\.java"))
        .forEach(file -> {
          Matcher code = CODE.matcher(String.join("\n", Project.lines(file)));
          while (code.find()) {
            constants
                .computeIfAbsent(code.group(2), number -> new ArrayList<>())
                .add(file.getFileName() + " " + code.group(1));
          }
        });
    assertThat(constants).hasSizeGreaterThan(100);
    assertThat(constants.values()).allSatisfy(found -> assertThat(found).hasSize(1));
  }

  @Test
  void noTabsAndNoUnfinishedNotes() {
    Pattern unfinished = Pattern.compile("\\t|\\b(?:TO" + "DO|FIX" + "ME|XX" + "X)\\b");
    List<String> found = new ArrayList<>();
    java()
        .forEach(file -> {
          List<String> lines = Project.lines(file);
          for (int i = 0; i < lines.size(); i++) {
            if (unfinished.matcher(lines.get(i)).find()) {
              found.add(file + ":" + (i + 1));
            }
          }
        });
    assertThat(found).isEmpty();
  }

  @Test
  void noFileNamesAFolderOfOneMachine() {
    List<String> found = new ArrayList<>();
    Project.files().stream()
        .filter(file ->
            file.toString().matches(".*\\.(java|md|xml|yaml|json|sh|sql|txt)|.*/(demo|bench|run)"))
        .forEach(file -> {
          List<String> lines = Project.lines(file);
          for (int i = 0; i < lines.size(); i++) {
            if (HOME.matcher(lines.get(i)).find()) {
              found.add(file + ":" + (i + 1) + " " + lines.get(i).strip());
            }
          }
        });
    assertThat(found).isEmpty();
  }

  @Test
  void everyLinkOfADocumentLeadsSomewhere() {
    List<String> found = new ArrayList<>();
    Project.files().stream()
        .filter(file -> file.toString().endsWith(".md"))
        .forEach(file -> brokenLinks(file).forEach(link -> found.add(file + ": " + link)));
    assertThat(found).isEmpty();
  }

  private static List<String> brokenLinks(Path document) {
    List<String> broken = new ArrayList<>();
    Path folder = Project.root().resolve(document).getParent();
    for (String line : Project.lines(document)) {
      Matcher link = LINK.matcher(line);
      while (link.find()) {
        String target = link.group(1);
        if (!target.contains("://") && !Files.exists(folder.resolve(target))) {
          broken.add(target);
        }
      }
    }
    return broken;
  }

  @Test
  void theReadmeIsShort() {
    assertThat(Project.lines(Path.of("README.md"))).hasSizeLessThanOrEqualTo(120);
  }

  private static Stream<Path> java() {
    return Project.files().stream().filter(file -> file.toString().endsWith(".java"));
  }
}
