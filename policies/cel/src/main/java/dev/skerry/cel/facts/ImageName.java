package dev.skerry.cel.facts;

import dev.skerry.format.Digest;
import dev.skerry.format.Reference;
import java.util.Map;

/** The parts of a reference, as policies name them. */
public final class ImageName {
  private ImageName() {}

  /**
   * Host, {@code host/repository}, tag and digest; what the reference does not have is empty.
   *
   * @throws dev.skerry.format.error.SkerryException when it is no reference
   */
  public static Map<String, Object> parts(String reference) {
    Reference parsed = Reference.parse(reference);
    return Map.of(
        "host", parsed.host().orElse(""),
        "repository", parsed.name(),
        "tag", parsed.tag().orElse(""),
        "digest", parsed.digest().map(Digest::toString).orElse(""));
  }
}
