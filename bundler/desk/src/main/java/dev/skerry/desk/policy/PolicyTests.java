package dev.skerry.desk.policy;

import dev.skerry.cel.Gate;
import dev.skerry.cel.PolicyError;
import dev.skerry.cel.engine.PolicySet;
import dev.skerry.cel.file.Policy;
import dev.skerry.cel.file.PolicyFile;
import dev.skerry.cel.trial.TrialFile;
import dev.skerry.cel.trial.TrialResult;
import dev.skerry.format.error.SkerryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs the tests of a folder's policies. */
public final class PolicyTests {
  private PolicyTests() {}

  /**
   * What was run.
   *
   * @param results of every test, in the order of file names
   * @param untested policy files that no test names
   * @param strangers files that are no policies, with which a gateway takes nothing
   */
  public record Ran(List<TrialResult> results, List<String> untested, List<String> strangers) {
    /** Copies the lists. */
    public Ran {
      results = List.copyOf(results);
      untested = List.copyOf(untested);
      strangers = List.copyOf(strangers);
    }

    /** How many failed. */
    public long failed() {
      return results.stream().filter(result -> !result.passed()).count();
    }
  }

  /**
   * Compiles every {@code *.yaml} of a folder, together as a gateway does, and runs every {@code
   * *.test.yaml}.
   *
   * @throws SkerryException {@link PolicyError#NO_TESTS}, and what is wrong with the first file
   *     that is wrong
   */
  public static Ran run(Path folder) {
    PolicyFolder files = PolicyFolder.list(folder);
    List<Policy> policies = new ArrayList<>();
    for (Path file : files.policies()) {
      policies.add(PolicyFile.parse(file.toString(), PolicyFiles.bytes(file)));
    }
    for (Gate gate : Gate.values()) {
      PolicySet.of(policies.stream().filter(p -> p.gates().contains(gate)).toList(), gate);
    }
    List<TrialResult> results = new ArrayList<>();
    for (Path file : files.tests()) {
      results.addAll(
          TrialFile.run(
              file.toString(),
              PolicyFiles.bytes(file),
              name -> PolicyFiles.bytes(folder.resolve(name))));
    }
    if (results.isEmpty()) {
      throw new SkerryException(
          PolicyError.NO_TESTS, folder.toString(), "has no file NAME" + PolicyFolder.TEST);
    }
    List<String> strangers = files.strangers().stream().map(Path::toString).toList();
    return new Ran(results, untested(policies, results), strangers);
  }

  private static List<String> untested(List<Policy> policies, List<TrialResult> results) {
    List<String> tested = results.stream().map(TrialResult::policy).toList();
    return policies.stream()
        .filter(policy -> !tested.contains(policy.name()))
        .map(Policy::file)
        .toList();
  }
}
