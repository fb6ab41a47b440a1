package dev.skerry.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.cli.PlayedConsole;
import dev.skerry.format.testing.TestBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCommandsTest {
  private static final String POLICY =
      """
      apiVersion: skerry.dev/v1
      kind: Policy
      name: signers
      description: Enough people sign.
      at: [enter]
      settings: {signers: 2}
      rules:
        - name: enough
          require: size(signers) >= settings.signers
          message: is signed by too few
      """;

  private static final String TESTS =
      """
      apiVersion: skerry.dev/v1
      kind: PolicyTest
      policy: signers.yaml
      tests:
        - name: two signed
          given: {signers: [alice, bob]}
          expect: allowed
        - name: one signed
          given: {signers: [alice]}
          expect: denied
          rule: enough
          values: {settings.signers: 2}
      """;

  @TempDir Path folder;
  private final PlayedConsole console = new PlayedConsole();
  private Path policies;

  @BeforeEach
  void write() throws IOException {
    policies = Files.createDirectory(folder.resolve("policies"));
    write("signers.yaml", POLICY);
    write("signers.test.yaml", TESTS);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(policies.resolve(name), text);
  }

  @Test
  void testSaysWhatPassed() {
    assertThat(console.run("policy", "test", policies)).isZero();
    assertThat(console.result())
        .contains("  ok      two signed", "  ok      one signed", "2 tests, 0 failed");
  }

  @Test
  void aTestThatFailsSaysWhatCameInsteadAndExitsWithOne() throws IOException {
    write("signers.yaml", POLICY.replace("signers: 2", "signers: 1"));
    assertThat(console.run("policy", "test", policies)).isEqualTo(1);
    assertThat(console.result())
        .contains("  FAILED  one signed")
        .contains("expected denied, but every rule allows it")
        .contains("2 tests, 1 failed");
    PlayedConsole json = new PlayedConsole();
    assertThat(json.run("policy", "test", policies, "--json")).isEqualTo(1);
    assertThat(json.result()).contains("\"failed\":1").contains("\"passed\":false");
  }

  @Test
  void aMisspeltFactInATestAndAPolicyWithoutTestsAreNamed() throws IOException {
    write("other.yaml", POLICY.replace("name: signers", "name: other"));
    assertThat(console.run("policy", "test", policies)).isZero();
    assertThat(console.said()).contains("other.yaml has no test");

    write("signers.test.yaml", TESTS.replace("{signers: [alice]}", "{singers: [alice]}"));
    PlayedConsole again = new PlayedConsole();
    assertThat(again.run("policy", "test", policies)).isEqualTo(1);
    assertThat(again.said())
        .contains("SKY-9503")
        .contains("signers.test.yaml:9:13")
        .contains("did you mean \"signers\"?");
  }

  @Test
  void anExpressionThatIsWrongIsShownWithItsCaret() throws IOException {
    write("signers.yaml", POLICY.replace("size(signers)", "size(singers)"));
    assertThat(console.run("policy", "test", policies)).isEqualTo(1);
    assertThat(console.said())
        .contains("SKY-9502")
        .contains("signers.yaml:9:19")
        .contains("| size(singers) >= settings.signers")
        .contains("| .....^");
  }

  @Test
  void aFolderWithoutTestsIsNoSuccess() throws IOException {
    Files.delete(policies.resolve("signers.test.yaml"));
    assertThat(console.run("policy", "test", policies)).isEqualTo(1);
    assertThat(console.said()).contains("SKY-9506");
  }

  @Test
  void explainShowsWhichRuleDecidedAndWithWhichValues() throws IOException {
    TestBundle bundle = TestBundle.sample(3);
    Path root = Files.write(folder.resolve("1.root.dsse.json"), bundle.roots.getFirst().bytes());
    Path stick = Files.createDirectory(folder.resolve("stick"));
    bundle.write(stick);
    Path policy = policies.resolve("signers.yaml");

    assertThat(console.run("policy", "explain", stick, "--root", root, "--policy", policy))
        .isZero();
    assertThat(console.result())
        .contains("edge-fleet-stable-3")
        .contains("  allowed  policy signers, rule enough")
        .contains("    signers = [\"alice\", \"bob\"]")
        .contains("    settings.signers = 2");

    write("signers.yaml", POLICY.replace("signers: 2", "signers: 3"));
    PlayedConsole denied = new PlayedConsole();
    assertThat(denied.run("policy", "explain", stick, "--root", root, "--policy", policy, "--json"))
        .isEqualTo(4);
    assertThat(denied.result())
        .contains("\"verdict\":\"denied\"")
        .contains("\"message\":\"is signed by too few\"");
  }

  @Test
  void explainSaysWhyABundleDoesNotComeToThePolicies() throws IOException {
    TestBundle bundle = TestBundle.sample(3);
    bundle.signers = java.util.List.of("mallory");
    Path root = Files.write(folder.resolve("1.root.dsse.json"), bundle.roots.getFirst().bytes());
    Path stick = Files.createDirectory(folder.resolve("stick"));
    bundle.write(stick);
    assertThat(
            console.run(
                "policy",
                "explain",
                stick,
                "--root",
                root,
                "--policy",
                policies.resolve("signers.yaml")))
        .isEqualTo(3);
    assertThat(console.said()).contains("SKY-1111");
  }
}
