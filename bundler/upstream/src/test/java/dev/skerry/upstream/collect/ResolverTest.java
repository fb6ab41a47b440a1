package dev.skerry.upstream.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.MediaTypes;
import dev.skerry.format.Platform;
import dev.skerry.format.Progress;
import dev.skerry.format.Reference;
import dev.skerry.upstream.content.ContentStore;
import dev.skerry.upstream.kit.Layouts;
import dev.skerry.upstream.manifest.Manifest;
import dev.skerry.upstream.manifest.RawManifest;
import dev.skerry.upstream.registry.RegistryOptions;
import dev.skerry.upstream.source.Location;
import dev.skerry.upstream.source.Source;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResolverTest {
  private static final List<Platform> AMD64 = List.of(Platform.parse("linux/amd64"));
  private static final ReferrerFilter ALL = new ReferrerFilter.All();

  @TempDir Path temp;
  private Layouts made;
  private ContentStore store;
  private Sources sources;

  @BeforeEach
  void open() {
    made = new Layouts(ContentStore.open(temp.resolve("layout")));
    store = ContentStore.open(temp.resolve("store"));
    sources = new Sources(RegistryOptions.defaults());
  }

  @AfterEach
  void close() {
    sources.close();
  }

  @Test
  void noLayerIsFetchedUntilItIsAskedFor() {
    Descriptor layer = layer("a");
    Descriptor image = name("app", made.image("amd64", layer));
    Pin pin = pin(AMD64, ALL, false);
    assertThat(pin.root()).isEqualTo(image);
    Closure closure = closure(pin);
    assertThat(closure.bytes())
        .isEqualTo(closure.parts().stream().mapToLong(p -> p.descriptor().size()).sum());
    assertThat(store.holds(layer.digest())).isFalse();
    new Collect(store).fetch(List.of(new Collect.Order(source(), closure)), Progress.none());
    assertThat(store.holds(layer.digest(), layer.size())).isTrue();
  }

  @Test
  void aBlobOfEightGibibytesIsRefusedByNameAndOneByteLessIsNot() {
    Descriptor large = Descriptor.of(Layouts.LAYER, Digest.of(new byte[1]), Limits.V1.member());
    name("app", made.image("amd64", large));
    assertThatCode(() -> closure(pin(AMD64, ALL, false))).doesNotThrowAnyException();
    Descriptor larger = Descriptor.of(Layouts.LAYER, large.digest(), large.size() + 1);
    name("app", made.image("amd64", larger));
    assertThatThrownBy(() -> pin(AMD64, ALL, false))
        .hasMessageContaining("SKY-2304")
        .hasMessageContaining(large.digest().toString());
  }

  @Test
  void sha512AndSchema1AreRefusedByName() {
    String sha512 = "sha512:" + "a".repeat(128);
    String manifest =
        """
        {"schemaVersion":2,"config":{"mediaType":"x","digest":"sha256:%s","size":1},
        "layers":[{"mediaType":"x","digest":"%s","size":1}]}\
        """
            .formatted("b".repeat(64), sha512);
    assertThatThrownBy(() -> parse(MediaTypes.OCI_MANIFEST, manifest))
        .hasMessageContaining("SKY-2303")
        .hasMessageContaining(sha512);
    String schema1 = "application/vnd.docker.distribution.manifest.v1+prettyjws";
    assertThatThrownBy(() -> parse(schema1, "{\"schemaVersion\":1}"))
        .hasMessageContaining("SKY-2302");
    assertThatThrownBy(() -> parse("text/html", "{\"schemaVersion\":2}"))
        .hasMessageContaining("SKY-2301")
        .hasMessageContaining("text/html");
  }

  @Test
  void threeIndexesAboveAnImageAreAllowedAndFourAreNot() {
    Descriptor three = made.index(made.index(made.index(made.image("amd64"))));
    name("app", three);
    assertThat(closure(pin(List.of(), ALL, false)).parts()).hasSize(5);
    name("app", made.index(three));
    assertThatThrownBy(() -> pin(List.of(), ALL, false)).hasMessageContaining("SKY-2305");
  }

  @Test
  void anAttestationTravelsWithItsChildAndAChildWithoutPlatformAlways() {
    Descriptor amd64 = made.image("amd64", layer("1"));
    Descriptor arm64 = made.image("arm64", layer("2"));
    Descriptor bare = made.image("s390x", layer("3"));
    Descriptor ours = made.image("unknown", layer("4"));
    Descriptor theirs = made.image("unknown", layer("5"));
    name(
        "app",
        made.index(
            at("linux/amd64", amd64, Map.of()),
            at("linux/arm64/v8", arm64, Map.of()),
            bare,
            at("unknown/unknown", ours, about(amd64)),
            at("unknown/unknown", theirs, about(arm64))));
    assertThat(digests(closure(pin(AMD64, ALL, false))))
        .contains(amd64.digest(), bare.digest(), ours.digest())
        .doesNotContain(arm64.digest(), theirs.digest());
    Pin arm = pin(List.of(Platform.parse("linux/arm64")), ALL, false);
    assertThat(digests(closure(arm))).contains(arm64.digest()).doesNotContain(amd64.digest());
    assertThat(pin(List.of(), ALL, false).platforms()).hasSize(2);
  }

  @Test
  void foreignLayersStayBehindOnlyWhenTheyMay() {
    Descriptor foreign =
        made.blob(
            "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip",
            "far".getBytes(StandardCharsets.UTF_8));
    name("app", made.image("amd64", foreign, layer("near")));
    assertThat(closure(pin(AMD64, ALL, true)).left()).containsExactly(foreign);
    assertThat(digests(closure(pin(AMD64, ALL, true)))).doesNotContain(foreign.digest());
    assertThat(digests(closure(pin(AMD64, ALL, false)))).contains(foreign.digest());
  }

  @Test
  void referrersOfReferrersTravelThreeDeepAndOnlyOfTheChosenTypes() {
    Descriptor image = name("app", made.image("amd64", layer("x")));
    Descriptor first = name("1", made.artifact("type/a", image, layer("one")));
    Descriptor second = name("2", made.artifact("type/b", first, layer("two")));
    Descriptor third = name("3", made.artifact("type/c", second, layer("three")));
    Descriptor other = name("4", made.artifact("type/d", image));
    assertThat(referrers(ALL))
        .containsExactlyInAnyOrder(first.digest(), second.digest(), third.digest(), other.digest());
    assertThat(referrers(new ReferrerFilter.Types(Set.of("type/a", "type/b"))))
        .containsExactlyInAnyOrder(first.digest(), second.digest());
    assertThat(referrers(new ReferrerFilter.None())).isEmpty();
    name("5", made.artifact("type/e", third));
    assertThatThrownBy(() -> referrers(ALL)).hasMessageContaining("SKY-2306");
  }

  @Test
  void cosignTagsTravelByTheirLayersTypeToo() {
    Descriptor image = name("app", made.image("amd64", layer("x")));
    String tag = "sha256-" + image.digest().hex() + ".sig";
    String type = "application/vnd.dev.cosign.simplesigning.v1+json";
    Descriptor signature =
        name(tag, made.image("amd64", made.blob(type, "{}".getBytes(StandardCharsets.UTF_8))));
    Pin pin = pin(AMD64, new ReferrerFilter.Types(Set.of(type)), false);
    assertThat(pin.tags()).containsExactly(Map.entry(tag, signature));
    assertThat(pin(AMD64, new ReferrerFilter.Types(Set.of("other")), false).tags()).isEmpty();
    assertThat(closure(pin).parts())
        .filteredOn(part -> part.role() == Part.Role.REFERRER_LAYER)
        .hasSize(1);
  }

  @Test
  void aSingleManifestHasThePlatformOfItsConfig() {
    name("app", made.image("arm64"));
    assertThatThrownBy(() -> pin(AMD64, ALL, false))
        .hasMessageContaining("SKY-2307")
        .hasMessageContaining("has no linux/amd64; it has linux/arm64");
    name("app", made.artifact("type/a", made.image("amd64")));
    assertThat(pin(AMD64, ALL, false).platforms()).isEmpty();
  }

  @Test
  void aBlobWithTwoSizesIsRefused() {
    Descriptor layer = layer("x");
    name("app", made.image("amd64", layer, Descriptor.of(Layouts.LAYER, layer.digest(), 99)));
    assertThatThrownBy(() -> pin(AMD64, ALL, false)).hasMessageContaining("two sizes: 1 and 99");
  }

  @Test
  void aLayoutWithSeveralImagesIsAskedForOneByName() {
    name("other", made.image("amd64", layer("o")));
    name("third", made.image("amd64", layer("t")));
    Location whole = new Location.Layout(temp.resolve("layout"), Optional.empty());
    Reference reference = Reference.parse("docker.io/acme/app:v1");
    try (Source source = sources.open(whole, reference)) {
      assertThatThrownBy(source::resolve)
          .hasMessageContaining("SKY-2202")
          .hasMessageContaining("other, third");
    }
    Descriptor wanted = name("docker.io/acme/app:v1", made.image("amd64", layer("w")));
    try (Source source = sources.open(whole, reference)) {
      assertThat(source.resolve().digest()).isEqualTo(wanted.digest());
    }
    assertThatThrownBy(() -> pin(AMD64, ALL, false))
        .hasMessageContaining("SKY-2101")
        .hasMessageContaining("has nothing named app");
  }

  private List<Digest> referrers(ReferrerFilter filter) {
    return pin(AMD64, filter, false).referrers().stream().map(Descriptor::digest).toList();
  }

  private Pin pin(List<Platform> platforms, ReferrerFilter filter, boolean skipForeign) {
    return new Resolver(store).pin(source(), platforms, filter, skipForeign);
  }

  private Closure closure(Pin pin) {
    return new Collect(store).closure(source(), pin);
  }

  private Source source() {
    return sources.open(
        new Location.Layout(temp.resolve("layout"), Optional.of("app")),
        Reference.parse("docker.io/acme/app:v1"));
  }

  private Descriptor name(String name, Descriptor descriptor) {
    made.name(name, descriptor);
    return descriptor;
  }

  private Descriptor layer(String text) {
    return made.blob(Layouts.LAYER, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void parse(String mediaType, String json) {
    Manifest.parse(
        RawManifest.of(mediaType, json.getBytes(StandardCharsets.UTF_8)), "the manifest");
  }

  private static List<Digest> digests(Closure closure) {
    return closure.parts().stream().map(part -> part.descriptor().digest()).toList();
  }

  private static Map<String, String> about(Descriptor image) {
    return Map.of("vnd.docker.reference.digest", image.digest().toString());
  }

  private static Descriptor at(String platform, Descriptor image, Map<String, String> annotations) {
    return new Descriptor(
        image.mediaType(),
        image.digest(),
        image.size(),
        Optional.empty(),
        annotations,
        Optional.of(Platform.parse(platform)));
  }
}
