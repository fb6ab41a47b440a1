package dev.skerry.upstream.collect;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.MediaTypes;
import dev.skerry.format.Platform;
import dev.skerry.format.error.SkerryException;
import dev.skerry.upstream.UpstreamError;
import dev.skerry.upstream.manifest.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From a manifest down to everything that it names. */
final class Walk {
  private final Manifests manifests;
  private final Choice choice;
  private final boolean skipForeign;
  private final Map<Digest, Part> parts = new LinkedHashMap<>();
  private final List<Descriptor> left = new ArrayList<>();

  Walk(Manifests manifests, List<Platform> platforms, boolean skipForeign) {
    this.manifests = manifests;
    this.choice = new Choice(platforms);
    this.skipForeign = skipForeign;
  }

  /** Walks an image: chosen platforms only. Returns its manifests and indexes. */
  List<Manifest> image(Descriptor root) {
    List<Manifest> seen = new ArrayList<>();
    visit(root, 1, Part.Role.LAYER, seen);
    return seen;
  }

  /** Walks a referrer or cosign tag: all of it. */
  List<Manifest> referrer(Descriptor root) {
    List<Manifest> seen = new ArrayList<>();
    visit(root, 1, Part.Role.REFERRER_LAYER, seen);
    return seen;
  }

  Closure closure() {
    return new Closure(List.copyOf(parts.values()), left);
  }

  private void visit(Descriptor wanted, int depth, Part.Role layers, List<Manifest> seen) {
    if (depth > Limits.V1.indexDepth() + 1) {
      throw new SkerryException(
          UpstreamError.TOO_DEEP,
          manifests.item(wanted),
          "lies below more than " + Limits.V1.indexDepth() + " indexes");
    }
    add(wanted, Part.Role.MANIFEST);
    Manifest manifest = manifests.get(wanted);
    seen.add(manifest);
    if (seen.size() > Limits.V1.manifests()) {
      throw new SkerryException(
          UpstreamError.TOO_MANY,
          manifests.item(wanted),
          "is one of more than " + Limits.V1.manifests() + " manifests");
    }
    if (manifest.index()) {
      boolean all = layers == Part.Role.REFERRER_LAYER;
      for (Descriptor child : all ? manifest.children() : choice.of(manifest)) {
        visit(child, depth + 1, layers, seen);
      }
    } else {
      manifest.config().ifPresent(config -> add(config, Part.Role.CONFIG));
      manifest.layers().forEach(layer -> layer(layer, layers));
    }
  }

  private void layer(Descriptor layer, Part.Role role) {
    if (skipForeign && MediaTypes.isForeignLayer(layer.mediaType())) {
      left.add(layer);
    } else {
      add(layer, role);
    }
  }

  private void add(Descriptor found, Part.Role role) {
    Part part = new Part(found, role);
    Part kept =
        parts.merge(found.digest(), part, (a, b) -> a.role().compareTo(b.role()) <= 0 ? a : b);
    if (kept.descriptor().size() != found.size()) {
      throw new SkerryException(
          UpstreamError.BAD_MANIFEST,
          manifests.item(found),
          "is named with two sizes: " + kept.descriptor().size() + " and " + found.size());
    }
    if (parts.size() > Limits.V1.blobs()) {
      throw new SkerryException(
          UpstreamError.TOO_MANY,
          manifests.item(found),
          "is one of more than " + Limits.V1.blobs() + " blobs");
    }
  }
}
