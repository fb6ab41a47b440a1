package dev.skerry.site;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.MediaTypes;
import dev.skerry.format.Reference;
import dev.skerry.format.accept.Metadata;
import dev.skerry.format.oci.IndexJson;
import dev.skerry.format.oci.ManifestDocument;
import dev.skerry.format.oci.Manifests;
import dev.skerry.store.BundleContent;
import dev.skerry.store.BundleContent.ManifestRow;
import dev.skerry.store.BundleContent.Placement;
import dev.skerry.store.SiteState.BundleRow;
import dev.skerry.store.StoredManifest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes the catalog's rows from the metadata of a bundle that was judged sound. */
final class CatalogRows {
  private final Metadata metadata;
  private final Set<Digest> carried;
  private final Map<Digest, ManifestRow> rows = new LinkedHashMap<>();
  private final Deque<Descriptor> waiting = new ArrayDeque<>();

  private CatalogRows(Metadata metadata, Set<Digest> carried) {
    this.metadata = metadata;
    this.carried = carried;
  }

  /**
   * All rows.
   *
   * @param sizes every blob that belongs to the bundle, carried or omitted
   */
  static BundleContent of(Digest statement, Metadata metadata, SortedMap<Digest, Long> sizes) {
    CatalogRows rows = new CatalogRows(metadata, sizes.keySet());
    IndexJson index = IndexJson.parse(metadata.index());
    index.entries().forEach(entry -> rows.waiting.add(entry.descriptor()));
    rows.walk();
    return new BundleContent(statement, sizes, List.copyOf(rows.rows.values()), placements(index));
  }

  /** What gives a bundle that is held its tags again. */
  static BundleContent tags(BundleRow held) {
    return new BundleContent(
        held.statement(), new TreeMap<>(), List.of(), placements(IndexJson.parse(held.index())));
  }

  private static List<Placement> placements(IndexJson index) {
    return index.entries().stream().map(CatalogRows::placement).toList();
  }

  private static Placement placement(IndexJson.Entry entry) {
    Digest digest = entry.descriptor().digest();
    String name = entry.reference().or(entry::repository).orElseThrow();
    Reference reference = Reference.parse(name);
    boolean tagged = entry.reference().isPresent() && reference.digest().isEmpty();
    return new Placement(
        reference.host(),
        reference.repository(),
        tagged ? reference.tag() : Optional.empty(),
        digest);
  }

  private void walk() {
    while (!waiting.isEmpty() && rows.size() <= Limits.V1.manifests()) {
      Descriptor next = waiting.remove();
      byte[] body = metadata.documents().get(next.digest());
      if (body != null && !rows.containsKey(next.digest())) {
        add(Manifests.parse(body, next.mediaType(), next.digest().toString()));
      }
    }
  }

  private void add(ManifestDocument manifest) {
    List<Descriptor> children = new ArrayList<>();
    List<Descriptor> blobs = new ArrayList<>();
    Optional<String> type = manifest.artifactType();
    switch (manifest) {
      case ManifestDocument.Index index -> children.addAll(index.manifests());
      case ManifestDocument.Image image -> {
        blobs.add(image.config());
        blobs.addAll(image.layers());
        type = type.or(() -> Optional.of(image.config().mediaType()));
      }
    }
    children.stream().filter(c -> MediaTypes.isManifest(c.mediaType())).forEach(waiting::add);
    StoredManifest stored =
        new StoredManifest(
            manifest.digest(),
            manifest.mediaType(),
            manifest.bytes().length,
            type,
            manifest.subject().map(Descriptor::digest));
    rows.put(
        stored.digest(),
        new ManifestRow(stored, manifest.annotations(), digests(children), carried(blobs)));
  }

  private static List<Digest> digests(Collection<Descriptor> descriptors) {
    return descriptors.stream().map(Descriptor::digest).distinct().toList();
  }

  private List<Digest> carried(Collection<Descriptor> descriptors) {
    return digests(descriptors).stream().filter(carried::contains).toList();
  }
}
