package dev.skerry.upstream.collect;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Platform;
import dev.skerry.format.error.SkerryException;
import dev.skerry.upstream.UpstreamError;
import dev.skerry.upstream.manifest.Manifest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Settles which platforms of an image travel: what was asked for has to exist. */
final class Platforms {
  private final Manifests manifests;

  Platforms(Manifests manifests) {
    this.manifests = manifests;
  }

  /**
   * The chosen ones; none for an artifact.
   *
   * @param wanted empty: every one that exists
   */
  List<Platform> of(Manifest root, List<Platform> wanted) {
    List<Platform> existing = existing(root).distinct().sorted().toList();
    if (existing.isEmpty() || wanted.isEmpty()) {
      return existing;
    }
    List<Platform> missing =
        wanted.stream().filter(w -> existing.stream().noneMatch(w::matches)).toList();
    if (!missing.isEmpty()) {
      throw new SkerryException(
          UpstreamError.PLATFORM,
          manifests.item(root.raw().descriptor()),
          "has no " + list(missing) + "; it has " + list(existing));
    }
    return wanted.stream().distinct().sorted().toList();
  }

  private Stream<Platform> existing(Manifest root) {
    if (root.index()) {
      return root.children().stream()
          .map(Descriptor::platform)
          .flatMap(Optional::stream)
          .filter(platform -> !platform.unknown());
    }
    return root.image() ? manifests.config(root).platform().stream() : Stream.empty();
  }

  private static String list(List<Platform> platforms) {
    return platforms.stream().map(Platform::toString).collect(Collectors.joining(", "));
  }
}
