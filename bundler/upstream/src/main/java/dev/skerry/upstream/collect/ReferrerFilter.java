package dev.skerry.upstream.collect;

import java.util.Set;

/** Which referrers and cosign tags travel: {@code referrers: all | none | [type, …]}. */
public sealed interface ReferrerFilter {
  /** All of them, cosign tags too. */
  record All() implements ReferrerFilter {}

  /** None, and no cosign tags. */
  record None() implements ReferrerFilter {}

  /**
   * Those of the named types. A cosign tag counts by its artifact type or a layer's media type, for
   * instance {@code application/vnd.dev.cosign.simplesigning.v1+json}.
   */
  record Types(Set<String> artifactTypes) implements ReferrerFilter {
    /** Copies the set. */
    public Types {
      artifactTypes = Set.copyOf(artifactTypes);
    }
  }
}
