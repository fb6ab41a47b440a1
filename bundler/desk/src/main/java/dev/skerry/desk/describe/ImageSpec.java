package dev.skerry.desk.describe;

import dev.skerry.format.Platform;
import dev.skerry.format.Reference;
import dev.skerry.plans.yaml.Mark;
import dev.skerry.upstream.collect.ReferrerFilter;
import java.util.List;
import java.util.Optional;

/**
 * An image and how to take it.
 *
 * @param name under which nodes pull it, in full
 * @param from another source than the name says, as {@code Location} spells it
 * @param platforms its own; empty: those of the bundle
 * @param skipForeign whether non-distributable layers stay behind
 */
public record ImageSpec(
    Reference name,
    Optional<String> from,
    List<Platform> platforms,
    ReferrerFilter referrers,
    boolean skipForeign,
    Mark at) {
  /** Copies the list. */
  public ImageSpec {
    platforms = platforms.stream().sorted().distinct().toList();
  }

  /** An image that only has a name. */
  public static ImageSpec of(Reference name, Mark at) {
    return new ImageSpec(name, Optional.empty(), List.of(), new ReferrerFilter.All(), false, at);
  }
}
