package dev.skerry.upstream.collect;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.error.SkerryException;
import dev.skerry.upstream.UpstreamError;
import dev.skerry.upstream.manifest.Manifest;
import dev.skerry.upstream.source.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds what was attached to an image after it was built, as far as it is to travel. */
final class Referrers {
  private static final List<String> COSIGN = List.of(".sig", ".att", ".sbom");

  private final Source source;
  private final Manifests manifests;
  private final Walk walk;
  private final ReferrerFilter filter;

  Referrers(Source source, Manifests manifests, Walk walk, ReferrerFilter filter) {
    this.source = source;
    this.manifests = manifests;
    this.walk = walk;
    this.filter = filter;
  }

  /** Referrers of these manifests, and theirs in turn, by digest. */
  List<Descriptor> of(List<Manifest> images) {
    if (filter instanceof ReferrerFilter.None) {
      return List.of();
    }
    Map<Digest, Descriptor> found = new LinkedHashMap<>();
    List<Manifest> subjects = images;
    for (int depth = 1; !subjects.isEmpty(); depth++) {
      List<Manifest> next = new ArrayList<>();
      for (Manifest subject : subjects) {
        for (Manifest referrer : direct(subject)) {
          refuseDepth(referrer, depth);
          if (found.put(referrer.raw().digest(), referrer.asReferrer()) == null) {
            next.addAll(walk.referrer(referrer.raw().descriptor()));
          }
        }
      }
      subjects = next;
    }
    return found.values().stream().sorted(Comparator.comparing(Descriptor::digest)).toList();
  }

  private List<Manifest> direct(Manifest subject) {
    return source.referrers(subject.raw().digest()).stream()
        .map(manifests::get)
        .filter(referrer -> referrer.refersTo(subject.raw().digest()))
        .filter(this::travels)
        .toList();
  }

  private void refuseDepth(Manifest referrer, int depth) {
    if (depth > Limits.V1.referrerDepth()) {
      throw new SkerryException(
          UpstreamError.TOO_MANY,
          manifests.item(referrer.raw().descriptor()),
          "refers to a referrer more than " + Limits.V1.referrerDepth() + " deep");
    }
  }

  /** Cosign tags of these manifests, by tag. */
  SortedMap<String, Descriptor> tagsOf(List<Manifest> images) {
    SortedMap<String, Descriptor> tags = new TreeMap<>();
    if (filter instanceof ReferrerFilter.None) {
      return tags;
    }
    for (Manifest image : images) {
      for (String suffix : COSIGN) {
        String tag = "sha256-" + image.raw().digest().hex() + suffix;
        source
            .tag(tag)
            .map(manifests::keep)
            .filter(this::travels)
            .ifPresent(manifest -> tags.put(tag, manifest.raw().descriptor()));
      }
    }
    tags.values().forEach(walk::referrer);
    return tags;
  }

  private boolean travels(Manifest referrer) {
    return switch (filter) {
      case ReferrerFilter.All all -> true;
      case ReferrerFilter.None none -> false;
      case ReferrerFilter.Types(var types) ->
          referrer.artifactType().filter(types::contains).isPresent()
              || referrer.layers().stream().anyMatch(layer -> types.contains(layer.mediaType()));
    };
  }
}
