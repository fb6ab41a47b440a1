package dev.skerry.store;

import java.util.List;
import java.util.Optional;

/** What became of looking a manifest up (design section 4, "Registry"). */
public sealed interface Lookup {
  /**
   * It is there.
   *
   * @param host registry host under which it was found, empty for content without one
   * @param repository path below the host
   */
  record Found(StoredManifest manifest, Optional<String> host, String repository)
      implements Lookup {}

  /**
   * It is not there.
   *
   * @param repositoryKnown whether the repository itself exists under a host that was asked
   */
  record Missing(boolean repositoryKnown) implements Lookup {}

  /**
   * Several hosts have a tag of this name and none is docker.io.
   *
   * @param candidates full repository names, ascending
   */
  record Ambiguous(List<String> candidates) implements Lookup {
    /** Copies the names. */
    public Ambiguous {
      candidates = List.copyOf(candidates);
    }
  }
}
