package dev.skerry.format.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.MediaTypes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LayoutTest {
  private final Map<Digest, Layout.Links> documents = new HashMap<>();
  private final Map<Digest, Long> blobs = new HashMap<>();
  private final List<Descriptor> entries = new ArrayList<>();

  @Test
  void manifestsAndConfigsTravelBeforeLayers() {
    entry("image", index("i", image("m", blob("config", 9), blob("layer", 5))));
    assertThat(metadata()).containsExactlyElementsOf(sorted("i", "m", "config"));
    assertThat(layout().payload()).containsExactly(Member.blob(digest("layer"), 5));
  }

  @Test
  void everyLayerOfAPlanIsMetadata() {
    entry("plan", image("p", blob("{}", 2), blob("yaml", Limits.V1.plan())));
    entry("file", image("f", blob("{}", 2), blob("pdf", 10)));
    assertThat(metadata()).containsExactlyElementsOf(sorted("p", "{}", "yaml", "f"));
  }

  @Test
  void layersOfReferrersAreMetadataUpTo64KiB() {
    entry("referrer", image("r", blob("c", 2), blob("at", 65_536), blob("over", 65_537)));
    assertThat(metadata()).containsExactlyElementsOf(sorted("r", "c", "at"));
  }

  @Test
  void whatQualifiesForBothGroupsIsMetadata() {
    Descriptor shared = blob("shared", 100);
    entry("image", image("m", blob("c", 2), shared));
    entry("referrer", image("r", blob("c", 2), shared));
    assertThat(metadata()).contains(digest("shared"));
  }

  @Test
  void childrenThatTheBundleDoesNotCarryAreNotListed() {
    Descriptor here = image("amd64", blob("c", 2));
    Descriptor away = Descriptor.of(MediaTypes.OCI_MANIFEST, digest("arm64"), 10);
    entry("image", index("i", here, away));
    assertThat(metadata()).containsExactlyElementsOf(sorted("i", "amd64", "c"));
  }

  @Test
  void aManifestThatCannotBeReadStillBelongsToGroup4() {
    entry("image", index("i", blobAs(MediaTypes.OCI_MANIFEST, "unread", 7)));
    assertThat(metadata()).contains(digest("unread"));
  }

  @Test
  void indexesThatNameThemselvesEnd() {
    Descriptor loop = blobAs(MediaTypes.OCI_INDEX, "loop", 3);
    documents.put(digest("loop"), new Layout.Links(Optional.empty(), List.of(), List.of(loop)));
    entry("image", loop);
    assertThat(metadata()).containsExactly(digest("loop"));
  }

  @Test
  void anAssemblyListsEverythingOnce() {
    entry("image", image("m", blob("c", 2), blob("layer", 5)));
    byte[] root = {1};
    TreeMap<String, byte[]> extras = new TreeMap<>(Map.of("OMITTED", new byte[] {2, 3}));
    Assembly assembly = Assembly.of(List.of(root), extras, new byte[40], layout());
    assertThat(Sums.parse(assembly.sums().bytes())).isEqualTo(assembly.sums());
    assertThat(assembly.sums().lines()).hasSize(8);
    assertThat(assembly.metadata()).isEqualTo(5);
    assertThat(assembly.bytes())
        .isEqualTo(1 + assembly.sizes().bytes().length + 2 + 30 + 40 + 10 + 2 + 5);
    assertThat(assembly.documents().stream().map(Digest::of))
        .contains(Digest.of(assembly.sums().bytes()), assembly.sums().sizes().digest());
  }

  @Test
  void metadataOverTheLimitIsRefused() {
    List<Descriptor> layers = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      layers.add(blob("yaml" + i, Limits.V1.plan()));
    }
    entry("plan", image("p", blob("{}", 2), layers.toArray(Descriptor[]::new)));
    assertThatThrownBy(() -> Assembly.of(List.of(), new TreeMap<>(), new byte[1], layout()))
        .hasMessageContaining("67,108,876 bytes");
  }

  private Layout layout() {
    return Layout.of(entries, d -> Optional.ofNullable(documents.get(d)), blobs);
  }

  private List<Digest> metadata() {
    return layout().metadata().stream().map(Member::digest).toList();
  }

  private static List<Digest> sorted(String... names) {
    return List.of(names).stream().map(LayoutTest::digest).sorted().toList();
  }

  private void entry(String kind, Descriptor d) {
    entries.add(
        new Descriptor(
            d.mediaType(),
            d.digest(),
            d.size(),
            Optional.empty(),
            Map.of("dev.skerry.kind", kind),
            Optional.empty()));
  }

  private Descriptor image(String name, Descriptor config, Descriptor... layers) {
    documents.put(digest(name), new Layout.Links(Optional.of(config), List.of(layers), List.of()));
    return blobAs(MediaTypes.OCI_MANIFEST, name, 10);
  }

  private Descriptor index(String name, Descriptor... children) {
    documents.put(digest(name), new Layout.Links(Optional.empty(), List.of(), List.of(children)));
    return blobAs(MediaTypes.OCI_INDEX, name, 10);
  }

  private Descriptor blob(String name, long size) {
    return blobAs("application/octet-stream", name, size);
  }

  private Descriptor blobAs(String mediaType, String name, long size) {
    blobs.put(digest(name), size);
    return Descriptor.of(mediaType, digest(name), size);
  }

  private static Digest digest(String name) {
    return Digest.of(name.getBytes(StandardCharsets.UTF_8));
  }
}
