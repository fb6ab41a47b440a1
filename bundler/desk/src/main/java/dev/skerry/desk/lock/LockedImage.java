package dev.skerry.desk.lock;

import dev.skerry.format.Reference;
import dev.skerry.format.document.Kind;
import dev.skerry.upstream.collect.Pin;
import dev.skerry.upstream.collect.ReferrerFilter;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * An image with everything of it that travels.
 *
 * @param reference under which nodes pull it
 * @param osName its name when it is an operating system
 * @param counter there when it is an operating system
 * @param from where it was resolved, as {@code from:} spells it
 * @param asked which referrers {@code bundle.yaml} asked for, see {@link #asked(ReferrerFilter)}
 * @param pin its digest, platforms, referrers and cosign tags
 */
public record LockedImage(
    Reference reference,
    Optional<String> osName,
    OptionalLong counter,
    String from,
    String asked,
    Pin pin) {
  /** What is asked for where nothing is said. */
  static final String ALL = "all";

  /** Refuses a name without a counter and the other way round. */
  public LockedImage {
    if (osName.isPresent() != counter.isPresent()) {
      throw new IllegalArgumentException("name and counter go together: " + reference);
    }
  }

  /** {@code all}, {@code none} or artifact types, ascending. */
  public static String asked(ReferrerFilter filter) {
    return switch (filter) {
      case ReferrerFilter.All all -> ALL;
      case ReferrerFilter.None none -> "none";
      case ReferrerFilter.Types types ->
          types.artifactTypes().stream().sorted().collect(Collectors.joining(" "));
    };
  }

  /** {@code os} or {@code image}. */
  public Kind kind() {
    return osName.isPresent() ? Kind.OS : Kind.IMAGE;
  }
}
