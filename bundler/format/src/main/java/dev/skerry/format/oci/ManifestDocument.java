package dev.skerry.format.oci;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A manifest or an index as it came, with what Skerry needs to know of it. */
public sealed interface ManifestDocument {
  /** The exact bytes. */
  byte[] bytes();

  /** The media type under which it is served. */
  String mediaType();

  /** Type of an artifact, where named. */
  Optional<String> artifactType();

  /** What it refers to, where it is a referrer. */
  Optional<Descriptor> subject();

  /** Annotations, sorted by key. */
  Map<String, String> annotations();

  /** Digest of the bytes. */
  default Digest digest() {
    return Digest.of(bytes());
  }

  /**
   * An image or artifact manifest.
   *
   * @param config its configuration
   * @param layers its layers, in order
   */
  record Image(
      byte[] bytes,
      String mediaType,
      Optional<String> artifactType,
      Descriptor config,
      List<Descriptor> layers,
      Optional<Descriptor> subject,
      Map<String, String> annotations)
      implements ManifestDocument {
    /** Copies lists and maps. */
    public Image {
      layers = List.copyOf(layers);
      annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
    }
  }

  /**
   * An image index or manifest list.
   *
   * @param manifests its children, in order
   */
  record Index(
      byte[] bytes,
      String mediaType,
      Optional<String> artifactType,
      List<Descriptor> manifests,
      Optional<Descriptor> subject,
      Map<String, String> annotations)
      implements ManifestDocument {
    /** Copies lists and maps. */
    public Index {
      manifests = List.copyOf(manifests);
      annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
    }
  }
}
