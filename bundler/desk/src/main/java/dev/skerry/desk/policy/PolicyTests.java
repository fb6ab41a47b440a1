package dev.skerry.desk.policy;

import dev.skerry.cel.PolicyError;
import dev.skerry.cel.engine.PolicySet;
import dev.skerry.cel.file.Policy;
import dev.skerry.cel.file.PolicyFile;
import dev.skerry.cel.trial.TrialFile;
import dev.skerry.cel.trial.TrialResult;
import dev.skerry.desk.DeskError;
import dev.skerry.format.error.Reasons;
import dev.skerry.format.error.SkerryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs the tests of a folder's policies. */
public final class PolicyTests {
  private static final int MOST_FILES = 512;
  private static final String TEST = ".test.yaml";

  private PolicyTests() {}

  /**
   * What was run.
   *
   * @param results of every test, in the order of file names
   * @param untested policy files that no test names
   */
  public record Ran(List<TrialResult> results, List<String> untested) {
    /** Copies the lists. */
    public Ran {
      results = List.copyOf(results);
      untested = List.copyOf(untested);
    }

    /** How many failed. */
    public long failed() {
      return results.stream().filter(result -> !result.passed()).count();
    }
  }

  /**
   * Compiles every {@code *.yaml} of a folder and runs every {@code *.test.yaml}.
   *
   * @throws SkerryException {@link PolicyError#NO_TESTS}, and what is wrong with the first file
   *     that is wrong
   */
  public static Ran run(Path folder) {
    List<Path> files = files(folder);
    List<Policy> policies = new ArrayList<>();
    for (Path file : files) {
      if (!file.toString().endsWith(TEST)) {
        policies.add(PolicyFile.parse(file.toString(), PolicyFiles.bytes(file)));
      }
    }
    policies.forEach(p -> PolicySet.of(List.of(p), p.gates().iterator().next()));
    List<TrialResult> results = new ArrayList<>();
    for (Path file : files) {
      if (file.toString().endsWith(TEST)) {
        results.addAll(
            TrialFile.run(
                file.toString(),
                PolicyFiles.bytes(file),
                name -> PolicyFiles.bytes(folder.resolve(name))));
      }
    }
    if (results.isEmpty()) {
      throw new SkerryException(PolicyError.NO_TESTS, folder.toString(), "has no file NAME" + TEST);
    }
    return new Ran(results, untested(policies, results));
  }

  private static List<String> untested(List<Policy> policies, List<TrialResult> results) {
    List<String> tested = results.stream().map(TrialResult::policy).toList();
    return policies.stream()
        .filter(policy -> !tested.contains(policy.name()))
        .map(Policy::file)
        .toList();
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .limit(MOST_FILES)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new SkerryException(
          DeskError.UNREADABLE, folder.toString(), "cannot be listed: " + Reasons.of(e), e);
    }
  }
}
