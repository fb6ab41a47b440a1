package dev.skerry.registry;

import dev.skerry.format.Digest;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * How the registry behaves.
 *
 * @param push whether content may be pushed: only in a depot
 * @param uploads folder for uploads under way, on the file system of the blobs; unused without push
 * @param requestsPerNode requests that one address may have under way at once
 * @param reserve bytes of the disk that pushes leave free
 * @param withheld why content is not served although it is held; empty where it is served
 */
public record RegistrySettings(
    boolean push,
    Path uploads,
    int requestsPerNode,
    long reserve,
    Function<Digest, Optional<String>> withheld) {
  private static final int NODE = 64;

  /** Refuses limits that let nothing through. */
  public RegistrySettings {
    if (requestsPerNode < 1 || reserve < 0) {
      throw new IllegalArgumentException("requests per node " + requestsPerNode);
    }
  }

  /** A site: pull only. */
  public static RegistrySettings site() {
    return site(digest -> Optional.empty());
  }

  /**
   * A site that does not serve all that it holds.
   *
   * @param withheld why a digest is not served; empty where it is
   */
  public static RegistrySettings site(Function<Digest, Optional<String>> withheld) {
    return new RegistrySettings(false, Path.of("uploads"), NODE, 0, withheld);
  }

  /**
   * A depot: push too.
   *
   * @param uploads folder for uploads under way; what lies there is removed at the start
   * @param reserve bytes of the disk that pushes leave free
   */
  public static RegistrySettings depot(Path uploads, long reserve) {
    return new RegistrySettings(true, uploads, NODE, reserve, digest -> Optional.empty());
  }
}
