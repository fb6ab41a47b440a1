package dev.skerry.store;

import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds the rows of one bundle; doing it again changes nothing. */
final class BundleRows {
  private static final String RETIRE =
      "DELETE FROM tag WHERE bundle <> ?1 AND bundle IN (SELECT o.statement FROM bundle o"
          + " JOIN bundle n ON n.product = o.product AND n.channel = o.channel"
          + " WHERE n.statement = ?1)";

  private final ContentRows rows;
  private final Map<Digest, List<Digest>> children = new HashMap<>();
  private final Map<String, Long> repositories = new HashMap<>();
  private final String bundle;

  private BundleRows(ContentRows rows, BundleContent content) {
    this.rows = rows;
    this.bundle = content.statement().hex();
    content.manifests().forEach(m -> children.put(m.manifest().digest(), m.childManifests()));
  }

  static void add(Session session, ContentRows rows, BundleContent content) {
    content.blobs().forEach(rows::blob);
    for (BundleContent.ManifestRow m : content.manifests()) {
      rows.manifest(m.manifest(), m.annotations(), m.childManifests(), m.blobs());
    }
    BundleRows adding = new BundleRows(rows, content);
    content.placements().forEach(adding::place);
    retireOlderTags(session, content.statement());
  }

  /**
   * Removes the tags of other bundles of the same product and channel. Which these are is only
   * known once the bundle is accepted, so both that and adding it do this.
   */
  static void retireOlderTags(Session session, Digest statement) {
    session.update(RETIRE, statement);
  }

  private void place(BundleContent.Placement placement) {
    RepositoryName name = RepositoryName.of(placement.host(), placement.repository());
    long repository = repositories.computeIfAbsent(name.name(), n -> rows.repository(name));
    rows.placement(repository, placement.manifest(), bundle);
    placeChildren(repository, placement.manifest(), 1);
    placement.tag().ifPresent(tag -> rows.tag(repository, tag, placement.manifest(), bundle));
  }

  /** What an index lists stands where it stands, as far as it is held. */
  private void placeChildren(long repository, Digest index, int depth) {
    for (Digest child : children.getOrDefault(index, List.of())) {
      if (children.containsKey(child) && depth <= Limits.V1.indexDepth()) {
        rows.placement(repository, child, bundle);
        placeChildren(repository, child, depth + 1);
      }
    }
  }
}
