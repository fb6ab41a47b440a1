package dev.skerry.examples.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.examples.kit.Project;
import dev.skerry.examples.kit.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Jazzer, for each parser in a process of its own, two at a time, for {@code
 * -Dskerry.fuzz-seconds=N} seconds each, with {@code -Dskerry.fuzz=PARSER,…} for these alone. An
 * input that it finds is kept in {@code bundles-example/target/fuzz/PARSER} and becomes a seed;
 * what led to new code is in {@code corpus} there, and the next run starts from it.
 */
class FuzzIT {
  private static final int SECONDS = Integer.getInteger("skerry.fuzz-seconds", 1);
  private static final String ONLY = System.getProperty("skerry.fuzz", "");
  private static final int AT_A_TIME = 2;
  private static final int LONGEST_INPUT = 24 * 1024;
  private static final Pattern DONE = Pattern.compile("Done (\\d+) runs");

  @TestFactory
  Stream<DynamicTest> noInputFindsAnythingButRefusals() {
    ExecutorService pool =
        Executors.newFixedThreadPool(AT_A_TIME, Thread.ofPlatform().daemon().factory());
    List<DynamicTest> tests = new ArrayList<>();
    for (Parser parser : chosen()) {
      Future<Run> run = pool.submit(() -> fuzz(parser));
      tests.add(DynamicTest.dynamicTest(parser.folder(), () -> judge(parser, run.get())));
    }
    pool.shutdown();
    return tests.stream();
  }

  private static List<Parser> chosen() {
    return ONLY.isEmpty()
        ? List.of(Parser.values())
        : Stream.of(ONLY.split(",", -1))
            .map(name -> Parser.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')))
            .toList();
  }

  private static Run fuzz(Parser parser) throws IOException {
    Path findings = Project.root().resolve("bundles-example/target/fuzz/" + parser.folder());
    Files.createDirectories(findings.resolve("corpus"));
    return Run.in(findings, Map.of(), jazzer(parser, findings));
  }

  private static void judge(Parser parser, Run run) {
    assertThat(run.exit()).as("%s%n%s", run.out(), run.err()).isZero();
    Matcher done = DONE.matcher(run.out() + run.err());
    assertThat(done.find()).as(run.err()).isTrue();
    assertThat(Long.parseLong(done.group(1))).isGreaterThan(Seeds.of(parser).size());
  }

  private static List<String> jazzer(Parser parser, Path findings) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC"));
    // The first compiler alone: soon at work, and slower only where the time is long.
    command.add("-XX:TieredStopAtLevel=" + (SECONDS < 30 ? 1 : 4));
    command.add("-XX:+EnableDynamicAgentLoading");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("com.code_intelligence.jazzer.Jazzer");
    command.add("--target_class=" + FuzzTarget.class.getName());
    command.add("--target_args=" + parser.name());
    command.add("--instrumentation_includes=dev.skerry.**");
    command.add("--reproducer_path=" + findings);
    command.add("-artifact_prefix=" + findings + "/");
    command.add("-max_total_time=" + SECONDS);
    command.add("-max_len=" + LONGEST_INPUT);
    command.add("-timeout=10");
    command.add("-print_final_stats=1");
    command.add(findings.resolve("corpus").toString());
    command.add(Seeds.folder(parser).toString());
    return command;
  }
}
