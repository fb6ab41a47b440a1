package dev.skerry.gateway.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.Digest;
import dev.skerry.format.document.AudienceEntry;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.testing.TestBundle;
import dev.skerry.format.testing.TestRoots;
import dev.skerry.gateway.client.Access;
import dev.skerry.gateway.setup.Setting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a root that comes with a bundle for another site does to what is held. */
class RevokedServiceTest extends ServedSite {
  /** What the root revokes. */
  private enum What {
    BUNDLE,
    PLAN,
    IMAGE,
    LAYER
  }

  private final TestBundle held = bundle(1);
  private final Digest image = held.image("docker.io/library/app:v1", TestBundle.bytes(5_000, 1));
  private final Digest planDigest = held.plan("os-upgrade", TestBundle.PLAN, 1);

  private static TestBundle bundle(long sequence) {
    TestBundle bundle = new TestBundle();
    bundle.sequence = sequence;
    return bundle;
  }

  private RootDocument.Revoked revoked(What what) {
    return switch (what) {
      case BUNDLE ->
          new RootDocument.Revoked(List.of(), List.of(held.envelope().payloadDigest()), List.of());
      case PLAN -> content(planDigest);
      case IMAGE -> content(image);
      case LAYER -> content(Digest.of(TestBundle.bytes(5_000, 1)));
    };
  }

  private static RootDocument.Revoked content(Digest digest) {
    return new RootDocument.Revoked(List.of(), List.of(), List.of(digest));
  }

  private TestBundle forOthers(RootDocument.Revoked revoked) {
    RootDocument next = TestRoots.revoking(TestRoots.root(2, 2, "alice", "bob", "carol"), revoked);
    TestBundle others = bundle(2);
    others.image("docker.io/library/app:v2", TestBundle.bytes(500, 2));
    others.audience =
        List.of(new AudienceEntry(Optional.of("south-1"), Optional.empty(), Optional.empty()));
    others.roots = List.of(held.roots.getFirst(), TestRoots.signed(next, "alice", "bob"));
    return others;
  }

  /** The plan waits until the service runs; by then the root is there. */
  private void admitThenRevoke(What what) throws IOException {
    try (Access access = LocalAccess.open(data, settings(), CLOCK)) {
      assertThat(imported(access, stick("one", held))).contains("\"state\":\"waiting\"");
      assertThat(imported(access, stick("others", forOthers(revoked(what)))))
          .contains("\"SKY-1123\"");
      assertThat(report(access, "status")).contains("\"version\":2", "SKY-8518");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPlanThatWaitedIsRefusedWhenItsBundleItselfOrWhatItPullsWasRevoked(What what)
      throws IOException {
    admitThenRevoke(what);
    try (Access access = serve()) {
      String refused = awaitState(access);
      assertThat(refused).contains("\"state\":\"refused\"", "SKY-7006", "revoked by root 2");
      assertThat(log(access, 1)).anyMatch(entry -> entry.contains("plan.refused"));
    }
    assertThat(plan).doesNotExist();
  }

  private static String awaitState(Access access) {
    String plans = report(access, "plans");
    for (int i = 0; i < 400 && plans.contains("\"state\":\"waiting\""); i++) {
      pause();
      plans = report(access, "plans");
    }
    return plans;
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<String> pull(Access access, String path) throws IOException {
    String status = report(access, "status");
    String registry = status.replaceFirst(".*\"registry\":\"([^\"]*)\".*", "$1");
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(registry + "/v2/library/app/" + path)).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatIsHeldGoesOnBeingServedUntilTheSiteSaysRefuse() throws IOException {
    admitThenRevoke(What.IMAGE);
    try (Access access = serve()) {
      assertThat(pull(access, "manifests/v1").statusCode()).isEqualTo(200);
    }
    stop();
    more.put(Setting.REVOKED, "refuse");
    try (Access access = serve()) {
      for (String reference : List.of("v1", image.toString())) {
        HttpResponse<String> answer = pull(access, "manifests/" + reference);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body())
            .contains("DENIED", "SKY-5024", image.toString(), "revoked by root 2");
      }
    }
  }

  @Test
  void aRevokedLayerOrBundleIsRefusedTooAndWhatANewerBundleBringsIsServed() throws IOException {
    more.put(Setting.REVOKED, "refuse");
    admitThenRevoke(What.BUNDLE);
    try (Access access = serve()) {
      assertThat(pull(access, "manifests/v1").body()).contains("SKY-5024");
      TestBundle third = bundle(3);
      third.image("docker.io/library/app:v1", TestBundle.bytes(5_000, 1));
      third.roots = forOthers(revoked(What.BUNDLE)).roots;
      assertThat(imported(access, stick("three", third))).contains("\"exit\":0");
      assertThat(pull(access, "manifests/v1").statusCode()).isEqualTo(200);
      assertThat(report(access, "status")).doesNotContain("SKY-8518");
    }
  }
}
