package dev.skerry.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skerry.examples.kit.AdminApi;
import dev.skerry.examples.kit.AuditScript;
import dev.skerry.examples.kit.Dist;
import dev.skerry.examples.kit.Mutations;
import dev.skerry.examples.kit.Mutations.Mutation;
import dev.skerry.examples.kit.Run;
import dev.skerry.examples.kit.Site;
import dev.skerry.examples.kit.SmallBundle;
import dev.skerry.examples.kit.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The auditor's script, {@code skerry verify} and an import agree: the good bundle passes, each of
 * more than two hundred structural mutations of it is refused with the exit code of what was done
 * to it, and nothing of one is stored.
 */
class MutationIT {
  private static final int WORKERS = 2;
  private static final int SEED = 42;
  private static final int REFUSED_BY_SCRIPT = 1;

  @TempDir static Path work;
  private static SmallBundle bundle;
  private static AuditScript script;
  private static final Map<Path, Mutation> MUTATIONS = new LinkedHashMap<>();

  @BeforeAll
  static void release() throws IOException {
    Tools.need("tar", "openssl", "sha256sum", "cmp");
    bundle = SmallBundle.release(work);
    Path keys = bundle.desk().folder().resolve("keys");
    script =
        new AuditScript(
            Files.createDirectory(work.resolve("audit")),
            List.of(keys + "/alice.pub.pem", keys + "/bob.pub.pem"));
    Path bad = Files.createDirectory(work.resolve("bad"));
    for (Mutation mutation : Mutations.of(bundle.bytes())) {
      Path file = bad.resolve("%03d.skerry".formatted(MUTATIONS.size()));
      MUTATIONS.put(Files.write(file, mutation.bytes()), mutation);
    }
  }

  @Test
  void theMutationsAreTwoHundredAndDiffer() {
    assertThat(MUTATIONS).hasSizeGreaterThanOrEqualTo(200);
    assertThat(MUTATIONS.values()).extracting(Mutation::name).doesNotHaveDuplicates();
    assertThat(MUTATIONS.values()).extracting(Mutation::bytes).doesNotHaveDuplicates();
    assertThat(sample().size()).isGreaterThanOrEqualTo(20);
  }

  @Test
  void theScriptRefusesEveryMutationAndAcceptsTheBundle() throws Exception {
    assertThat(script.judge(bundle.file(), 2).exits(0).out()).contains("ACCEPTED");
    assertThat(wrong(MUTATIONS, WORKERS, MutationIT::scriptJudges)).isEmpty();
    assertThat(script.leftBehind()).isEmpty();
  }

  private static String scriptJudges(Path file) {
    Run run = script.judge(file, 2);
    boolean refused = run.exit() == REFUSED_BY_SCRIPT && run.out().contains("REFUSED: ");
    return refused ? "" : "exits " + run.exit() + ": " + run.out() + run.err();
  }

  @Test
  void verifyRefusesEveryMutationAndAcceptsTheBundle() throws Exception {
    assertThat(verify(bundle.file()).exits(0).out()).contains("small-stable-1  good");
    List<String> all = new ArrayList<>(List.of("verify", "--json", "--root", bundle.root()));
    MUTATIONS.keySet().forEach(file -> all.add(file.toString()));
    Map<Path, String> verdicts = new LinkedHashMap<>();
    for (JsonNode verdict :
        AdminApi.read(bundle.desk().skerry(all.toArray(String[]::new)).exits(5).out())
            .get("bundles")) {
      Path file = Path.of(verdict.get("place").asText());
      int exit = verdict.at("/error/exit").asInt();
      verdicts.put(file, judged(file, exit, verdict.toString()));
    }
    assertThat(verdicts).containsOnlyKeys(MUTATIONS.keySet());
    assertThat(wrong(MUTATIONS, 1, verdicts::get)).isEmpty();
    assertThat(wrong(sample(), WORKERS, file -> judged(file, verify(file)))).isEmpty();
  }

  @Test
  void anImportRefusesEveryMutationStoresNothingAndTakesTheBundle() throws Exception {
    Path data = bundle.desk().site(work.resolve("site"), "north-1");
    try (Site site = Site.serve(data);
        AdminApi api = new AdminApi(site)) {
      Function<Path, String> byApi =
          file -> {
            JsonNode answer = api.importFrom(file);
            assertThat(site.files("blobs")).as(answer.toString()).isEmpty();
            return judged(file, answer.at("/result/exit").asInt(), answer.toString());
          };
      assertThat(wrong(MUTATIONS, 1, byApi)).isEmpty();
      assertThat(wrong(sample(), 1, file -> judged(file, imported(data, file)))).isEmpty();
      assertThat(site.files("blobs")).isEmpty();
      assertThat(api.report("bundles").get("bundles")).isEmpty();
      assertThat(api.importFrom(bundle.file()).at("/result/exit").asInt(-1)).isZero();
      assertThat(api.report("bundles").get("bundles")).hasSize(1);
      assertThat(site.files("blobs")).hasSize(5);
    }
  }

  private static Run verify(Path file) {
    return bundle.desk().skerry("verify", file.toString(), "--root", bundle.root());
  }

  private static Run imported(Path data, Path file) {
    return Dist.skerryd(work, "import", "--data", data.toString(), file.toString());
  }

  private static String judged(Path file, Run run) {
    return run.err().contains("\tat ")
        ? "shows a stack trace: " + run.err()
        : judged(file, run.exit(), run.err());
  }

  private static String judged(Path file, int exit, String said) {
    int expected = MUTATIONS.get(file).exit();
    return exit == expected ? "" : "exits " + exit + ", not " + expected + ": " + said;
  }

  /** One mutation of each kind, always the same. */
  private static Map<Path, Mutation> sample() {
    Map<String, List<Path>> kinds =
        MUTATIONS.keySet().stream()
            .collect(
                Collectors.groupingBy(
                    file -> MUTATIONS.get(file).kind(), LinkedHashMap::new, Collectors.toList()));
    Random random = new Random(SEED);
    Map<Path, Mutation> sample = new LinkedHashMap<>();
    for (List<Path> files : kinds.values()) {
      Path file = files.get(random.nextInt(files.size()));
      sample.put(file, MUTATIONS.get(file));
    }
    return sample;
  }

  /** What a judge did wrongly; it says nothing about a mutation that it refused rightly. */
  private static List<String> wrong(
      Map<Path, Mutation> mutations, int workers, Function<Path, String> judge) throws Exception {
    List<Callable<String>> tasks = new ArrayList<>();
    mutations.forEach((file, mutation) ->
        tasks.add(() -> {
          String fault = judge.apply(file);
          return fault.isEmpty() ? "" : mutation.name() + " " + fault;
        }));
    try (var pool = Executors.newFixedThreadPool(workers)) {
      List<String> faults = new ArrayList<>();
      for (Future<String> task : pool.invokeAll(tasks)) {
        faults.add(task.get());
      }
      return faults.stream().filter(fault -> !fault.isEmpty()).toList();
    }
  }
}
