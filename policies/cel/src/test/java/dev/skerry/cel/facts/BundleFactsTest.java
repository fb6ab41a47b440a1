package dev.skerry.cel.facts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.cel.Gate;
import dev.skerry.cel.engine.CelPolicy;
import dev.skerry.cel.engine.PolicySet;
import dev.skerry.cel.facts.Type.Labels;
import dev.skerry.cel.facts.Type.Many;
import dev.skerry.cel.facts.Type.Scalar;
import dev.skerry.cel.facts.Type.Struct;
import dev.skerry.cel.file.PolicyFile;
import dev.skerry.format.Digest;
import dev.skerry.format.accept.Objection;
import dev.skerry.format.accept.SiteView;
import dev.skerry.format.accept.TrustJudgement.Trusted;
import dev.skerry.format.accept.TrustedRoot;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.RootDocument.Chain;
import dev.skerry.format.document.SiteIdentity;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.Problem;
import dev.skerry.format.testing.TestAuthority;
import dev.skerry.format.testing.TestBundle;
import dev.skerry.format.testing.TestRoots;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What policies see of a real bundle. */
class BundleFactsTest {
  private static final Instant NOW = TestRoots.ISSUED.plusSeconds(3_600);

  private static SiteView site(Instant floor) {
    Envelope root = TestRoots.signed(TestRoots.root(1, 2, "alice", "bob", "carol"), "alice", "bob");
    return new SiteView(
        "edge-fleet",
        Optional.of("stable"),
        Optional.of(new SiteIdentity("site-1", new TreeMap<>(Map.of("env", "prod")), List.of("n"))),
        List.of(new TrustedRoot(root, RootDocument.of(root))),
        Optional.empty(),
        floor,
        new TreeMap<>(),
        Optional.empty(),
        NOW,
        List.of());
  }

  private static Trusted trusted(TestBundle bundle) {
    return new Trusted(
        List.of(),
        RootDocument.of(bundle.roots.getFirst()),
        bundle.envelope(),
        bundle.statement(),
        new TreeSet<>(bundle.signers));
  }

  private static Map<String, Object> facts(TestBundle bundle) {
    return facts(trusted(bundle), bundle);
  }

  private static Map<String, Object> facts(Trusted trusted, TestBundle bundle) {
    return BundleFacts.of(
        new BundleFacts.Known(
            trusted.statement(),
            trusted.statementDigest(),
            trusted.root(),
            trusted.signers(),
            Optional.of(site(Instant.EPOCH)),
            NOW),
        bundle.metadata());
  }

  @SuppressWarnings("unchecked") // the vocabulary says so, and a test here looks
  private static List<Map<String, Object>> list(Map<String, Object> facts, String name) {
    return (List<Map<String, Object>>) facts.get(name);
  }

  @Test
  void everythingThatTheVocabularyPromisesIsThereInItsType() {
    TestBundle bundle = TestBundle.sample(42);
    bundle.referrer(
        "quay.io/library/app", bundle.image("quay.io/library/app:v2", new byte[3]), new byte[9]);
    TestAuthority authority = TestAuthority.of("ca", "EC");
    RootDocument root = RootDocument.of(bundle.roots.getFirst());
    RootDocument.RootKey key = root.signer("alice").orElseThrow().keys().getFirst();
    byte[] leaf = authority.issue(key.spki(), "Alice");
    Trusted known = trusted(bundle);
    Trusted trusted =
        new Trusted(
            List.of(),
            TestRoots.chained(
                root, List.of(new Chain(key.keyid(), List.of(leaf, authority.certificate())))),
            known.envelope(),
            known.statement(),
            known.signers());

    Map<String, Object> facts = facts(trusted, bundle);

    fits(facts, Vocabulary.FACTS, "facts");
    assertThat(list(facts, "certificates"))
        .singleElement()
        .satisfies(certificate ->
            assertThat(certificate)
                .containsEntry("signer", "alice")
                .containsEntry("subject", "CN=Alice")
                .containsEntry("state", "valid")
                .containsEntry("revocation", "unknown"));
  }

  private static void fits(Object value, Type type, String path) {
    switch (type) {
      case Scalar.TEXT -> assertThat(value).as(path).isInstanceOf(String.class);
      case Scalar.NUMBER -> assertThat(value).as(path).isInstanceOf(Long.class);
      case Scalar.FLAG -> assertThat(value).as(path).isInstanceOf(Boolean.class);
      case Scalar.TIME -> assertThat(value).as(path).isInstanceOf(Instant.class);
      case Labels labels -> assertThat(value).as(path).isInstanceOf(Map.class);
      case Many many -> {
        assertThat(value).as(path).isInstanceOf(List.class);
        ((List<?>) value).forEach(item -> fits(item, many.item(), path + "[]"));
      }
      case Struct struct -> {
        Map<?, ?> map = (Map<?, ?>) value;
        assertThat(map.keySet().stream().map(String::valueOf).toList())
            .as(path)
            .containsExactlyInAnyOrderElementsOf(struct.fields().keySet());
        struct.fields().forEach((name, field) -> fits(map.get(name), field, path + "." + name));
      }
    }
  }

  @Test
  void anImageShowsItsPartsAndWhatRefersToItInItsRepository() {
    TestBundle bundle = new TestBundle();
    Digest image = bundle.image("quay.io/library/app:v2", new byte[] {1}, new byte[] {2});
    bundle.image("docker.io/library/app:v2", new byte[] {1}, new byte[] {2});
    Digest sbom = bundle.referrer("quay.io/library/app", image, new byte[] {9});

    List<Map<String, Object>> content = list(facts(bundle), "content");

    Map<String, Object> quay = content.getLast();
    assertThat(quay)
        .containsEntry("host", "quay.io")
        .containsEntry("repository", "quay.io/library/app")
        .containsEntry("tag", "v2")
        .containsEntry("digest", image.toString());
    assertThat((List<?>) quay.get("digests")).hasSize(4);
    assertThat(list(quay, "referrers"))
        .singleElement()
        .satisfies(r ->
            assertThat(r)
                .containsEntry("digest", sbom.toString())
                .containsEntry("artifactType", "application/spdx+json"));
    assertThat(content.getFirst()).containsEntry("referrers", List.of());
  }

  @Test
  void aPlanShowsItsObjectsAndImages() {
    Map<String, Object> plan = list(facts(TestBundle.sample(42)), "plans").getFirst();
    assertThat(list(plan, "objects"))
        .singleElement()
        .satisfies(o -> assertThat(o).containsEntry("kind", "Plan").containsEntry("version", "v1"));
    assertThat(list(plan, "images"))
        .singleElement()
        .satisfies(i ->
            assertThat(i)
                .containsEntry("image", "docker.io/library/app:v1")
                .containsEntry("host", "docker.io")
                .containsEntry("pinned", false));
  }

  private static List<Problem> judge(String require, TestBundle bundle, SiteView site) {
    String yaml =
        """
        apiVersion: skerry.dev/v1
        kind: Policy
        name: mine
        description: A policy.
        at: [enter]
        rules:
          - name: one
            require: %s
            message: is wrong
        """;
    byte[] file = yaml.formatted(require).getBytes(StandardCharsets.UTF_8);
    PolicySet set = PolicySet.of(List.of(PolicyFile.parse("mine.yaml", file)), Gate.ENTER);
    List<Objection> objections = new CelPolicy(set).judge(site, trusted(bundle), bundle.metadata());
    assertThat(objections).allSatisfy(o -> assertThat(o.policy()).contains("mine"));
    return objections.stream().map(Objection::problem).toList();
  }

  @Test
  void aRefusalIsAProblemOfTheGateWithExitCodeFour() {
    List<Problem> problems =
        judge("size(signers) >= 3", TestBundle.sample(42), site(Instant.EPOCH));
    assertThat(problems)
        .singleElement()
        .satisfies(p -> {
          assertThat(p.code()).isEqualTo("SKY-9511");
          assertThat(p.exit()).isEqualTo(ExitCode.REFUSED);
          assertThat(p.item()).isEqualTo("edge-fleet-stable-42");
          assertThat(p.reason())
              .isEqualTo("policy mine, rule one: is wrong (signers = [\"alice\", \"bob\"])");
        });
    assertThat(judge("size(signers) == 2", TestBundle.sample(42), site(Instant.EPOCH))).isEmpty();
  }

  @Test
  void nowIsNeverBeforeTheFloorOfTheSite() {
    Instant floor = NOW.plusSeconds(7_200);
    String require = "\"now == timestamp('%s') && site.labels['env'] == 'prod'\"";
    assertThat(judge(require.formatted(floor), TestBundle.sample(42), site(floor))).isEmpty();
    assertThat(judge(require.formatted(NOW), TestBundle.sample(42), site(floor))).hasSize(1);
  }
}
