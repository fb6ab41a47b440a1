package dev.skerry.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.Problem;
import dev.skerry.format.testing.TestBundle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may enter a site, and that nothing enters while that cannot be said. */
class SitePoliciesTest extends SiteTest {
  private static final String POLICY =
      """
      apiVersion: skerry.dev/v1
      kind: Policy
      name: NAME
      description: A policy of a test.
      at: [enter]
      rules:
        - name: one
          require: REQUIRE
          message: must not come in
      """;

  private final TestBundle bundle = TestBundle.sample(1);
  private Path policies;

  @BeforeEach
  void writeBundle() throws IOException {
    policies = Files.createDirectories(data.resolve("policies"));
    bundle.write(stick);
  }

  private void policy(String name, String require) {
    String text = POLICY.replace("NAME", name).replace("REQUIRE", require);
    write(policies.resolve(name + ".yaml"), text.getBytes(StandardCharsets.UTF_8));
  }

  private Problem refused() {
    ImportResult result = importStick();
    assertThat(result.exit()).isEqualTo(ExitCode.REFUSED);
    assertThat(result.decisive().receipt()).isPresent();
    assertServesNothing();
    assertThat(blobFiles()).isEmpty();
    return result.decisive().problem().orElseThrow();
  }

  @Test
  void withoutPoliciesNothingIsAsked() {
    assertThat(importStick().exit()).isEqualTo(ExitCode.DONE);
    assertServes(bundle);
  }

  @Test
  void aPolicyThatAllowsLetsTheBundleIn() {
    policy("env", "site.labels['env'] == 'prod' && 'pilot' in site.groups");
    policy("signers", "size(signers) == 2 && root.version == 1");
    assertThat(importStick().exit()).isEqualTo(ExitCode.DONE);
    assertServes(bundle);
  }

  @Test
  void aRefusalNamesRuleAndValuesAndIsLogged() {
    policy("env", "site.id == 'south-1'");
    Problem problem = refused();
    assertThat(problem.code()).isEqualTo("SKY-9511");
    assertThat(problem.reason())
        .isEqualTo("policy env, rule one: must not come in (site.id = \"north-1\")");
    assertThat(store.log().firstBroken()).isEmpty();
  }

  @Test
  void aBundleThatLayAboutTooLongIsRefusedAlthoughItHasNotExpired() {
    policy("age", "now - statement.issued <= duration('24h')");
    assertThat(refused().reason())
        .isEqualTo(
            "policy age, rule one: must not come in (now = 2026-11-24T12:00:00Z;"
                + " statement.issued = 2026-11-22T10:00:00Z)");
    policy("age", "now - statement.issued <= duration('72h')");
    assertThat(importStick().exit()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void everythingThatSpeaksAgainstABundleIsTold() {
    policy("a", "site.id == 'south-1'");
    policy("b", "size(plans) == 0");
    ImportResult result = importStick();
    assertThat(result.decisive().warnings())
        .singleElement()
        .satisfies(p -> assertThat(p.reason()).startsWith("policy b, rule one"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "broken.yaml | not a policy | broken.yaml:1:1",
        "policy.yml | anything | policy.yml is no policy",
        "env.yaml~ | anything | env.yaml~ is no policy",
      })
  void whatIsNoPolicyInTheFolderRefusesEveryBundle(String name, String text, String reason) {
    policy("fine", "true");
    write(policies.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    Problem problem = refused();
    assertThat(problem.code()).isEqualTo("SKY-9512");
    assertThat(problem.reason()).contains("the site's policies cannot be asked", reason);
  }

  @Test
  void anExpressionThatIsWrongRefusesWithItsPlaceUntilItIsCorrected() {
    policy("env", "site.idd == 'north-1'");
    assertThat(refused().reason()).contains("env.yaml:8:18", "undefined field 'idd'", "^");
    policy("env", "site.id == 'north-1'");
    assertThat(importStick().exit()).isEqualTo(ExitCode.DONE);
    assertServes(bundle);
  }

  @Test
  void anExpressionWithAPercentSignIsRefusedAtItsPlaceLikeAnyOther() {
    policy("even", "statement.sequence % 2 == nothing");
    assertThat(refused().reason())
        .contains("even.yaml:8:40 undeclared reference to 'nothing'", "% 2 == nothing");
  }

  @Test
  void aPolicyOfTheDeskAloneIsNotPassedOver() throws IOException {
    policy("env", "true");
    Path file = policies.resolve("env.yaml");
    Files.writeString(file, Files.readString(file).replace("[enter]", "[leave]"));
    assertThat(refused().reason()).contains("is not asked when a bundle is to enter");
  }

  @Test
  void aFileInPlaceOfTheFolderRefuses() throws IOException {
    Files.delete(policies);
    write(policies, new byte[] {1});
    assertThat(refused().code()).isEqualTo("SKY-9512");
  }

  @Test
  void aPipeIsNotWaitedFor() throws IOException, InterruptedException {
    policy("env", "true");
    Path pipe = policies.resolve("pipe.yaml");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThat(refused().reason()).contains("pipe.yaml is no file");
  }

  @Test
  void testsAndHiddenFilesBesidePoliciesAreNoPolicies() {
    policy("env", "true");
    write(policies.resolve("env.test.yaml"), new byte[] {1});
    write(policies.resolve(".env.yaml.swp"), new byte[] {1});
    assertThat(importStick().exit()).isEqualTo(ExitCode.DONE);
  }

  @Test
  void whatWasLostOfAnAcceptedBundleIsBroughtBackWhateverPoliciesSayNow() {
    importStick();
    store.blobs().condemn(bundle.blobs.firstKey());
    policy("never", "false");
    assertThat(importStick().decisive().decision()).isEqualTo(Decision.PRESENT);
    assertServes(bundle);
  }
}
