package dev.skerry.upstream.collect;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Platform;
import dev.skerry.upstream.manifest.Manifest;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which children of an index travel (format section 3, "Closure"): those without a platform, those
 * of a chosen platform, and attestations ({@code unknown/unknown}) with the child that they name.
 */
final class Choice {
  /** BuildKit's annotation that names what an attestation is about. */
  private static final String ABOUT = "vnd.docker.reference.digest";

  private final List<Platform> platforms;

  Choice(List<Platform> platforms) {
    this.platforms = platforms;
  }

  List<Descriptor> of(Manifest index) {
    Set<String> chosen = new HashSet<>();
    for (Descriptor child : index.children()) {
      if (wanted(child)) {
        chosen.add(child.digest().toString());
      }
    }
    return index.children().stream()
        .filter(child -> chosen.contains(child.digest().toString()) || attests(child, chosen))
        .toList();
  }

  private boolean wanted(Descriptor child) {
    Optional<Platform> platform = child.platform();
    return platform.isEmpty() || platforms.stream().anyMatch(p -> p.matches(platform.get()));
  }

  private static boolean attests(Descriptor child, Set<String> chosen) {
    return child.platform().filter(Platform::unknown).isPresent()
        && chosen.contains(child.annotations().getOrDefault(ABOUT, ""));
  }
}
