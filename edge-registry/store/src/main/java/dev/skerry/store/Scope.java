package dev.skerry.store;

import dev.skerry.format.Reference;
import java.util.Optional;

/**
 * The repositories that a request may mean.
 *
 * @param everyHost any host, when neither the request nor its path names one
 * @param path below the host
 * @param host the host that is meant, or {@link RepositoryName#NO_HOST}
 * @param other the host that is asked next; the same again when there is none
 */
record Scope(boolean everyHost, String path, String host, String other) {
  private static final String DOCKER = "docker.io";

  static Scope of(Optional<String> ns, String path) {
    if (ns.isPresent()) {
      return new Scope(false, path, ns.get(), RepositoryName.NO_HOST);
    }
    int slash = path.indexOf('/');
    if (slash > 0 && Reference.isHost(path.substring(0, slash))) {
      String host = path.substring(0, slash);
      return new Scope(false, path.substring(slash + 1), host, host);
    }
    return new Scope(true, path, RepositoryName.NO_HOST, DOCKER);
  }

  /** Which of two hosts of this scope comes first: lower is earlier. */
  int rank(String candidate) {
    return candidate.equals(host) ? 0 : candidate.equals(other) ? 1 : 2;
  }
}
