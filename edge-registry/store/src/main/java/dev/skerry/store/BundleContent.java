package dev.skerry.store;

import dev.skerry.format.Digest;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All rows that one bundle adds to the catalog.
 *
 * @param statement digest of the bundle's statement
 * @param blobs every blob and manifest with its size in bytes
 * @param manifests every manifest and index
 * @param placements where the manifests that index.json names stand
 */
public record BundleContent(
    Digest statement,
    SortedMap<Digest, Long> blobs,
    List<ManifestRow> manifests,
    List<Placement> placements) {
  /** Copies the lists and refuses manifests that are not among the blobs. */
  public BundleContent {
    blobs = Collections.unmodifiableSortedMap(new TreeMap<>(blobs));
    manifests = List.copyOf(manifests);
    placements = List.copyOf(placements);
    for (ManifestRow row : manifests) {
      if (!blobs.containsKey(row.manifest().digest())) {
        throw new IllegalArgumentException("no blob for manifest " + row.manifest().digest());
      }
    }
  }

  /**
   * A manifest and what it reaches.
   *
   * @param annotations its annotations
   * @param childManifests manifests that it lists, held or not
   * @param blobs config and layers that it lists and that are held
   */
  public record ManifestRow(
      StoredManifest manifest,
      Map<String, String> annotations,
      List<Digest> childManifests,
      List<Digest> blobs) {
    /** Copies the lists. */
    public ManifestRow {
      annotations = Map.copyOf(annotations);
      childManifests = List.copyOf(childManifests);
      blobs = List.copyOf(blobs);
    }
  }

  /**
   * A manifest's place in a repository; the manifests that it lists stand in the same one.
   *
   * @param host registry host, empty for content without one
   * @param tag tag there; referrers and references by digest have none
   */
  public record Placement(
      Optional<String> host, String repository, Optional<String> tag, Digest manifest) {}
}
