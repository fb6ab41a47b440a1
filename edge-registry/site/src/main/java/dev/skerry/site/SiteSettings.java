package dev.skerry.site;

import java.time.Duration;
import java.util.Optional;

/**
 * What a site is configured with.
 *
 * @param maxAge how old a statement may be; empty: any age until it expires
 * @param reserve bytes that an import leaves free on the disk
 */
public record SiteSettings(Optional<Duration> maxAge, long reserve) {
  private static final long GIB = 1L << 30;

  /** Refuses a negative reserve. */
  public SiteSettings {
    if (reserve < 0) {
      throw new IllegalArgumentException("negative reserve");
    }
  }

  /** The reserve of design section 6: 1 GiB or a twentieth of the disk, whichever is more. */
  public static long reserve(long diskSize) {
    return Math.max(GIB, diskSize / 20);
  }
}
