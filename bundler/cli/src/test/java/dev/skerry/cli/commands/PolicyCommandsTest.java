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

  private static final String SATURDAY = "2026-11-28T02:00:00Z";

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
  void aDenialThatNoRuleMeantIsToldAsSuch() throws IOException {
    write("signers.yaml", POLICY.replace("settings.signers\n", "settings.signers / size(plans)\n"));
    assertThat(console.run("policy", "test", policies)).isEqualTo(1);
    assertThat(console.result().lines())
        .contains(
            "  ok      one signed",
            "          denied only because policy signers, rule enough: cannot be judged: / by zero"
                + " (plans = []; settings.signers = 2; signers = [\"alice\"])");
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
  void whatAGatewayWouldRefuseInItsFolderIsTold() throws IOException {
    write("README.md", "Ours.");
    write(".signers.yaml.swp", "half");
    assertThat(console.run("policy", "test", policies)).isZero();
    assertThat(console.said())
        .contains("README.md is no policy: with it in its folder a gateway takes nothing")
        .doesNotContain(".swp");
    PlayedConsole explain = new PlayedConsole();
    assertThat(explain.run("policy", "explain", policies, "--policy", policies, "--root", policies))
        .isEqualTo(1);
    assertThat(explain.said()).contains("SKY-9501", "README.md", "their names end with .yaml");

    write("again.yaml", POLICY);
    PlayedConsole twice = new PlayedConsole();
    assertThat(twice.run("policy", "test", policies)).isEqualTo(1);
    assertThat(twice.said()).contains("SKY-9505", "has the name of another policy: signers");
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
    Object[] folder = {"policy", "explain", stick, "--root", root, "--policy", policies, "--json"};
    assertThat(denied.run(folder)).as("a gateway's folder").isEqualTo(4);
    assertThat(denied.result())
        .contains("\"verdict\":\"denied\"")
        .contains("\"message\":\"is signed by too few\"");
  }

  /** All that the distribution has, asked of one bundle as a gateway with that folder does. */
  @Test
  void explainAsksEachPolicyOfTheDistribution() throws IOException {
    TestBundle bundle = TestBundle.sample(3);
    Path root = Files.write(folder.resolve("1.root.dsse.json"), bundle.roots.getFirst().bytes());
    Path stick = Files.createDirectory(folder.resolve("stick"));
    bundle.write(stick);
    Path shipped = Path.of("../../policies/cel/src/main/policies");
    Object[] command = {
      "policy", "explain", stick, "--root", root, "--policy", shipped, "--now", SATURDAY
    };
    assertThat(console.run(command)).isEqualTo(4);
    assertThat(console.result().lines())
        .contains(
            "  denied  policy certified-signers, rule enough-certified",
            "    certificates = []",
            "  allowed  policy change-window, rule in-the-window",
            "    now = 2026-11-28T02:00:00Z",
            "  allowed  policy listed-registries, rule content",
            "  allowed  policy maximum-age, rule fresh",
            "  denied  policy pinned-plans, rule by-digest: os-upgrade",
            "    it.images = [docker.io/library/app:v1 (pinned = false)]",
            "  allowed  policy revoked-digests, rule by-root",
            "  denied  policy sbom, rule contents-listed: docker.io/library/app:v3",
            "    it.referrers = []",
            "  allowed  policy signed-images, rule signature",
            "  allowed  policy two-signers-for-plans, rule enough-signers",
            "    plans = [os-upgrade]");
  }

  @Test
  void aTimeThatIsNoneIsRefusedWithOneThatIs() {
    assertThat(
            console.run(
                "policy",
                "explain",
                policies,
                "--policy",
                policies,
                "--root",
                policies,
                "--now",
                "yesterday"))
        .isEqualTo(2);
    assertThat(console.said())
        .contains("--now", "'yesterday' is no time like 2026-01-05T12:00:00Z")
        .doesNotContain("java");
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
