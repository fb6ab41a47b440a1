package dev.skerry.upstream.collect;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Platform;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything of one image that the lock names; {@code build} takes exactly this.
 *
 * @param root the manifest or index that the reference named
 * @param platforms the selected ones, ascending; empty for artifacts
 * @param skipForeign whether non-distributable layers stay behind
 * @param referrers every referrer that travels, with {@code artifactType}, by digest
 * @param tags every cosign tag that travels, for instance {@code sha256-<hex>.sig}
 * @param version {@code org.opencontainers.image.version} of the image, for people
 */
public record Pin(
    Descriptor root,
    List<Platform> platforms,
    boolean skipForeign,
    List<Descriptor> referrers,
    SortedMap<String, Descriptor> tags,
    Optional<String> version) {
  /** Copies the lists. */
  public Pin {
    platforms = platforms.stream().sorted().toList();
    referrers = List.copyOf(referrers);
    tags = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
  }
}
