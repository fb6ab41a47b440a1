package dev.skerry.cel.facts;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.accept.Metadata;
import dev.skerry.format.oci.IndexJson;
import dev.skerry.format.oci.ManifestDocument;
import dev.skerry.format.oci.Manifests;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What refers to a manifest in the repository that the bundle serves it in: referrers by their
 * subject, cosign's by their tag, buildx's by an annotation in the index. One that a thin bundle
 * leaves out is not seen.
 */
final class ReferrerFacts {
  private static final Pattern COSIGN = Pattern.compile("(.+):(sha256-([0-9a-f]{64})\\.[a-z]+)");
  private static final String ATTESTED = "vnd.docker.reference.digest";

  /** Where cosign, buildx and others say what a referrer states. */
  private static final List<String> PREDICATE_TYPES =
      List.of("dev.sigstore.bundle.predicateType", "in-toto.io/predicate-type", "predicateType");

  private final Map<Subject, List<Map<String, Object>>> bySubject = new HashMap<>();
  private final Metadata metadata;

  private record Subject(String repository, String digest) {}

  ReferrerFacts(Metadata metadata) {
    this.metadata = metadata;
    for (IndexJson.Entry entry : IndexJson.parse(metadata.index()).entries()) {
      if (!entry.content()) {
        document(entry.descriptor(), metadata).ifPresent(d -> add(entry, d));
      }
    }
  }

  /** The manifest or index of a descriptor, where the bundle carries it. */
  static Optional<ManifestDocument> document(Descriptor descriptor, Metadata metadata) {
    return Optional.ofNullable(metadata.documents().get(descriptor.digest()))
        .map(body -> Manifests.parse(body, descriptor.mediaType(), descriptor.digest().toString()));
  }

  private void add(IndexJson.Entry entry, ManifestDocument document) {
    Matcher cosign = COSIGN.matcher(entry.reference().orElse(""));
    if (cosign.matches()) {
      Subject subject = new Subject(cosign.group(1), "sha256:" + cosign.group(3));
      add(subject, fact(document, cosign.group(2)));
      return;
    }
    document
        .subject()
        .map(Descriptor::digest)
        .ifPresent(digest -> {
          String repository = entry.repository().orElse("");
          add(new Subject(repository, digest.toString()), fact(document, ""));
        });
  }

  /** What an index that is served in this repository attests of its own children. */
  void addAttestations(String repository, ManifestDocument.Index index) {
    for (Descriptor child : index.manifests()) {
      String subject = child.annotations().getOrDefault(ATTESTED, "");
      if (!subject.isEmpty()) {
        document(child, metadata)
            .ifPresent(d -> add(new Subject(repository, subject), fact(d, "")));
      }
    }
  }

  private void add(Subject subject, Map<String, Object> fact) {
    List<Map<String, Object>> all = bySubject.computeIfAbsent(subject, s -> new ArrayList<>());
    if (!all.contains(fact)) {
      all.add(fact);
    }
  }

  /** Those of one manifest in one repository, {@code host/repository}. */
  List<Map<String, Object>> of(String repository, Digest digest) {
    return List.copyOf(
        bySubject.getOrDefault(new Subject(repository, digest.toString()), List.of()));
  }

  private static Map<String, Object> fact(ManifestDocument document, String tag) {
    return Map.of(
        "digest", document.digest().toString(),
        "artifactType", artifactType(document),
        "predicateTypes", predicateTypes(document),
        "tag", tag);
  }

  /** By the distribution specification an image's config stands in for a missing type. */
  private static String artifactType(ManifestDocument document) {
    return document
        .artifactType()
        .orElseGet(
            () -> document instanceof ManifestDocument.Image i ? i.config().mediaType() : "");
  }

  private static List<String> predicateTypes(ManifestDocument document) {
    SortedSet<String> types = new TreeSet<>(predicateTypes(document.annotations()));
    if (document instanceof ManifestDocument.Image image) {
      image.layers().forEach(layer -> types.addAll(predicateTypes(layer.annotations())));
    }
    return List.copyOf(types);
  }

  private static Collection<String> predicateTypes(Map<String, String> annotations) {
    return PREDICATE_TYPES.stream()
        .map(key -> annotations.getOrDefault(key, ""))
        .filter(type -> !type.isEmpty())
        .toList();
  }
}
