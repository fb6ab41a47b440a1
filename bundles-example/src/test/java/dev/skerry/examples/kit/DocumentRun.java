package dev.skerry.examples.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The command blocks of a document, played in one shell in their order. A block that says {@code
 * sh} must succeed line by line; in one that says {@code console} each command must print what is
 * shown, and succeed unless {@code echo $?} is shown after it. In what is shown, {@code …} stands
 * for anything.
 */
public final class DocumentRun {
  private static final String PROMPT = "$ ";
  private static final String ANYTHING = "…";
  private static final String ASK_EXIT = "echo $?";

  private final Path folder;
  private final UnaryOperator<String> real;
  private final StringBuilder script = new StringBuilder();
  private final List<Step> steps = new ArrayList<>();

  /** A command with the output that the document shows. */
  private record Step(String place, String command, List<String> shown, boolean mayFail) {}

  /**
   * Plays in a folder.
   *
   * @param real puts what a test has in the place of what a document names
   */
  public DocumentRun(Path folder, UnaryOperator<String> real) {
    this.folder = folder;
    this.real = real;
    script.append(
        """
        set -eu
        pids=
        trap 'end=$?; [ -z "$pids" ] || kill $pids; wait; exit $end' EXIT
        """);
  }

  /** The folder that the commands begin in; what they find there is put there before. */
  public Path work() {
    try {
      return Files.createDirectories(folder.resolve("work"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Adds a block. */
  public void add(CodeBlock block) {
    if (block.file()) {
      write(work().resolve(block.lines().get(1).split(" ")[1]), block.lines());
    } else if (block.language().equals("console")) {
      console(block);
    } else {
      int step = begin(new Step(block.place(), text(block.lines()), List.of(), false));
      for (String line : block.lines()) {
        script.append(real.apply(line)).append('\n');
        if (line.matches("skerryd serve .*&")) {
          script.append(wait(step));
        }
      }
      script.append("echo 0 >").append(file(step, "code")).append('\n');
    }
  }

  private void console(CodeBlock block) {
    List<String> lines = block.lines();
    for (int i = 0; i < lines.size(); ) {
      assertThat(lines.get(i)).as(block.place()).startsWith(PROMPT);
      String command = lines.get(i).substring(PROMPT.length());
      int end = i + 1;
      while (end < lines.size() && !lines.get(end).startsWith(PROMPT)) {
        end++;
      }
      boolean asked = end < lines.size() && lines.get(end).equals(PROMPT + ASK_EXIT);
      int step =
          begin(new Step(block.place(), command, List.copyOf(lines.subList(i + 1, end)), asked));
      String run = command.equals(ASK_EXIT) ? "(exit $code); " + ASK_EXIT : real.apply(command);
      script.append("set +e\n").append(run).append("\ncode=$?\nset -e\necho $code >");
      script.append(file(step, "code")).append('\n');
      i = end;
    }
  }

  private int begin(Step step) {
    steps.add(step);
    script.append("exec >").append(file(steps.size(), "out")).append(" 2>&1\n");
    return steps.size();
  }

  private String wait(int step) {
    return """
    pids="$pids $!"
    tries=0
    until grep -q '^admin ' %s; do
      tries=$((tries + 1))
      [ $tries -lt 600 ] && kill -0 $! || exit 1
      sleep 0.1
    done
    """
        .formatted(file(step, "out"));
  }

  /** Plays them all. */
  public void play(Map<String, String> environment) {
    Path played = write(folder.resolve("played.sh"), List.of(script.toString()));
    Run run = Run.in(work(), environment, List.of("sh", played.toString()));
    for (int i = 1; i <= steps.size(); i++) {
      judge(steps.get(i - 1), i);
    }
    assertThat(run.exit()).as(run.err()).isZero();
  }

  private void judge(Step step, int number) {
    String printed = read(file(number, "out"));
    String said = step.place() + "\n" + step.command() + "\n" + printed;
    assertThat(file(number, "code")).as("went through: %s", said).exists();
    if (!step.mayFail()) {
      assertThat(read(file(number, "code"))).as(said).isEqualTo("0\n");
    }
    if (!step.shown().isEmpty()) {
      String shown = plain(real.apply(text(step.shown())));
      assertThat(plain(printed)).as("%s", said).matches(pattern(shown));
    }
  }

  /** Digests, times and rates differ from run to run; progress is told of slow machines only. */
  private static String plain(String text) {
    return text.replaceAll("(?m)^[a-z ]+ [0-9.]+ (bytes|[kMGT]B)[ ,].*/s.*\n", "")
        .replaceAll("[0-9a-f]{64}", "<hash>")
        .replaceAll("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z", "<time>")
        .replaceAll("[0-9.]+ (?:s|[0-9:]+ min|[a-zA-Z]+/s)\\b", "<n>");
  }

  private static Pattern pattern(String shown) {
    StringBuilder regex = new StringBuilder();
    for (String line : shown.split("\n")) {
      if (line.equals(ANYTHING)) {
        regex.append("(?:.*\n)*");
      } else {
        regex.append(Pattern.quote(line).replace(ANYTHING, "\\E.*\\Q")).append('\n');
      }
    }
    return Pattern.compile(regex.toString());
  }

  private Path file(int step, String ending) {
    return folder.resolve("step-" + step + "." + ending);
  }

  private static Path write(Path place, List<String> lines) {
    try {
      return Files.write(place, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(List<String> lines) {
    return String.join("\n", lines);
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
