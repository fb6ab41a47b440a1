package dev.skerry.format;

import java.util.Set;

/** Media types that Skerry knows by name (OCI image-spec 1.1, Docker image manifest v2.2). */
public final class MediaTypes {
  public static final String OCI_MANIFEST = "application/vnd.oci.image.manifest.v1+json";
  public static final String OCI_INDEX = "application/vnd.oci.image.index.v1+json";
  public static final String OCI_CONFIG = "application/vnd.oci.image.config.v1+json";
  public static final String OCI_EMPTY = "application/vnd.oci.empty.v1+json";
  public static final String DOCKER_MANIFEST =
      "application/vnd.docker.distribution.manifest.v2+json";
  public static final String DOCKER_LIST =
      "application/vnd.docker.distribution.manifest.list.v2+json";
  public static final String DOCKER_CONFIG = "application/vnd.docker.container.image.v1+json";

  public static final String PLAN = "application/vnd.skerry.plan.v1";
  public static final String K3S = "application/vnd.skerry.k3s.v1";
  public static final String FILE = "application/vnd.skerry.file.v1";
  public static final String EVIDENCE = "application/vnd.skerry.evidence.v1";
  public static final String YAML = "application/yaml";
  public static final String OCTETS = "application/octet-stream";

  private static final Set<String> INDEXES = Set.of(OCI_INDEX, DOCKER_LIST);
  private static final Set<String> IMAGES = Set.of(OCI_MANIFEST, DOCKER_MANIFEST);

  private MediaTypes() {}

  /** Whether a body of this type lists manifests. */
  public static boolean isIndex(String mediaType) {
    return INDEXES.contains(mediaType);
  }

  /** Whether a body of this type lists a config and layers. */
  public static boolean isImage(String mediaType) {
    return IMAGES.contains(mediaType);
  }

  /** Whether a body of this type is a manifest of either sort. */
  public static boolean isManifest(String mediaType) {
    return isIndex(mediaType) || isImage(mediaType);
  }

  /** Whether a layer may lawfully be absent: OCI non-distributable or Docker foreign. */
  public static boolean isForeignLayer(String mediaType) {
    return mediaType.startsWith("application/vnd.oci.image.layer.nondistributable.")
        || mediaType.startsWith("application/vnd.docker.image.rootfs.foreign.");
  }
}
