package dev.skerry.upstream.rootfs;

import dev.skerry.format.error.SkerryException;
import dev.skerry.upstream.UpstreamError;

/**
 * Names that mean "deleted" in a layer (image-spec 1.1, layer.md): a node would not unpack them.
 */
final class Whiteouts {
  private static final String PREFIX = ".wh.";

  private Whiteouts() {}

  /** Refuses an entry whose last element is such a name. */
  static void refuse(String item, String name) {
    String folderless = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    if (folderless.substring(folderless.lastIndexOf('/') + 1).startsWith(PREFIX)) {
      throw new SkerryException(
          UpstreamError.ROOTFS,
          item,
          "begins with .wh., which means \"deleted\" in an image layer; a node would not have it");
    }
  }
}
