package dev.skerry.format.oci;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.MediaTypes;
import dev.skerry.format.Platform;
import dev.skerry.format.document.Content;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.oci.IndexJson.Entry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Visits what the entries of index.json reach and notes what belongs into group 4. */
final class ClosureWalk {
  private final Map<Digest, byte[]> documents;
  private final Map<Digest, Long> sizes;
  private final Set<Digest> omitted;
  private final TreeMap<Digest, ManifestDocument> manifests = new TreeMap<>();
  private final TreeSet<Digest> metadata = new TreeSet<>();
  private final Set<Digest> reached = new HashSet<>();

  ClosureWalk(Map<Digest, byte[]> documents, Map<Digest, Long> sizes, Set<Digest> omitted) {
    this.documents = documents;
    this.sizes = sizes;
    this.omitted = omitted;
  }

  /**
   * What holds for everything below one entry.
   *
   * @param name what to call it in messages
   * @param kind its kind in index.json
   * @param platforms platforms whose manifests must be there
   * @param sparse whether other platforms may be absent
   * @param foreignSkip whether non-distributable layers may be absent
   */
  private record Scope(
      String name, String kind, List<Platform> platforms, boolean sparse, boolean foreignSkip) {
    boolean mayLack(Descriptor child) {
      return child
          .platform()
          .map(p -> p.unknown() || (sparse && platforms.stream().noneMatch(p::matches)))
          .orElse(false);
    }
  }

  private record Visit(Descriptor manifest, int depth) {}

  /** The media type belongs to it: one body under two types is refused, not skipped. */
  private record Seen(Digest digest, String mediaType) {}

  /** Visits an entry; content is empty for referrers and cosign tags. */
  void entry(Entry entry, Optional<Content> content) {
    Scope scope =
        new Scope(
            entry.reference().or(entry::repository).orElseThrow(),
            entry.kind(),
            content.map(Content::platforms).orElse(List.of()),
            content.isPresent(),
            content.map(Content::foreignSkip).orElse(false));
    Deque<Visit> open = new ArrayDeque<>();
    Set<Seen> seen = new HashSet<>();
    open.add(new Visit(entry.descriptor(), 0));
    while (!open.isEmpty()) {
      Visit next = open.remove();
      if (seen.add(new Seen(next.manifest().digest(), next.manifest().mediaType()))) {
        visit(next, scope, open);
      }
    }
  }

  private void visit(Visit visit, Scope scope, Deque<Visit> open) {
    Digest digest = visit.manifest().digest();
    if (!carried(visit.manifest(), scope)) {
      return;
    }
    metadata.add(digest);
    ManifestDocument document = manifests.computeIfAbsent(digest, d -> read(visit.manifest()));
    if (!document.mediaType().equals(visit.manifest().mediaType())) {
      throw new SkerryException(
          OciError.MANIFEST,
          digest.toString(),
          "is listed as %s and as %s"
              .formatted(document.mediaType(), visit.manifest().mediaType()));
    }
    if (manifests.size() > Limits.V1.manifests()) {
      throw new SkerryException(
          OciError.LIMIT, scope.name(), "is beyond %d manifests".formatted(Limits.V1.manifests()));
    }
    switch (document) {
      case ManifestDocument.Index index -> children(index, visit.depth() + 1, scope, open);
      case ManifestDocument.Image image -> blobs(image, scope);
    }
  }

  private ManifestDocument read(Descriptor manifest) {
    byte[] body = documents.get(manifest.digest());
    if (body == null) {
      throw new SkerryException(
          OciError.ASSIGNMENT, manifest.digest().toString(), "is a manifest outside group 4");
    }
    return Manifests.parse(body, manifest.mediaType(), manifest.digest().toString());
  }

  private void children(ManifestDocument.Index index, int depth, Scope scope, Deque<Visit> open) {
    if (depth > Limits.V1.indexDepth()) {
      throw new SkerryException(
          OciError.LIMIT,
          index.digest().toString(),
          "nests indexes deeper than %d in %s".formatted(Limits.V1.indexDepth(), scope.name()));
    }
    for (Descriptor child : index.manifests()) {
      if (!present(child) && scope.mayLack(child)) {
        continue;
      }
      if (MediaTypes.isManifest(child.mediaType())) {
        open.add(new Visit(child, depth));
      } else {
        carried(child, scope);
      }
    }
  }

  private void blobs(ManifestDocument.Image image, Scope scope) {
    if (carried(image.config(), scope)) {
      metadata.add(image.config().digest());
    }
    for (Descriptor layer : image.layers()) {
      boolean mayLack = scope.foreignSkip() && MediaTypes.isForeignLayer(layer.mediaType());
      if (!present(layer) && mayLack) {
        continue;
      }
      if (carried(layer, scope) && EarlyLayers.early(scope.kind(), layer, sizes)) {
        metadata.add(layer.digest());
      }
    }
  }

  private boolean present(Descriptor descriptor) {
    return sizes.containsKey(descriptor.digest()) || omitted.contains(descriptor.digest());
  }

  /** Whether the bundle carries the blob itself; refuses when it has no right to be absent. */
  private boolean carried(Descriptor descriptor, Scope scope) {
    Digest digest = descriptor.digest();
    Long size = sizes.get(digest);
    if (size == null && !omitted.contains(digest)) {
      throw new SkerryException(
          OciError.MISSING,
          digest.toString(),
          "belongs to %s and is not in the bundle".formatted(scope.name()));
    }
    if (size != null && size != descriptor.size()) {
      throw new SkerryException(
          OciError.SIZE,
          digest.toString(),
          "has %d bytes, but %s says %d".formatted(size, scope.name(), descriptor.size()));
    }
    reached.add(digest);
    return size != null;
  }

  /** Refuses a listed blob that nothing names. */
  void requireAllReached() {
    for (Digest digest : new TreeSet<>(sizes.keySet())) {
      if (!reached.contains(digest)) {
        throw new SkerryException(
            OciError.UNREACHABLE, digest.toString(), "is in the bundle, but nothing names it");
      }
    }
  }

  Closure closure() {
    return new Closure(manifests, metadata);
  }
}
