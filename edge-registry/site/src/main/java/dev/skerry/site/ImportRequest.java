package dev.skerry.site;

import java.nio.file.Path;
import java.util.List;

/**
 * What to import.
 *
 * @param sources a stick's folder, a bundle file of any name, or volumes in any order
 */
public record ImportRequest(List<Path> sources) {
  /** Copies the list; refuses an empty one. */
  public ImportRequest {
    sources = List.copyOf(sources);
    if (sources.isEmpty()) {
      throw new IllegalArgumentException("nothing to import");
    }
  }
}
