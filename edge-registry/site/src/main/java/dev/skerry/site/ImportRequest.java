package dev.skerry.site;

import java.nio.file.Path;
import java.util.List;

/**
 * What to import.
 *
 * @param sources a stick's folder, a bundle file of any name, or volumes in any order
 * @param permits permit files beside those that lie beside the bundles
 */
public record ImportRequest(List<Path> sources, List<Path> permits) {
  /** Copies the lists; refuses an empty one of sources. */
  public ImportRequest {
    sources = List.copyOf(sources);
    permits = List.copyOf(permits);
    if (sources.isEmpty()) {
      throw new IllegalArgumentException("nothing to import");
    }
  }

  /** With the permits beside the bundles alone. */
  public static ImportRequest of(Path... sources) {
    return new ImportRequest(List.of(sources), List.of());
  }
}
