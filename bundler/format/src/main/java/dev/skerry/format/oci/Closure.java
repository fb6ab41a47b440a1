package dev.skerry.format.oci;

import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.document.Content;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.oci.IndexJson.Entry;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Walks from {@code index.json} to every blob (format section 3, "Closure"): every listed blob is
 * reached, and everything reached is listed unless the rules let it be absent.
 *
 * @param manifests every manifest and index reached, by digest
 * @param metadata blobs that belong into group 4; all others belong into group 5
 */
public record Closure(SortedMap<Digest, ManifestDocument> manifests, SortedSet<Digest> metadata) {
  /** Copies both. */
  public Closure {
    manifests = Collections.unmodifiableSortedMap(new TreeMap<>(manifests));
    metadata = Collections.unmodifiableSortedSet(new TreeSet<>(metadata));
  }

  /**
   * Judges a bundle.
   *
   * @param content the statement's content
   * @param documents bodies of group 4
   * @param sizes every blob that the bundle lists, with its size in bytes
   * @param omitted blobs that a thin bundle leaves out because the site holds them
   * @throws SkerryException an {@link OciError} that names the blob
   */
  public static Closure judge(
      IndexJson index,
      List<Content> content,
      Map<Digest, byte[]> documents,
      Map<Digest, Long> sizes,
      Set<Digest> omitted) {
    requireSameContent(index, content);
    ClosureWalk walk = new ClosureWalk(documents, sizes, omitted);
    List<Entry> entries = index.entries();
    for (int i = 0; i < entries.size(); i++) {
      Optional<Content> entry = i < content.size() ? Optional.of(content.get(i)) : Optional.empty();
      walk.entry(entries.get(i), entry);
    }
    walk.requireAllReached();
    Closure closure = walk.closure();
    requireFewReferrers(entries, closure);
    requireAssignment(closure, documents.keySet());
    return closure;
  }

  private static void requireSameContent(IndexJson index, List<Content> content) {
    List<Entry> listed = index.entries().stream().filter(Entry::content).toList();
    if (listed.size() != content.size()) {
      throw new SkerryException(
          OciError.NOT_IN_INDEX,
          "index.json",
          "has %d content entries, the statement %d".formatted(listed.size(), content.size()));
    }
    for (int i = 0; i < content.size(); i++) {
      Content entry = content.get(i);
      Entry other = listed.get(i);
      boolean same =
          other.kind().equals(entry.kind().word())
              && other.reference().equals(Optional.of(entry.reference()))
              && other.descriptor().digest().equals(entry.digest())
              && other.descriptor().mediaType().equals(entry.mediaType());
      if (!same) {
        throw new SkerryException(
            OciError.NOT_IN_INDEX,
            entry.reference(),
            "%s in the statement is %s in index.json"
                .formatted(entry.digest(), other.descriptor().digest()));
      }
    }
  }

  private static void requireFewReferrers(List<Entry> entries, Closure closure) {
    Map<Digest, Digest> subjects = new HashMap<>();
    Map<Digest, Integer> counts = new HashMap<>();
    for (Entry entry : entries) {
      Digest digest = entry.descriptor().digest();
      Optional.ofNullable(closure.manifests.get(digest))
          .filter(m -> !entry.content())
          .flatMap(ManifestDocument::subject)
          .ifPresent(subject -> subjects.put(digest, subject.digest()));
    }
    subjects.values().forEach(subject -> counts.merge(subject, 1, Integer::sum));
    counts.forEach((subject, count) -> {
      if (count > Limits.V1.referrers()) {
        throw new SkerryException(
            OciError.LIMIT,
            subject.toString(),
            "has %d referrers, %d are the most".formatted(count, Limits.V1.referrers()));
      }
    });
    subjects.keySet().forEach(referrer -> requireShallow(referrer, subjects));
  }

  private static void requireShallow(Digest referrer, Map<Digest, Digest> subjects) {
    int depth = 0;
    for (Digest at = subjects.get(referrer); at != null; at = subjects.get(at)) {
      if (++depth > Limits.V1.referrerDepth()) {
        throw new SkerryException(
            OciError.LIMIT,
            referrer.toString(),
            "refers to a referrer more than %d times over".formatted(Limits.V1.referrerDepth()));
      }
    }
  }

  private static void requireAssignment(Closure closure, Set<Digest> documents) {
    for (Digest digest : documents) {
      if (!closure.metadata.contains(digest)) {
        throw new SkerryException(
            OciError.ASSIGNMENT, digest.toString(), "stands in group 4 and belongs into group 5");
      }
    }
    for (Digest digest : closure.metadata) {
      if (!documents.contains(digest)) {
        throw new SkerryException(
            OciError.ASSIGNMENT, digest.toString(), "stands in group 5 and belongs into group 4");
      }
    }
  }
}
