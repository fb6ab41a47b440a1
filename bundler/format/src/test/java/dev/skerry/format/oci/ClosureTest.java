package dev.skerry.format.oci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.MediaTypes;
import dev.skerry.format.Platform;
import dev.skerry.format.document.Content;
import dev.skerry.format.document.Kind;
import dev.skerry.format.oci.IndexJson.Entry;
import dev.skerry.format.testing.TestBundle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which blobs may be absent, and which must not be there. */
class ClosureTest {
  private static final String LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";
  private static final String FOREIGN = "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip";
  private static final String REPOSITORY = "docker.io/library/nginx";

  private final Map<Digest, byte[]> blobs = new HashMap<>();
  private final List<Entry> referrers = new ArrayList<>();
  private boolean foreignSkip;
  private Descriptor top;
  private Descriptor amd64;
  private Descriptor arm64;

  @BeforeEach
  void twoPlatforms() {
    amd64 = image("amd64", blob(LAYER, "amd64 layer"));
    arm64 = image("arm64", blob(LAYER, "arm64 layer"));
    top = index(on(amd64, "linux/amd64"), on(arm64, "linux/arm64/v8"));
  }

  @Test
  void anImageWithBothPlatformsIsClosed() {
    assertThat(judge("linux/amd64", "linux/arm64").manifests()).hasSize(3);
  }

  @Test
  void manifestsAndConfigsAreMetadataAndLayersAreNot() {
    assertThat(judge("linux/amd64").metadata()).hasSize(5).contains(top.digest(), amd64.digest());
  }

  @Test
  void aPlatformThatWasNotChosenMayBeAbsent() {
    drop(arm64);
    drop("arm64 config");
    drop("arm64 layer");
    assertThat(judge("linux/amd64").manifests()).containsOnlyKeys(top.digest(), amd64.digest());
  }

  @Test
  void aPlatformThatWasChosenMayNotAndV8IsImplied() {
    drop(arm64);
    refuses("SKY-1203", arm64.digest(), "linux/arm64");
  }

  @Test
  void aLayerOfACarriedPlatformMayNotBeAbsentEvenIfNobodyChoseIt() {
    drop("arm64 layer");
    refuses("SKY-1203", digest("arm64 layer"), "linux/amd64");
  }

  @Test
  void anAttestationMayBeAbsentAndIsJudgedWhenItIsThere() {
    Descriptor attestation = image("unknown", blob("application/vnd.in-toto+json", "proof"));
    top(on(amd64, "linux/amd64"), on(arm64, "linux/arm64"), on(attestation, "unknown/unknown"));
    assertThat(judge("linux/amd64").manifests()).hasSize(4);
    drop("proof");
    refuses("SKY-1203", digest("proof"), "linux/amd64");
    drop(attestation);
    drop("unknown config");
    assertThat(judge("linux/amd64").manifests()).hasSize(3);
  }

  @Test
  void aChildWithoutAPlatformMayNotBeAbsent() {
    top(amd64, arm64);
    drop(arm64);
    refuses("SKY-1203", arm64.digest(), "linux/amd64");
  }

  @Test
  void aForeignLayerMayBeAbsentOnlyWhereTheEntrySaysSo() {
    Descriptor windows = image("foreign", blob(FOREIGN, "windows"), blob(LAYER, "own"));
    top = windows;
    blobs
        .keySet()
        .retainAll(
            Set.of(windows.digest(), digest("foreign config"), digest("windows"), digest("own")));
    assertThat(judge("windows/amd64").manifests()).hasSize(1);
    drop("windows");
    refuses("SKY-1203", digest("windows"), "windows/amd64");
    foreignSkip = true;
    assertThat(judge("windows/amd64").manifests()).hasSize(1);
    drop("own");
    refuses("SKY-1203", digest("own"), "windows/amd64");
  }

  @Test
  void aBlobThatNothingNamesIsRefused() {
    blob(LAYER, "stowaway");
    refuses("SKY-1204", digest("stowaway"), "linux/amd64");
  }

  @Test
  void referrersAndCosignTagsReachTheirBlobsAndSmallLayersAreMetadata() {
    Descriptor small = image("sbom", blob("application/spdx+json", "small"));
    Descriptor large = image("sig", blob("application/spdx+json", "l".repeat(65_537)));
    referrers.add(Entry.referrer(REPOSITORY, small));
    refuses("SKY-1204", large.digest(), "linux/amd64");
    referrers.add(Entry.cosignTag(REPOSITORY + ":sha256-" + top.digest().hex() + ".sig", large));
    assertThat(judge("linux/amd64").metadata())
        .contains(digest("small"), small.digest(), large.digest())
        .doesNotContain(digest("l".repeat(65_537)));
  }

  @Test
  void aThousandReferrersOfOneSubjectAndNoMore() {
    for (int i = 0; i < 1_000; i++) {
      referrers.add(Entry.referrer(REPOSITORY, referrer(top, "r" + i)));
    }
    assertThat(judge("linux/amd64").manifests()).hasSize(1_003);
    referrers.add(Entry.referrer(REPOSITORY, referrer(top, "one more")));
    refuses("SKY-1205", top.digest(), "linux/amd64");
  }

  @Test
  void referrersOfReferrersGoThreeDeep() {
    Descriptor at = top;
    for (int depth = 1; depth <= 3; depth++) {
      at = referrer(at, "depth " + depth);
      referrers.add(Entry.referrer(REPOSITORY, at));
    }
    assertThat(judge("linux/amd64").manifests()).hasSize(6);
    Descriptor fourth = referrer(at, "depth 4");
    referrers.add(Entry.referrer(REPOSITORY, fourth));
    refuses("SKY-1205", fourth.digest(), "linux/amd64");
  }

  @Test
  void indexesNestThreeDeep() {
    Descriptor at = top;
    for (int depth = 2; depth <= 3; depth++) {
      at = index(at);
    }
    Descriptor third = at;
    top = third;
    assertThat(judge("linux/amd64", "linux/arm64").manifests()).hasSize(5);
    top = index(third);
    refuses("SKY-1205", null, "linux/amd64");
  }

  @Test
  void aDescriptorThatLiesAboutTheSizeIsRefused() {
    Descriptor lie = Descriptor.of(LAYER, digest("amd64 layer"), 7);
    top = image("liar", lie);
    blobs.keySet().retainAll(Set.of(top.digest(), digest("liar config"), digest("amd64 layer")));
    refuses("SKY-1207", digest("amd64 layer"), "linux/amd64");
  }

  @Test
  void theSameBytesUnderTwoMediaTypesAreRefused() {
    Descriptor other = Descriptor.of(MediaTypes.DOCKER_MANIFEST, amd64.digest(), amd64.size());
    top(on(amd64, "linux/amd64"), on(arm64, "linux/arm64"), on(other, "linux/386"));
    refuses("SKY-1201", amd64.digest(), "linux/amd64");
  }

  @Test
  void indexJsonIsReadOnlyInItsOneSpellingAndOrder() {
    IndexJson index = indexJson("linux/amd64");
    byte[] bytes = index.bytes();
    assertThat(IndexJson.parse(bytes)).isEqualTo(index);
    String text = new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
    for (String other :
        List.of(text + "\n", text.replace(":2,", ": 2,"), text.replace("\"size\"", "\"sizes\""))) {
      assertThatThrownBy(() -> IndexJson.parse(TestBundle.utf8(other)))
          .hasMessageContaining("SKY-1202");
    }
    Entry referrer = Entry.referrer(REPOSITORY, amd64);
    assertThatThrownBy(() -> new IndexJson(List.of(referrer, index.entries().getFirst())))
        .hasMessageContaining("wrong place");
    assertThatThrownBy(() -> new IndexJson(List.of(referrer, referrer)))
        .hasMessageContaining("wrong place");
  }

  private IndexJson indexJson(String... platforms) {
    return IndexJson.of(List.of(Entry.of(content(platforms), top.size())), referrers);
  }

  private Content content(String... platforms) {
    return new Content(
        Kind.IMAGE,
        Optional.empty(),
        REPOSITORY + ":1.29",
        top.digest(),
        top.mediaType(),
        java.util.stream.Stream.of(platforms).map(Platform::parse).toList(),
        OptionalLong.empty(),
        foreignSkip);
  }

  /** Judges with group 4 as a first judgement without it would assign it. */
  private Closure judge(String... platforms) {
    Map<Digest, Long> sizes = new HashMap<>();
    blobs.forEach((digest, body) -> sizes.put(digest, (long) body.length));
    IndexJson index = indexJson(platforms);
    ClosureWalk walk = new ClosureWalk(blobs, sizes, Set.of());
    for (Entry entry : index.entries()) {
      walk.entry(entry, Optional.of(content(platforms)).filter(c -> entry.content()));
    }
    Map<Digest, byte[]> documents = new HashMap<>(blobs);
    documents.keySet().retainAll(walk.closure().metadata());
    return Closure.judge(index, List.of(content(platforms)), documents, sizes, Set.of());
  }

  private void refuses(String code, Digest blob, String... platforms) {
    assertThatThrownBy(() -> judge(platforms))
        .hasMessageContaining(code)
        .hasMessageContaining(blob == null ? "" : blob.hex());
  }

  private Descriptor blob(String mediaType, String text) {
    byte[] body = TestBundle.utf8(text);
    blobs.put(Digest.of(body), body);
    return Descriptor.of(mediaType, Digest.of(body), body.length);
  }

  private static Digest digest(String text) {
    return Digest.of(TestBundle.utf8(text));
  }

  private void drop(Descriptor descriptor) {
    assertThat(blobs.remove(descriptor.digest())).isNotNull();
  }

  private void drop(String text) {
    assertThat(blobs.remove(digest(text))).isNotNull();
  }

  private Descriptor image(String name, Descriptor... layers) {
    return manifest(name, "", layers);
  }

  private Descriptor referrer(Descriptor subject, String name) {
    return manifest("referrer", ",\"subject\":" + json(subject), blob("text/plain", name));
  }

  private Descriptor manifest(String name, String more, Descriptor... layers) {
    Descriptor config = blob(MediaTypes.OCI_CONFIG, name + " config");
    List<String> all = java.util.stream.Stream.of(layers).map(ClosureTest::json).toList();
    return blob(
        MediaTypes.OCI_MANIFEST,
        "{\"schemaVersion\":2,\"config\":%s,\"layers\":[%s]%s}"
            .formatted(json(config), String.join(",", all), more));
  }

  /** Another index on top; the one before is no longer in the bundle. */
  private void top(Descriptor... children) {
    blobs.remove(top.digest());
    top = index(children);
  }

  private Descriptor index(Descriptor... children) {
    List<String> all = java.util.stream.Stream.of(children).map(ClosureTest::json).toList();
    return blob(
        MediaTypes.OCI_INDEX,
        "{\"schemaVersion\":2,\"manifests\":[%s]}".formatted(String.join(",", all)));
  }

  private static Descriptor on(Descriptor d, String platform) {
    return new Descriptor(
        d.mediaType(),
        d.digest(),
        d.size(),
        Optional.empty(),
        Map.of(),
        Optional.of(Platform.parse(platform)));
  }

  private static String json(Descriptor d) {
    String platform =
        d.platform()
            .map(p ->
                ",\"platform\":{\"os\":\"%s\",\"architecture\":\"%s\"%s}"
                    .formatted(
                        p.os(),
                        p.architecture(),
                        p.variant().map(v -> ",\"variant\":\"" + v + "\"").orElse("")))
            .orElse("");
    return "{\"mediaType\":\"%s\",\"digest\":\"%s\",\"size\":%d%s}"
        .formatted(d.mediaType(), d.digest(), d.size(), platform);
  }
}
