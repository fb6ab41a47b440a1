package dev.skerry.format.archive;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.MediaTypes;
import dev.skerry.format.oci.EarlyLayers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Which blobs travel in group 4 and which in group 5, each ascending (format section 1). Writer and
 * reader compute it from the same documents; a difference refuses the bundle.
 *
 * @param metadata group 4: manifests, indexes, configs, layers of plans, small layers of referrers
 * @param payload group 5: all others
 */
public record Layout(List<Member> metadata, List<Member> payload) {
  private static final String KIND = "dev.skerry.kind";

  /**
   * What a manifest or an index names.
   *
   * @param config config of an image manifest
   * @param layers its layers
   * @param manifests children of an index
   */
  public record Links(
      Optional<Descriptor> config, List<Descriptor> layers, List<Descriptor> manifests) {
    /** Copies the lists. */
    public Links {
      layers = List.copyOf(layers);
      manifests = List.copyOf(manifests);
    }
  }

  /** Copies the lists. */
  public Layout {
    metadata = List.copyOf(metadata);
    payload = List.copyOf(payload);
  }

  /**
   * Assigns the blobs.
   *
   * @param entries the descriptors of index.json
   * @param documents what the manifest or index of a digest names; empty where it cannot be read,
   *     which never hides a difference: its own blob belongs to group 4
   * @param blobs size of every blob that the bundle carries, in bytes
   */
  public static Layout of(
      List<Descriptor> entries,
      Function<Digest, Optional<Links>> documents,
      Map<Digest, Long> blobs) {
    Walk walk = new Walk(documents, blobs);
    for (Descriptor entry : entries) {
      walk.manifest(entry.digest(), entry.annotations().getOrDefault(KIND, ""));
    }
    walk.toTheEnd();
    List<Member> metadata = new ArrayList<>();
    List<Member> payload = new ArrayList<>();
    new TreeMap<>(blobs)
        .forEach((digest, size) ->
            (walk.metadata.contains(digest) ? metadata : payload).add(Member.blob(digest, size)));
    return new Layout(metadata, payload);
  }

  private static final class Walk {
    private final Function<Digest, Optional<Links>> documents;
    private final Map<Digest, Long> blobs;
    private final Set<Digest> metadata = new HashSet<>();
    private final Set<Visit> visited = new HashSet<>();
    private final Queue<Visit> open = new ArrayDeque<>();

    private record Visit(Digest digest, String kind) {}

    Walk(Function<Digest, Optional<Links>> documents, Map<Digest, Long> blobs) {
      this.documents = documents;
      this.blobs = blobs;
    }

    void manifest(Digest digest, String kind) {
      Visit visit = new Visit(digest, kind);
      if (visited.add(visit)) {
        metadata.add(digest);
        open.add(visit);
      }
    }

    void toTheEnd() {
      for (Visit next = open.poll(); next != null; next = open.poll()) {
        String kind = next.kind();
        documents.apply(next.digest()).ifPresent(links -> follow(links, kind));
      }
    }

    private void follow(Links links, String kind) {
      links.config().ifPresent(config -> metadata.add(config.digest()));
      links.layers().stream()
          .filter(l -> EarlyLayers.early(kind, l, blobs))
          .forEach(l -> metadata.add(l.digest()));
      links.manifests().stream()
          .filter(child -> MediaTypes.isManifest(child.mediaType()))
          .forEach(child -> manifest(child.digest(), kind));
    }
  }
}
