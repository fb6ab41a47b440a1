package dev.skerry.gateway.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.document.PayloadTypes;
import dev.skerry.format.document.Permit;
import dev.skerry.format.testing.TestBundle;
import dev.skerry.format.testing.TestKeys;
import dev.skerry.gateway.client.Access;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Going back to an earlier bundle, through the service and after it was started anew. */
class GoBackServiceTest extends ServedSite {
  private Path permit(TestBundle bundle, String rule, String... signers) throws IOException {
    Permit permit =
        new Permit(
            "edge-fleet",
            "north-1",
            bundle.envelope().payloadDigest(),
            rule,
            CLOCK.instant(),
            CLOCK.instant().plusSeconds(60),
            "the new kiosk page is wrong");
    byte[] signed = TestKeys.sign(PayloadTypes.PERMIT, permit.payload(), signers).bytes();
    return Files.write(folder.resolve("back.permit.dsse.json"), signed);
  }

  private static String wentBack(Access access, Path permit) {
    return new String(access.goBack(permit), UTF_8);
  }

  private static TestBundle withPlan(long sequence, long counter) {
    TestBundle bundle = new TestBundle();
    bundle.sequence = sequence;
    bundle.image("docker.io/library/app:v1", TestBundle.bytes(5_000, 1));
    bundle.plan("os-upgrade", TestBundle.PLAN + "# " + counter + "\n", counter);
    return bundle;
  }

  private void importBoth(Access access, TestBundle first, TestBundle second) throws IOException {
    assertThat(imported(access, stick("one", first))).contains("\"exit\":0");
    assertThat(imported(access, stick("two", second))).contains("\"exit\":0");
  }

  private static long handedOver(Access access) {
    return log(access, 1).stream().filter(e -> e.contains("plan.handed-over")).count();
  }

  @Test
  void noOlderPlanIsHandedOverNeitherAtOnceNorWhenTheServiceStartsAnew() throws IOException {
    TestBundle first = withPlan(1, 1);
    String file;
    try (Access access = serve()) {
      importBoth(access, first, withPlan(2, 2));
      file = Files.readString(plan);
      assertThat(file).contains("plan-counter: \"2\"");
      assertThat(wentBack(access, permit(first, Permit.GO_BACK, "alice", "bob")))
          .contains("\"decision\":\"activated\"", "\"state\":\"dropped\"", "is active again");
    }
    stop();
    try (Access access = serve()) {
      imported(access, folder.resolve("two"));
      assertThat(report(access, "status")).contains("\"active\":{\"name\":\"edge-fleet-stable-1\"");
      assertThat(plan).hasContent(file);
      assertThat(handedOver(access)).isEqualTo(2);
      assertThat(imported(access, stick("three", withPlan(3, 3)))).contains("handed-over");
      assertThat(plan).content().contains("plan-counter: \"3\"");
    }
  }

  @Test
  void whyAPermitDoesNotCountIsSaidAndThePlansStayAsTheyAre() throws IOException {
    TestBundle first = withPlan(1, 1);
    try (Access access = serve()) {
      importBoth(access, first, withPlan(2, 2));
      assertThat(wentBack(access, permit(first, Permit.GO_BACK, "alice")))
          .contains("\"exit\":4", "\"decision\":\"refused\"", "SKY-1136")
          .contains("SKY-1153", "signed by alice; root 1 asks for 2")
          .doesNotContain("\"plans\"");
      assertThat(wentBack(access, permit(first, Permit.EXPIRED, "alice", "bob")))
          .contains("SKY-1136", "SKY-1153", "is of rule expired");
      assertThat(report(access, "plans")).contains("\"state\":\"handed-over\"");
    }
  }

  @Test
  void aPlanThatBothBundlesHaveStaysAsItIs() throws IOException {
    TestBundle first = withPlan(1, 1);
    try (Access access = serve()) {
      importBoth(access, first, withPlan(2, 1));
      assertThat(wentBack(access, permit(first, Permit.GO_BACK, "alice", "bob")))
          .contains("\"decision\":\"activated\"", "\"state\":\"handed-over\"");
      assertThat(handedOver(access)).isEqualTo(1);
    }
  }
}
