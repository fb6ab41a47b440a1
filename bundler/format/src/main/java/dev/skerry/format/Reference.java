package dev.skerry.format;

import dev.skerry.format.error.FormatError;
import dev.skerry.format.error.SkerryException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An image reference written in full. A first path part without {@code .} or {@code :} and other
 * than {@code localhost} is no host (format section 4).
 *
 * @param host registry host with optional port; empty for the bundle's own {@code skerry/…} names
 * @param repository path below the host, at most 255 characters with it
 * @param tag tag, when named
 * @param digest digest, when named
 */
public record Reference(
    Optional<String> host, String repository, Optional<String> tag, Optional<Digest> digest) {
  private static final Pattern HOST =
      Pattern.compile(
          "(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,253})|\\[[0-9A-Fa-f:]{2,45}])(?::[0-9]{1,5})?");
  private static final Pattern REPOSITORY =
      Pattern.compile(
          "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*");
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");

  /** Checks every part against the distribution specification's grammar. */
  public Reference {
    boolean sound =
        host.map(h -> HOST.matcher(h).matches()).orElse(true)
            && REPOSITORY.matcher(repository).matches()
            && host.map(h -> h.length() + 1).orElse(0) + repository.length() <= 255
            && tag.map(t -> TAG.matcher(t).matches()).orElse(true);
    if (!sound) {
      throw bad(host.map(h -> h + "/").orElse("") + repository + tag.map(t -> ":" + t).orElse(""));
    }
  }

  /** Reads {@code [host/]repository[:tag][@sha256:…]}. */
  public static Reference parse(String text) {
    int at = text.indexOf('@');
    Optional<Digest> digest =
        at < 0 ? Optional.empty() : Optional.of(Digest.parse(text.substring(at + 1)));
    String name = at < 0 ? text : text.substring(0, at);
    int colon = name.lastIndexOf(':');
    Optional<String> tag = Optional.empty();
    if (colon > name.lastIndexOf('/')) {
      tag = Optional.of(name.substring(colon + 1));
      name = name.substring(0, colon);
    }
    int slash = name.indexOf('/');
    if (slash > 0 && isHost(name.substring(0, slash))) {
      return new Reference(
          Optional.of(name.substring(0, slash)), name.substring(slash + 1), tag, digest);
    }
    return new Reference(Optional.empty(), name, tag, digest);
  }

  /** Whether a first path part names a registry host. */
  public static boolean isHost(String part) {
    return part.equals("localhost") || part.indexOf('.') >= 0 || part.indexOf(':') >= 0;
  }

  /** Whether a text is a repository name by the distribution specification. */
  public static boolean isRepository(String text) {
    return text.length() <= 255 && REPOSITORY.matcher(text).matches();
  }

  /** Whether a text is a tag by the distribution specification. */
  public static boolean isTag(String text) {
    return TAG.matcher(text).matches();
  }

  /** The same repository without tag and digest: {@code host/repository}. */
  public String name() {
    return host.map(h -> h + "/").orElse("") + repository;
  }

  /** The same repository with another tag. */
  public Reference withTag(String newTag) {
    return new Reference(host, repository, Optional.of(newTag), Optional.empty());
  }

  /** The same repository by digest. */
  public Reference withDigest(Digest newDigest) {
    return new Reference(host, repository, Optional.empty(), Optional.of(newDigest));
  }

  @Override
  public String toString() {
    return name() + tag.map(t -> ":" + t).orElse("") + digest.map(d -> "@" + d).orElse("");
  }

  private static SkerryException bad(String text) {
    return new SkerryException(
        FormatError.REFERENCE_SPELLING,
        text.isEmpty() ? "(empty)" : text,
        "is not an image reference");
  }
}
