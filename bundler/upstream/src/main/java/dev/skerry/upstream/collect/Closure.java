package dev.skerry.upstream.collect;

import dev.skerry.format.Descriptor;
import java.util.List;

/**
 * All blobs that one image needs: its manifests are stored already, the rest is known by size.
 *
 * @param parts each digest once, in the order of the walk: a manifest before what it names
 * @param left non-distributable layers that stay behind because the pin says so
 */
public record Closure(List<Part> parts, List<Descriptor> left) {
  /** Copies the lists. */
  public Closure {
    parts = List.copyOf(parts);
    left = List.copyOf(left);
  }

  /** Bytes of all parts together. */
  public long bytes() {
    return parts.stream().mapToLong(part -> part.descriptor().size()).sum();
  }
}
