package dev.skerry.cel.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.cel.Gate;
import dev.skerry.cel.file.PolicyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The policies of the distribution, by the tests that are shipped beside them. */
class ShippedPoliciesTest {
  private static final Path FOLDER = Path.of("src/main/policies");

  private static List<Path> files(boolean tests) {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(f -> f.toString().endsWith(".test.yaml") == tests).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @TestFactory
  Stream<DynamicTest> everyShippedTestPasses() {
    return files(true).stream()
        .flatMap(file ->
            TrialFile.run(file.toString(), read(file), name -> read(FOLDER.resolve(name))).stream())
        .map(result ->
            DynamicTest.dynamicTest(
                result.policy() + ": " + result.name(),
                () -> assertThat(result.failure()).isEmpty()));
  }

  @Test
  void ninePoliciesAreShippedEachWithTestsThatAllowAndDeny() {
    List<Path> policies = files(false);
    assertThat(policies).hasSize(9);
    for (Path policy : policies) {
      String name = PolicyFile.parse(policy.toString(), read(policy)).name();
      assertThat(policy).hasFileName(name + ".yaml");
      Path tests = FOLDER.resolve(name + ".test.yaml");
      List<TrialResult> results =
          TrialFile.run(tests.toString(), read(tests), file -> read(FOLDER.resolve(file)));
      assertThat(results)
          .as(name)
          .anyMatch(r -> r.decisions().stream().allMatch(d -> d.allowed()))
          .anyMatch(r -> r.decisions().stream().anyMatch(d -> !d.allowed()));
    }
  }

  @Test
  void aPolicyOfTheSiteOnlyIsNotAskedAtTheDesk() {
    assertThat(policy("two-signers-for-plans")).containsExactly(Gate.ENTER);
    assertThat(policy("sbom")).contains(Gate.LEAVE, Gate.ENTER);
  }

  private static java.util.Set<Gate> policy(String name) {
    Path file = FOLDER.resolve(name + ".yaml");
    return PolicyFile.parse(file.toString(), read(file)).gates();
  }
}
