package dev.skerry.format;

import dev.skerry.format.error.FormatError;
import dev.skerry.format.error.SkerryException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An image platform as OCI indexes name it.
 *
 * @param os for instance {@code linux}
 * @param architecture for instance {@code arm64}
 * @param variant for instance {@code v8}
 */
public record Platform(String os, String architecture, Optional<String> variant)
    implements Comparable<Platform> {
  private static final Pattern PART = Pattern.compile("[a-z0-9][a-z0-9._-]{0,31}");

  /**
   * Reads {@code os/architecture[/variant]}.
   *
   * @throws SkerryException {@link FormatError#PLATFORM_SPELLING}
   */
  public static Platform parse(String text) {
    return of(text)
        .orElseThrow(() ->
            new SkerryException(
                FormatError.PLATFORM_SPELLING,
                text.isEmpty() ? "(empty)" : text,
                "is not a platform"));
  }

  /** The same; empty where the text is no platform. */
  public static Optional<Platform> of(String text) {
    String[] parts = text.split("/", -1);
    boolean sound = parts.length == 2 || parts.length == 3;
    for (String part : parts) {
      sound &= PART.matcher(part).matches();
    }
    return sound
        ? Optional.of(
            new Platform(
                parts[0], parts[1], parts.length == 3 ? Optional.of(parts[2]) : Optional.empty()))
        : Optional.empty();
  }

  /**
   * Whether an image for {@code other} is one for this: os and architecture equal, variant equal
   * where either names one, and arm64 the same as arm64/v8 (format section 3, "Closure").
   */
  public boolean matches(Platform other) {
    return os.equals(other.os)
        && architecture.equals(other.architecture)
        && normalVariant().equals(other.normalVariant());
  }

  /** Whether os and architecture are equal, where nothing is known of a variant. */
  public boolean sameMachine(Platform other) {
    return os.equals(other.os) && architecture.equals(other.architecture);
  }

  private Optional<String> normalVariant() {
    boolean implied = architecture.equals("arm64") && variant.equals(Optional.of("v8"));
    return implied ? Optional.empty() : variant;
  }

  /** Whether this is the {@code unknown/unknown} of attestations. */
  public boolean unknown() {
    return os.equals("unknown") && architecture.equals("unknown");
  }

  @Override
  public int compareTo(Platform other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return os + "/" + architecture + variant.map(v -> "/" + v).orElse("");
  }
}
