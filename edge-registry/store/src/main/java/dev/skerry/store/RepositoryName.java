package dev.skerry.store;

import dev.skerry.format.Reference;
import dev.skerry.format.error.SkerryException;
import java.util.Optional;

/**
 * A repository by its full name.
 *
 * @param host registry host, empty for content without one
 */
record RepositoryName(String host, String path) {
  static final String NO_HOST = "";

  RepositoryName {
    if (!Reference.isRepository(path)) {
      throw new SkerryException(
          StoreError.DATABASE, path.isEmpty() ? "(empty)" : path, "is no repository name");
    }
  }

  /** Of a name written in full: a first part that is a host means that host. */
  static RepositoryName of(String name) {
    int slash = name.indexOf('/');
    return slash > 0 && Reference.isHost(name.substring(0, slash))
        ? new RepositoryName(name.substring(0, slash), name.substring(slash + 1))
        : new RepositoryName(NO_HOST, name);
  }

  static RepositoryName of(Optional<String> host, String path) {
    return host.map(h -> new RepositoryName(h, path)).orElseGet(() -> of(path));
  }

  String name() {
    return host.isEmpty() ? path : host + "/" + path;
  }
}
