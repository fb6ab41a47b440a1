package dev.skerry.format.document;

import dev.skerry.format.Digest;
import java.util.List;

/**
 * What a reader needs.
 *
 * @param features features that it must know
 * @param bases statements whose content a thin bundle builds on
 */
public record Requires(List<String> features, List<Digest> bases) {
  /** Nothing. */
  public static final Requires NOTHING = new Requires(List.of(), List.of());

  /** Copies the lists. */
  public Requires {
    features = List.copyOf(features);
    bases = List.copyOf(bases);
  }
}
