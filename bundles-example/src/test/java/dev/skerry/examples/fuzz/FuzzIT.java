package dev.skerry.examples.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.examples.kit.Project;
import dev.skerry.examples.kit.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Jazzer in a process of its own, from the seeds on, for {@code -Dskerry.fuzz-seconds=N} seconds.
 * An input that it finds is kept in {@code bundles-example/target/fuzz}; without its first byte,
 * which chooses the parser, it becomes a seed.
 */
class FuzzIT {
  private static final int SECONDS = Integer.getInteger("skerry.fuzz-seconds", 20);
  private static final int LONGEST_INPUT = 24 * 1024;
  private static final Pattern DONE = Pattern.compile("Done (\\d+) runs");

  @Test
  void noInputFindsAnythingButRefusals(@TempDir Path corpus) throws IOException {
    int seeds = 0;
    for (Parser parser : Parser.values()) {
      for (Map.Entry<String, byte[]> seed : Seeds.of(parser).entrySet()) {
        byte[] input = FuzzTarget.input(parser, seed.getValue());
        Files.write(corpus.resolve(parser.folder() + "." + seed.getKey()), input);
        seeds++;
      }
    }
    Path findings = Project.root().resolve("bundles-example/target/fuzz");
    Files.createDirectories(findings);
    Run run = Run.in(findings, Map.of(), jazzer(corpus, findings));
    assertThat(run.exit()).as("%s%n%s", run.out(), run.err()).isZero();
    Matcher done = DONE.matcher(run.out() + run.err());
    assertThat(done.find()).as(run.err()).isTrue();
    assertThat(Long.parseLong(done.group(1))).isGreaterThan(seeds);
  }

  private static List<String> jazzer(Path corpus, Path findings) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-XX:+EnableDynamicAgentLoading"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("com.code_intelligence.jazzer.Jazzer");
    command.add("--target_class=" + FuzzTarget.class.getName());
    command.add("--instrumentation_includes=dev.skerry.**");
    command.add("--reproducer_path=" + findings);
    command.add("-artifact_prefix=" + findings + "/");
    command.add("-max_total_time=" + SECONDS);
    command.add("-max_len=" + LONGEST_INPUT);
    command.add("-timeout=25");
    command.add("-print_final_stats=1");
    command.add(corpus.toString());
    return command;
  }
}
