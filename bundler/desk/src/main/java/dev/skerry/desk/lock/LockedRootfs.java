package dev.skerry.desk.lock;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.Platform;
import dev.skerry.format.Reference;
import java.util.Optional;

/**
 * An OS image that is built from a root filesystem.
 *
 * @param path the root filesystem as {@code bundle.yaml} names it
 * @param rootfs digest of its tar
 * @param image the manifest that comes of it
 */
public record LockedRootfs(
    String name,
    String version,
    String path,
    Platform platform,
    long counter,
    Digest rootfs,
    Descriptor image) {
  /** {@code skerry/os/<name>:<version>}. */
  public Reference reference() {
    return new Reference(
        Optional.empty(), "skerry/os/" + name, Optional.of(version), Optional.empty());
  }
}
