package dev.skerry.upstream.collect;

import dev.skerry.format.Descriptor;

/**
 * One blob of a closure.
 *
 * @param descriptor as the document that names it says
 * @param role what it is
 */
public record Part(Descriptor descriptor, Role role) {
  /** What a blob is within its image; one that is several counts as the first. */
  public enum Role {
    /** A manifest or index, of whatever depth, referrers' and cosign tags' too. */
    MANIFEST,
    CONFIG,
    /** A layer of a referrer or cosign tag; also when it is an image's layer, too. */
    REFERRER_LAYER,
    LAYER
  }
}
