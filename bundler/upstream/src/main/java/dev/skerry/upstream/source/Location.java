package dev.skerry.upstream.source;

import dev.skerry.format.Reference;
import dev.skerry.format.error.SkerryException;
import dev.skerry.upstream.UpstreamError;
import java.nio.file.Path;
import java.util.Optional;

/** Where an image comes from, as {@code from:} spells it. */
public sealed interface Location {
  /**
   * A repository of a registry.
   *
   * @param reference with a host; by tag, by digest, or both
   * @param plainHttp whether the reference began with {@code http://}
   */
  record Registry(Reference reference, boolean plainHttp) implements Location {
    @Override
    public String toString() {
      return (plainHttp ? "http://" : "") + reference;
    }
  }

  /**
   * An OCI layout folder.
   *
   * @param tag the {@code org.opencontainers.image.ref.name} to take; may be left out when the
   *     layout has one image
   */
  record Layout(Path folder, Optional<String> tag) implements Location {
    @Override
    public String toString() {
      return "oci:" + folder + tag.map(t -> ":" + t).orElse("");
    }
  }

  /** A tar of an OCI layout, optionally gzip or zstd. */
  record OciArchive(Path file) implements Location {
    @Override
    public String toString() {
      return "oci-archive:" + file;
    }
  }

  /** What {@code docker save} writes, optionally gzip or zstd. */
  record DockerArchive(Path file) implements Location {
    @Override
    public String toString() {
      return "docker-archive:" + file;
    }
  }

  /**
   * Reads {@code oci:DIR[:TAG]}, {@code oci-archive:FILE}, {@code docker-archive:FILE}, a reference
   * written in full, or {@code http://} and a reference.
   *
   * @param base folder that relative paths start at
   * @throws SkerryException {@link UpstreamError#LOCATION}, or that the reference is misspelt
   */
  static Location parse(String text, Path base) {
    int colon = text.indexOf(':');
    String rest = text.substring(colon + 1);
    return switch (colon < 0 ? "" : text.substring(0, colon)) {
      case "oci" -> layout(rest, base);
      case "oci-archive" -> new OciArchive(base.resolve(nonEmpty(rest, text)));
      case "docker-archive" -> new DockerArchive(base.resolve(nonEmpty(rest, text)));
      case "http" -> registry(text, rest.startsWith("//") ? rest.substring(2) : rest, true);
      case "https" -> registry(text, rest.startsWith("//") ? rest.substring(2) : rest, false);
      default -> registry(text, text, false);
    };
  }

  private static Location layout(String rest, Path base) {
    nonEmpty(rest, "oci:");
    int colon = rest.lastIndexOf(':');
    return colon > 0
        ? new Layout(base.resolve(rest.substring(0, colon)), Optional.of(rest.substring(colon + 1)))
        : new Layout(base.resolve(rest), Optional.empty());
  }

  private static Location registry(String text, String spelling, boolean plainHttp) {
    Reference reference = Reference.parse(spelling);
    if (reference.host().isEmpty()) {
      throw new SkerryException(
          UpstreamError.LOCATION,
          text,
          "names no registry; in full it would be docker.io/"
              + (spelling.contains("/") ? "" : "library/")
              + spelling);
    }
    if (reference.tag().isEmpty() && reference.digest().isEmpty()) {
      throw new SkerryException(
          UpstreamError.LOCATION, text, "has neither tag nor digest; write " + text + ":TAG");
    }
    return new Registry(reference, plainHttp);
  }

  private static String nonEmpty(String path, String text) {
    if (path.isEmpty()) {
      throw new SkerryException(UpstreamError.LOCATION, text, "has no path after the colon");
    }
    return path;
  }
}
