package dev.skerry.desk.build;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.MediaTypes;
import dev.skerry.format.accept.Metadata;
import dev.skerry.format.archive.Layout;
import dev.skerry.format.archive.Layout.Links;
import dev.skerry.format.archive.Member;
import dev.skerry.format.document.Content;
import dev.skerry.format.oci.Closure;
import dev.skerry.format.oci.IndexJson;
import dev.skerry.format.oci.ManifestDocument;
import dev.skerry.format.oci.Manifests;
import dev.skerry.upstream.content.ContentStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Every blob of a bundle, held by the content store.
 *
 * @param blobs by digest
 */
record Held(Map<Digest, Descriptor> blobs) {
  /** Copies the map. */
  Held {
    blobs = Map.copyOf(blobs);
  }

  /** Which of them travel in group 4 and which in group 5. */
  Layout layout(IndexJson index, ContentStore store) {
    return Layout.of(
        index.entries().stream().map(IndexJson.Entry::descriptor).toList(),
        digest -> links(digest, store),
        sizes());
  }

  /**
   * Judges the bundle as a gateway will: what would be refused there is not built.
   *
   * @return what a gateway will know of it once it has read group 4
   * @throws dev.skerry.format.error.SkerryException an {@code OciError} that names the blob
   */
  Metadata judge(IndexJson index, List<Content> content, Layout layout, ContentStore store) {
    Map<Digest, byte[]> documents = new HashMap<>();
    for (Member member : layout.metadata()) {
      documents.put(member.digest(), store.read(member.digest(), (int) member.size()));
    }
    Metadata metadata = new Metadata(index.bytes(), documents, sizes(), Set.of());
    Closure.judge(index, content, metadata.documents(), metadata.sizes(), metadata.omitted());
    return metadata;
  }

  private SortedMap<Digest, Long> sizes() {
    SortedMap<Digest, Long> sizes = new TreeMap<>();
    blobs.forEach((digest, blob) -> sizes.put(digest, blob.size()));
    return sizes;
  }

  private Optional<Links> links(Digest digest, ContentStore store) {
    return Optional.ofNullable(blobs.get(digest))
        .filter(blob -> MediaTypes.isManifest(blob.mediaType()))
        .map(blob -> links(document(blob, store)));
  }

  /** Reads a manifest or an index from the store. */
  static ManifestDocument document(Descriptor manifest, ContentStore store) {
    byte[] bytes = store.read(manifest.digest(), Limits.V1.manifest());
    return Manifests.parse(bytes, manifest.mediaType(), manifest.digest().toString());
  }

  private static Links links(ManifestDocument document) {
    return switch (document) {
      case ManifestDocument.Image i -> new Links(Optional.of(i.config()), i.layers(), List.of());
      case ManifestDocument.Index i -> new Links(Optional.empty(), List.of(), i.manifests());
    };
  }
}
