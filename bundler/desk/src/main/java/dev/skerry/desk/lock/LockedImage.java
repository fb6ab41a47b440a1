package dev.skerry.desk.lock;

import dev.skerry.format.Reference;
import dev.skerry.format.document.Kind;
import dev.skerry.upstream.collect.Pin;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An image with everything of it that travels.
 *
 * @param reference under which nodes pull it
 * @param osName its name when it is an operating system
 * @param counter there when it is an operating system
 * @param from where it was resolved, as {@code from:} spells it
 * @param pin its digest, platforms, referrers and cosign tags
 */
public record LockedImage(
    Reference reference, Optional<String> osName, OptionalLong counter, String from, Pin pin) {
  /** Refuses a name without a counter and the other way round. */
  public LockedImage {
    if (osName.isPresent() != counter.isPresent()) {
      throw new IllegalArgumentException("name and counter go together: " + reference);
    }
  }

  /** {@code os} or {@code image}. */
  public Kind kind() {
    return osName.isPresent() ? Kind.OS : Kind.IMAGE;
  }
}
