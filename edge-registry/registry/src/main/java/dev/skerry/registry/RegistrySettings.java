package dev.skerry.registry;

import java.nio.file.Path;

/**
 * How the registry behaves.
 *
 * @param push whether content may be pushed: only in a depot
 * @param uploads folder for uploads under way, on the file system of the blobs; unused without push
 * @param requestsPerNode requests that one address may have under way at once
 * @param reserve bytes of the disk that pushes leave free
 */
public record RegistrySettings(boolean push, Path uploads, int requestsPerNode, long reserve) {
  private static final int NODE = 64;

  /** Refuses limits that let nothing through. */
  public RegistrySettings {
    if (requestsPerNode < 1 || reserve < 0) {
      throw new IllegalArgumentException("requests per node " + requestsPerNode);
    }
  }

  /** A site: pull only. */
  public static RegistrySettings site() {
    return new RegistrySettings(false, Path.of("uploads"), NODE, 0);
  }

  /**
   * A depot: push too.
   *
   * @param uploads folder for uploads under way; what lies there is removed at the start
   * @param reserve bytes of the disk that pushes leave free
   */
  public static RegistrySettings depot(Path uploads, long reserve) {
    return new RegistrySettings(true, uploads, NODE, reserve);
  }
}
