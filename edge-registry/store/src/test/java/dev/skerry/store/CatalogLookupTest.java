package dev.skerry.store;

import static dev.skerry.store.Content.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogLookupTest extends StoreTest {
  private final Content content = new Content();
  private final Digest layer = content.blob(utf8("layer"));
  private final Digest hub = content.manifest("docker.io", layer);
  private final Digest quay = content.manifest("quay.io");
  private final Digest ghcr = content.manifest("ghcr.io");
  private final Digest own = content.manifest("own");
  private final Digest child = content.manifest("child");
  private final Digest absent = Digest.of(utf8("a platform that is not carried"));
  private final Digest index = content.index("index", child, absent);
  private final Digest signature = content.manifest("signature", Optional.of(hub));

  @BeforeEach
  void importContent() {
    content.tag("docker.io", "library/x", "1", hub);
    content.tag("quay.io", "library/x", "1", quay);
    content.tag("quay.io", "library/x", "only-quay", quay);
    content.tag("quay.io", "two", "1", quay);
    content.tag("ghcr.io", "two", "1", ghcr);
    content.tag("ghcr.io", "one", "1", ghcr);
    content.tag("", "skerry/file", "1", own);
    content.tag("docker.io", "skerry/file", "1", hub);
    content.tag("docker.io", "multi", "1", index);
    content.place(Optional.of("docker.io"), "library/x", Optional.empty(), signature);
    content.importInto(store, 1);
  }

  @ParameterizedTest(name = "ns={0} {1}:{2} is {3}")
  @CsvSource({
    "docker.io, library/x,             1,         docker.io",
    "quay.io,   library/x,             1,         quay.io",
    "ghcr.io,   library/x,             1,         missing-false",
    "docker.io, library/x,             only-quay, missing-true",
    "docker.io, skerry/file,           1,         docker.io",
    "ghcr.io,   skerry/file,           1,         own",
    "docker.io, quay.io/library/x,     1,         missing-false",
    "'',        docker.io/library/x,   1,         docker.io",
    "'',        quay.io/library/x,     1,         quay.io",
    "'',        ghcr.io/library/x,     1,         missing-false",
    "'',        ghcr.io/skerry/file,   1,         missing-false",
    "'',        library/x,             1,         docker.io",
    "'',        library/x,             only-quay, quay.io",
    "'',        library/x,             2,         missing-true",
    "'',        one,                   1,         ghcr.io",
    "'',        two,                   1,         ghcr.io/two+quay.io/two",
    "'',        skerry/file,           1,         own",
    "'',        nowhere,               1,         missing-false",
  })
  void aTagIsFoundUnderTheHostThatTheRulesName(
      String ns, String path, String tag, String expected) {
    Lookup found = store.catalog().manifest(ns(ns), path, tag);
    assertThat(shown(found)).isEqualTo(expected);
  }

  /** ADR 10: what was asked letter by letter comes before a host that is guessed. */
  @Test
  void contentWithoutAHostComesBeforeDockersUnlessAHostIsNamed() {
    assertThat(shown(store.catalog().manifest(ns(""), "skerry/file", "1"))).isEqualTo("own");
    assertThat(shown(store.catalog().manifest(ns("docker.io"), "skerry/file", "1")))
        .isEqualTo("docker.io");
    assertThat(shown(store.catalog().manifest(ns(""), "docker.io/skerry/file", "1")))
        .isEqualTo("docker.io");
  }

  @Test
  void aFoundManifestSaysHostRepositoryAndWhatItIs() {
    Lookup found = store.catalog().manifest(Optional.empty(), "quay.io/library/x", "1");
    assertThat(found)
        .isEqualTo(
            new Lookup.Found(
                new StoredManifest(
                    quay,
                    "application/vnd.oci.image.manifest.v1+json",
                    7,
                    Optional.of("application/test"),
                    Optional.empty()),
                Optional.of("quay.io"),
                "library/x"));
  }

  @Test
  void aDigestIsNeverAmbiguousAndOnlySeenWhereItStands() {
    assertThat(shown(byDigest("", "two", quay))).isEqualTo("quay.io");
    assertThat(shown(byDigest("ghcr.io", "two", quay))).isEqualTo("missing-true");
    assertThat(shown(byDigest("", "one", quay))).isEqualTo("missing-true");
    assertThat(shown(byDigest("docker.io", "library/x", signature))).isEqualTo("signature");
  }

  @Test
  void whatAnIndexListsStandsWithItAndWhatIsNotCarriedDoesNot() {
    assertThat(shown(byDigest("docker.io", "multi", child))).isEqualTo("child");
    assertThat(shown(byDigest("docker.io", "multi", absent))).isEqualTo("missing-true");
  }

  @Test
  void aBlobIsSeenOnlyWhereAManifestReferencesIt() {
    Catalog catalog = store.catalog();
    assertThat(catalog.blob(ns("docker.io"), "library/x", layer)).contains(5L);
    assertThat(catalog.blob(ns(""), "library/x", layer)).contains(5L);
    assertThat(catalog.blob(ns("quay.io"), "library/x", layer)).isEmpty();
    assertThat(catalog.blob(ns("docker.io"), "multi", layer)).isEmpty();
  }

  @Test
  void tagsComeInPagesOfTheHostsThatAreMeant() {
    Catalog catalog = store.catalog();
    assertThat(catalog.tags(ns("quay.io"), "library/x", Optional.empty(), 1))
        .isEqualTo(new Catalog.Tags(true, List.of("1"), true));
    assertThat(catalog.tags(ns("quay.io"), "library/x", Optional.of("1"), 1))
        .isEqualTo(new Catalog.Tags(true, List.of("only-quay"), false));
    assertThat(catalog.tags(ns("docker.io"), "library/x", Optional.empty(), 10).tags())
        .containsExactly("1");
    assertThat(catalog.tags(ns("quay.io"), "library/x", Optional.of("zzz"), 10))
        .isEqualTo(new Catalog.Tags(true, List.of(), false));
    assertThat(catalog.tags(ns(""), "nowhere", Optional.empty(), 10).known()).isFalse();
  }

  @Test
  void referrersAreThoseOfTheRepository() {
    List<Descriptor> found = store.catalog().referrers(ns("docker.io"), "library/x", hub);
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().digest()).isEqualTo(signature);
    assertThat(found.getFirst().artifactType()).contains("application/test");
    assertThat(found.getFirst().annotations()).containsEntry("k", "signature");
    assertThat(store.catalog().referrers(ns("quay.io"), "library/x", hub)).isEmpty();
  }

  @Test
  void repositoriesAreListedByFullName() {
    Catalog catalog = store.catalog();
    assertThat(catalog.repositories(Optional.empty(), 3))
        .containsExactly("docker.io/library/x", "docker.io/multi", "docker.io/skerry/file");
    assertThat(catalog.repositories(Optional.of("quay.io/library/x"), 9))
        .containsExactly("quay.io/two", "skerry/file");
  }

  @Test
  void aNewerBundleTakesTheTagsAndLeavesTheContent() {
    Content next = new Content();
    Digest newer = next.manifest("newer");
    next.tag("docker.io", "library/x", "1", newer);
    next.importInto(store, 2);

    assertThat(shown(store.catalog().manifest(ns("docker.io"), "library/x", "1")))
        .isEqualTo("newer");
    assertThat(shown(store.catalog().manifest(ns("quay.io"), "library/x", "1")))
        .isEqualTo("missing-true");
    assertThat(shown(byDigest("quay.io", "library/x", quay))).isEqualTo("quay.io");
    assertThat(store.catalog().blob(ns("docker.io"), "library/x", layer)).contains(5L);
  }

  @Test
  void importingTheSameBundleAgainChangesNothing() {
    content.importInto(store, 1);
    assertThat(shown(store.catalog().manifest(ns("docker.io"), "library/x", "1")))
        .isEqualTo("docker.io");
    assertThat(store.state().bundles(Content.KEY)).hasSize(1);
  }

  private Lookup byDigest(String ns, String path, Digest digest) {
    return store.catalog().manifest(ns(ns), path, digest.toString());
  }

  private static Optional<String> ns(String text) {
    return Optional.of(text).filter(t -> !t.isEmpty());
  }

  private String shown(Lookup lookup) {
    return switch (lookup) {
      case Lookup.Found found ->
          new String(
              content.bytes.getOrDefault(found.manifest().digest(), utf8("newer")),
              java.nio.charset.StandardCharsets.UTF_8);
      case Lookup.Missing missing -> "missing-" + missing.repositoryKnown();
      case Lookup.Ambiguous several -> String.join("+", several.candidates());
    };
  }
}
