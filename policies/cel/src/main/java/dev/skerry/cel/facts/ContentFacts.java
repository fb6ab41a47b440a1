package dev.skerry.cel.facts;

import dev.skerry.cel.PolicyError;
import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.Platform;
import dev.skerry.format.accept.Metadata;
import dev.skerry.format.document.Content;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.oci.ManifestDocument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The content of a bundle, each entry with everything that belongs to it. */
final class ContentFacts {
  /** How many digests all entries together may name; ten times what most bundles have. */
  private static final int MOST_DIGESTS = 200_000;

  private final Metadata metadata;
  private final ReferrerFacts referrers;
  private int digests;

  ContentFacts(Metadata metadata) {
    this.metadata = metadata;
    this.referrers = new ReferrerFacts(metadata);
  }

  List<Map<String, Object>> all(List<Content> content) {
    return content.stream().map(this::one).toList();
  }

  private Map<String, Object> one(Content entry) {
    Map<String, Object> name = ImageName.parts(entry.reference());
    String repository = String.valueOf(name.get("repository"));
    Set<Digest> reached = new LinkedHashSet<>();
    List<Child> children = new ArrayList<>();
    walk(Descriptor.of(entry.mediaType(), entry.digest(), 0), repository, reached, children);
    Map<String, Object> fact = new LinkedHashMap<>(name);
    fact.put("kind", entry.kind().word());
    fact.put("name", entry.name().orElse(""));
    fact.put("reference", entry.reference());
    fact.put("digest", entry.digest().toString());
    fact.put("mediaType", entry.mediaType());
    fact.put("counter", entry.counter().orElse(0));
    fact.put("platforms", entry.platforms().stream().map(Platform::toString).toList());
    fact.put("digests", reached.stream().map(Digest::toString).toList());
    fact.put("manifests", children.stream().map(c -> manifest(c, repository)).toList());
    fact.put("referrers", referrers.of(repository, entry.digest()));
    return fact;
  }

  /** An image for one platform inside an index. */
  private record Child(Digest digest, Optional<Platform> platform) {}

  private void walk(Descriptor here, String repository, Set<Digest> reached, List<Child> children) {
    if (!reach(here, reached)) {
      return;
    }
    Optional<ManifestDocument> document = ReferrerFacts.document(here, metadata);
    if (document.isEmpty()) {
      return;
    }
    switch (document.get()) {
      case ManifestDocument.Image image -> {
        reach(image.config(), reached);
        image.layers().forEach(layer -> reach(layer, reached));
      }
      case ManifestDocument.Index index -> {
        referrers.addAttestations(repository, index);
        for (Descriptor child : index.manifests()) {
          boolean image = child.platform().filter(Platform::unknown).isEmpty();
          if (image && metadata.documents().containsKey(child.digest())) {
            children.add(new Child(child.digest(), child.platform()));
          }
          walk(child, repository, reached, children);
        }
      }
    }
  }

  /** Whether it was not reached before and is here: what the bundle lacks is not its content. */
  private boolean reach(Descriptor blob, Set<Digest> reached) {
    boolean here =
        metadata.sizes().containsKey(blob.digest()) || metadata.omitted().contains(blob.digest());
    if (!here || !reached.add(blob.digest())) {
      return false;
    }
    if (++digests > MOST_DIGESTS) {
      throw new SkerryException(
          PolicyError.NOT_JUDGED,
          blob.digest().toString(),
          "is beyond the %,d digests that policies are asked about".formatted(MOST_DIGESTS));
    }
    return true;
  }

  private Map<String, Object> manifest(Child child, String repository) {
    return Map.of(
        "digest", child.digest().toString(),
        "platform", child.platform().map(Platform::toString).orElse(""),
        "referrers", referrers.of(repository, child.digest()));
  }
}
