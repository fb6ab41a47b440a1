package dev.skerry.upstream.collect;

import dev.skerry.format.Reference;
import dev.skerry.format.error.Reasons;
import dev.skerry.format.error.SkerryException;
import dev.skerry.upstream.UpstreamError;
import dev.skerry.upstream.archive.ArchiveBlobs;
import dev.skerry.upstream.archive.DockerArchiveSource;
import dev.skerry.upstream.archive.TarReader;
import dev.skerry.upstream.layout.FolderBlobs;
import dev.skerry.upstream.layout.LayoutSource;
import dev.skerry.upstream.registry.Registries;
import dev.skerry.upstream.registry.RegistryOptions;
import dev.skerry.upstream.source.Location;
import dev.skerry.upstream.source.Source;
import java.io.IOException;
import java.util.Optional;

/** Opens locations. Holds the connections and tokens that its sources share. */
public final class Sources implements AutoCloseable {
  private final Registries registries;

  /** With the settings for registries. */
  public Sources(RegistryOptions options) {
    this.registries = new Registries(options);
  }

  /**
   * Opens a location. A compressed archive is unpacked to a temporary file until it is closed.
   *
   * @param name the image's name in the bundle: picks one of several in an archive or layout
   */
  public Source open(Location location, Reference name) {
    String where = location.toString();
    try {
      return switch (location) {
        case Location.Registry registry -> registries.open(registry);
        case Location.Layout(var folder, var tag) ->
            new LayoutSource(where, new FolderBlobs(folder), tag, name);
        case Location.OciArchive(var file) ->
            new LayoutSource(where, new ArchiveBlobs(new TarReader(file)), Optional.empty(), name);
        case Location.DockerArchive(var file) ->
            new DockerArchiveSource(where, new TarReader(file), name);
      };
    } catch (IOException e) {
      throw new SkerryException(
          UpstreamError.BROKEN_SOURCE, where, "cannot be read: " + Reasons.of(e), e);
    }
  }

  @Override
  public void close() {
    registries.close();
  }
}
