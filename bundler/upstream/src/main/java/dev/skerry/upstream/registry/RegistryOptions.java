package dev.skerry.upstream.registry;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Settings for all registries of a run.
 *
 * @param caFile PEM certificates to trust beside the JDK's own
 * @param plainHttp hosts, with port, that are spoken to by plain HTTP
 * @param dockerConfig Docker's {@code config.json}; left out: where Docker has it
 */
public record RegistryOptions(
    Optional<Path> caFile, Set<String> plainHttp, Optional<Path> dockerConfig) {
  /** Copies the set. */
  public RegistryOptions {
    plainHttp = Set.copyOf(plainHttp);
  }

  /** HTTPS with the JDK's CAs and Docker's own configuration. */
  public static RegistryOptions defaults() {
    return new RegistryOptions(Optional.empty(), Set.of(), Optional.empty());
  }
}
