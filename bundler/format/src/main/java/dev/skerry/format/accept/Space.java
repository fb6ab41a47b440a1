package dev.skerry.format.accept;

import dev.skerry.format.Digest;
import java.util.function.Predicate;

/**
 * What the site has room for.
 *
 * @param free free bytes where blobs are stored
 * @param reserve bytes that must stay free
 * @param held whether a blob is held and sound
 */
public record Space(long free, long reserve, Predicate<Digest> held) {
  /** Refuses negative amounts. */
  public Space {
    if (free < 0 || reserve < 0) {
      throw new IllegalArgumentException("negative space");
    }
  }

  /** Whether so many bytes fit and leave the reserve. */
  boolean fits(long bytes) {
    return bytes <= free - reserve;
  }
}
