package dev.skerry.format.document;

import dev.skerry.format.Digest;
import dev.skerry.format.Platform;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One entry of a statement's content.
 *
 * @param kind what it is
 * @param name its name; only for os, k3s, plan and file
 * @param reference where it stands at the site, in full
 * @param digest digest of its manifest or index
 * @param mediaType media type of that
 * @param platforms the selected platforms, ascending; none for artifacts
 * @param counter counts up with every new digest under this kind and name; only where named
 * @param foreignSkip whether non-distributable layers may be absent
 */
public record Content(
    Kind kind,
    Optional<String> name,
    String reference,
    Digest digest,
    String mediaType,
    List<Platform> platforms,
    OptionalLong counter,
    boolean foreignSkip) {
  /** The order in which a statement lists its content: kind, reference, digest. */
  public static final Comparator<Content> ORDER =
      Comparator.comparing(Content::kind)
          .thenComparing(Content::reference)
          .thenComparing(Content::digest);

  /** Copies the platforms. */
  public Content {
    platforms = List.copyOf(platforms);
  }
}
