package dev.skerry.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.skerry.cel.facts.Type;
import dev.skerry.cel.facts.Vocabulary;
import dev.skerry.cli.Skerry;
import dev.skerry.cli.console.SystemConsole;
import dev.skerry.examples.kit.CodeBlock;
import dev.skerry.examples.kit.Project;
import dev.skerry.examples.kit.Run;
import dev.skerry.gateway.command.Commands;
import dev.skerry.gateway.setup.Setting;
import dev.skerry.rollout.PlanEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What documents say of commands, options, settings and exit codes is what the programs say. */
class DocsTest {
  private static final Path OPERATIONS = Path.of("docs/operations.md");

  /** Blocks that show data; {@code sh} and {@code console} are run by DocsIT. */
  private static final Set<String> LANGUAGES =
      Set.of("sh", "console", "text", "yaml", "toml", "json", "ini");

  private static final Pattern SPAN = Pattern.compile("`([^`\\n]+)`");
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z0-9-]*");
  private static final Pattern CALL = Pattern.compile("\\bskerryd? [a-z][^|;&`]*");
  private static final Pattern ROW = Pattern.compile("^\\| `?([^|`]+)`? \\|(.*)\\|$");

  /** Options of other programs that documents speak of. */
  private static final Set<String> OTHERS =
      Set.of(
          "--format",
          "--mtime",
          "--owner",
          "--group",
          "--numeric-owner",
          "--mode",
          "--disable-default-registry-endpoint");

  private final Map<String, CommandLine> commands = new TreeMap<>();

  DocsTest() {
    gather("skerry", Skerry.line(new SystemConsole()));
    gather("skerryd", Commands.line());
  }

  private void gather(String name, CommandLine line) {
    commands.put(name, line);
    line.getSubcommands().forEach((word, sub) -> gather(name + " " + word, sub));
  }

  @Test
  void everyBlockIsOfAKnownKind() {
    for (Path document : documents()) {
      for (CodeBlock block : CodeBlock.of(document)) {
        assertThat(LANGUAGES).as(block.place()).contains(block.language());
        if (!block.commands()) {
          assertThat(block.lines())
              .as("%s shows commands that no test runs", block.place())
              .noneMatch(line -> line.matches("(\\$ |skerryd? [a-z]).*"));
        }
      }
    }
  }

  @Test
  void noBlockIsWithoutFences() {
    for (Path document : documents()) {
      List<String> lines = Project.lines(document);
      for (int i = 1; i < lines.size(); i++) {
        boolean begins = lines.get(i - 1).isEmpty() && lines.get(i).startsWith("    ");
        assertThat(begins && !fenced(document, i + 1)).as("%s:%d", document, i + 1).isFalse();
      }
    }
  }

  private static boolean fenced(Path document, int line) {
    return CodeBlock.of(document).stream()
        .anyMatch(b -> line >= b.line() && line < b.line() + b.lines().size());
  }

  @Test
  void everyCommandAndOptionThatIsNamedExists() {
    for (Path document : documents()) {
      for (String text : texts(document)) {
        CALL.matcher(text).results().map(MatchResult::group).forEach(c -> judge(document, c));
        if (text.startsWith("--")) {
          Set<String> known = new TreeSet<>(OTHERS);
          commands.values().forEach(c -> known.addAll(c.getCommandSpec().optionsMap().keySet()));
          assertThat(known)
              .as("%s: %s", document, text)
              .contains(OPTION.matcher(text).results().map(MatchResult::group).toList().getFirst());
        }
      }
    }
  }

  @Test
  void everyFactThatAPolicyCanLookAtIsListed() {
    String text = String.join("\n", Project.lines(OPERATIONS));
    String policies = text.substring(text.indexOf("\n## Policies"), text.indexOf("\n## A stick"));
    assertThat(names(Vocabulary.FACTS))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(policies).contains("`" + name + "`"));
  }

  private static Set<String> names(Type type) {
    Set<String> names = new TreeSet<>();
    if (type instanceof Type.Many many) {
      names.addAll(names(many.item()));
    } else if (type instanceof Type.Struct struct) {
      names.addAll(struct.fields().keySet());
      struct.fields().values().forEach(field -> names.addAll(names(field)));
    }
    return names;
  }

  @Test
  void everyClassAndPackageThatIsNamedExists() {
    Set<String> names = new TreeSet<>(Set.of("dev.skerry.kind", "dev.skerry.repository"));
    for (JavaClass found : new ClassFileImporter().importPackages("dev.skerry")) {
      names.add(found.getName());
      names.add(found.getPackageName());
    }
    for (Path document : documents()) {
      for (String text : texts(document)) {
        if (text.matches("dev\\.skerry\\.[\\w.]+")) {
          assertThat(names).as("%s: %s", document, text).contains(text);
        }
      }
    }
  }

  @Test
  void everyNextStepNamesACommandThatExists() {
    Set<String> prose = Set.of("that", "of", "has", "or", "again", "can");
    String text = String.join("\n", Project.lines(Path.of("docs/errors.md")));
    Pattern.compile("\\bskerryd? ([a-z-]+)")
        .matcher(text)
        .results()
        .filter(found -> !prose.contains(found.group(1)))
        .forEach(found -> assertThat(commands).containsKey(found.group()));
  }

  private void judge(Path document, String call) {
    String name = command(call);
    assertThat(name).as("%s: no command %s", document, call).contains(" ");
    Set<String> known = commands.get(name).getCommandSpec().optionsMap().keySet();
    OPTION
        .matcher(call)
        .results()
        .forEach(o -> assertThat(known).as("%s: %s", document, call).contains(o.group()));
  }

  /** The longest command that a call begins with. */
  private String command(String call) {
    String found = "";
    for (String name : commands.keySet()) {
      if ((call + " ").startsWith(name + " ") && name.length() > found.length()) {
        found = name;
      }
    }
    return found;
  }

  /** Code spans, and the commands of blocks, with continued lines joined. */
  private static List<String> texts(Path document) {
    List<String> texts = new ArrayList<>();
    for (CodeBlock block : CodeBlock.of(document)) {
      if (block.commands() && !block.file()) {
        String joined = String.join("\n", block.lines()).replace("\\\n", " ");
        joined.lines().filter(l -> l.matches("(\\$ )?skerryd? .*")).forEach(texts::add);
      }
    }
    String all = String.join("\n", Project.lines(document)).replaceAll("(?s)```.*?```", "");
    SPAN.matcher(all).results().forEach(span -> texts.add(span.group(1)));
    return texts;
  }

  @Test
  void everyCommandIsListed() {
    Set<String> listed = new TreeSet<>();
    Project.lines(OPERATIONS).stream()
        .map(ROW::matcher)
        .filter(row -> row.matches() && row.group(1).matches("skerryd? .*"))
        .forEach(row -> listed.add(row.group(1)));
    Set<String> leaves = new TreeSet<>(commands.keySet());
    leaves.removeIf(name -> !commands.get(name).getSubcommands().isEmpty());
    assertThat(listed).isEqualTo(leaves);
  }

  @Test
  void theExitCodesAreThoseOfTheHelp() {
    for (String program : List.of("skerry", "skerryd")) {
      Map<String, String> codes = new LinkedHashMap<>();
      commands
          .get(program)
          .getCommandSpec()
          .usageMessage()
          .exitCodeList()
          .forEach((code, meaning) -> codes.put(code.strip(), meaning));
      assertThat(codes).hasSize(8);
      codes.forEach((code, meaning) ->
          assertThat(Project.lines(OPERATIONS))
              .as("%s of %s", code, program)
              .anyMatch(line ->
                  line.startsWith("| " + code + " | " + meaning.replaceFirst(",.*imported$", ""))));
    }
  }

  @Test
  void everySettingIsListed() {
    for (Setting setting : Setting.values()) {
      String row =
          "| `--%s` | `%s` | %s |"
              .formatted(
                  setting.word(),
                  setting.variable(),
                  setting.standard().map(s -> "`" + s + "`").orElse(""));
      assertThat(Project.lines(OPERATIONS))
          .as(row)
          .anyMatch(line -> line.startsWith(row) && line.endsWith("| " + setting.about() + " |"));
    }
  }

  @Test
  void everyEventOfTheLogIsListed() {
    Pattern event =
        Pattern.compile(
            "\"((?:service|import|go-back|root|bundle|log|receipt|scrub|key)\\.[a-z]+"
                + "|admin\\.refused)\"");
    Set<String> written = new TreeSet<>();
    Project.files().stream()
        .filter(file ->
            file.toString().matches("edge-registry/(store|site|gateway)/src/main/.*\\.java"))
        .flatMap(file -> Project.lines(file).stream())
        .forEach(line -> event.matcher(line).results().forEach(e -> written.add(e.group(1))));
    for (PlanEntry.State state : PlanEntry.State.values()) {
      written.add("plan." + state.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
    assertThat(written).hasSizeGreaterThan(15);
    String text = String.join("\n", Project.lines(OPERATIONS));
    String log = text.substring(text.indexOf("\n## The log of a gateway"));
    assertThat(written).allSatisfy(name -> assertThat(log).contains("`" + name + "`"));
  }

  @Test
  void systemdTakesTheUnit(@TempDir Path folder) throws IOException {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/systemd-analyze")),
        "systemd-analyze is not installed");
    Optional<CodeBlock> unit =
        CodeBlock.of(OPERATIONS).stream().filter(b -> b.language().equals("ini")).findFirst();
    Path file = folder.resolve("skerryd.service");
    Files.writeString(
        file,
        String.join("\n", unit.orElseThrow().lines())
            .replaceFirst("ExecStart=\\S+", "ExecStart=/bin/true"));
    Run.in(folder, "systemd-analyze", "verify", file.toString()).exits(0);
  }

  private static List<Path> documents() {
    return Project.files().stream().filter(file -> file.toString().endsWith(".md")).toList();
  }
}
