package dev.skerry.upstream.collect;

import dev.skerry.format.Reference;
import dev.skerry.upstream.registry.Registries;
import dev.skerry.upstream.registry.RegistryOptions;
import dev.skerry.upstream.source.Location;
import dev.skerry.upstream.source.Source;

/** Opens locations. Holds the connections and tokens that its sources share. */
public final class Sources implements AutoCloseable {
  private final Registries registries;

  /** With the settings for registries. */
  public Sources(RegistryOptions options) {
    this.registries = new Registries(options);
  }

  /**
   * Opens a location.
   *
   * @param name the image's name in the bundle: picks one of several in an archive or layout
   */
  public Source open(Location location, Reference name) {
    return switch (location) {
      case Location.Registry registry -> registries.open(registry);
      default -> throw new UnsupportedOperationException(location + " " + name);
    };
  }

  @Override
  public void close() {
    registries.close();
  }
}
