package dev.skerry.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.skerry.examples.kit.Project;
import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every error code of every module: numbers are unique, in their range, and documented. */
class ErrorCodesTest {
  private static final Path DOCUMENT = Project.root().resolve("docs/errors.md");
  private static final Pattern CODE = Pattern.compile("SKY-([0-9]{4})");

  /** Thousands of the numbers: whose they are, and under which heading they stand. */
  private static final Map<Integer, Range> RANGES =
      Map.of(
          1, new Range("The bundle: spelling, trust, content, medium", List.of("format")),
          2, new Range("Sources of images", List.of("upstream")),
          3, new Range("The release desk", List.of("desk")),
          4, new Range("The gateway's store", List.of("store")),
          5, new Range("The registry", List.of("registry")),
          6, new Range("The site", List.of("site")),
          7, new Range("Roll-out", List.of("rollout")),
          8, new Range("Command lines and service", List.of("cli", "gateway")),
          9, new Range("Plan files and policies", List.of("plans", "cel")));

  private static final List<ErrorCode> CODES = new ArrayList<>();

  private record Range(String title, List<String> modules) {}

  @BeforeAll
  static void gather() throws ClassNotFoundException {
    var classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.skerry");
    for (JavaClass found : classes) {
      if (found.isAssignableTo(ErrorCode.class) && !found.isInterface()) {
        Class<?> type = Class.forName(found.getName());
        assertThat(type.isEnum()).as("%s is an enum", type).isTrue();
        for (Object constant : type.getEnumConstants()) {
          CODES.add((ErrorCode) constant);
        }
      }
    }
    assertThat(CODES).hasSizeGreaterThan(100);
  }

  @Test
  void noNumberIsUsedTwice() {
    Map<String, ErrorCode> seen = new TreeMap<>();
    for (ErrorCode code : CODES) {
      assertThat(seen.put(code.code(), code)).as("also %s %s", where(code), code).isNull();
    }
  }

  @Test
  void everyModuleStaysInItsRange() {
    for (ErrorCode code : CODES) {
      String module = where(code).split("\\.")[2];
      assertThat(RANGES.get(code.spec().number() / 1000).modules())
          .as("%s %s", code.code(), where(code))
          .contains(module);
    }
  }

  @Test
  void everyNextStepIsASentence() {
    for (ErrorCode code : CODES) {
      assertThat(code.spec().next()).as(code.code()).matches("[A-Z].*\\.");
    }
  }

  /** Setting a clock that is right raises the floor for ever, or expires what is good. */
  @Test
  void aClockIsComparedWithAWatchBeforeItIsSet() {
    List<String> asked =
        List.of("SKY-1129", "SKY-1130", "SKY-1131", "SKY-1132", "SKY-1133", "SKY-1150", "SKY-1151");
    for (ErrorCode code : CODES) {
      boolean clock = code.spec().next().startsWith("Compare the gateway's clock with a watch. If");
      assertThat(clock).as(code.code()).isEqualTo(asked.contains(code.code()));
      assertThat(code.spec().next().contains("timedatectl") && !clock).as(code.code()).isFalse();
      assertThat(!clock || code.spec().next().contains("release desk")).as(code.code()).isTrue();
    }
  }

  /** Who brings a stick cannot lock, build or split anything: the desk can, and is named. */
  @Test
  void whoBringsAStickIsNotAskedForTheWorkOfTheDesk() {
    for (ErrorCode code : CODES) {
      String next = code.spec().next();
      boolean desk = next.matches("(?i).*\\b(lock|build|split|correct)\\b.*");
      if (code.spec().number() < 2000 && code.spec().side() == Side.STICK && desk) {
        assertThat(next).as(code.code()).contains("release desk");
      }
    }
  }

  @Test
  void theDocumentListsThemAll() throws IOException {
    if (Boolean.getBoolean("skerry.write-errors")) {
      Files.writeString(DOCUMENT, document());
    }
    assertThat(DOCUMENT)
        .as("make it anew: -Dtest=ErrorCodesTest -Dskerry.write-errors=true")
        .content()
        .isEqualTo(document());
  }

  @Test
  void noDocumentNamesACodeThatIsNone() {
    List<String> known = CODES.stream().map(ErrorCode::code).toList();
    Project.files().stream()
        .filter(file -> file.toString().endsWith(".md"))
        .forEach(file ->
            CODE.matcher(String.join("\n", Project.lines(file)))
                .results()
                .forEach(found -> assertThat(known).as("%s", file).contains(found.group())));
  }

  private static String document() {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # Errors

        Made from the code by `ErrorCodesTest`. A message names the item and the reason, with
        values; here stand the side that failed, the exit code and the next step. Exit 0 marks a
        warning: the work went on. Numbers are never used twice and never change their meaning.
        """);
    Map<Integer, List<ErrorCode>> byRange = new TreeMap<>();
    for (ErrorCode code : CODES) {
      byRange.computeIfAbsent(code.spec().number() / 1000, thousand -> new ArrayList<>()).add(code);
    }
    byRange.forEach((thousand, codes) -> {
      text.append("\n## ").append(RANGES.get(thousand).title()).append("\n\n");
      text.append("| code | meaning | side | exit | next step |\n|---|---|---|---|---|\n");
      codes.sort((a, b) -> Integer.compare(a.spec().number(), b.spec().number()));
      codes.forEach(code -> text.append(row(code)));
    });
    return text.toString();
  }

  private static String row(ErrorCode code) {
    ErrorCode.Spec spec = code.spec();
    String meaning = ((Enum<?>) code).name().toLowerCase(Locale.ROOT).replace('_', ' ');
    String next = spec.next().replace("|", "\\|").replace("<", "&lt;");
    return "| %s | %s | %s | %d | %s |\n"
        .formatted(code.code(), meaning, spec.side().word(), spec.exit().number(), next);
  }

  private static String where(ErrorCode code) {
    return ((Enum<?>) code).getDeclaringClass().getName();
  }
}
