package dev.skerry.registry;

import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.store.BlobStore;
import dev.skerry.store.BundleContent;
import dev.skerry.store.Catalog;
import dev.skerry.store.Intake;
import dev.skerry.store.Lookup;
import dev.skerry.store.StoredManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The store's ports over maps and one folder: a simulator that knows hosts by prefix only. */
final class MemoryStore implements BlobStore, Catalog {
  /** What one repository holds; its name begins with the host where it has one. */
  private static final class Repository {
    final Map<Digest, StoredManifest> manifests = new TreeMap<>();
    final Map<String, Digest> tags = new TreeMap<>();
    final Map<Digest, Long> blobs = new HashMap<>();
  }

  private final Path folder;
  private final Map<String, Repository> repositories = new TreeMap<>();
  final Set<Digest> condemned = new LinkedHashSet<>();
  long usable = Long.MAX_VALUE;

  MemoryStore(Path folder) {
    this.folder = folder;
  }

  /** Puts bytes in as an import would. */
  Digest put(byte[] bytes) {
    Digest digest = Digest.of(bytes);
    try {
      Files.write(path(digest), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return digest;
  }

  Digest blob(String name, byte[] bytes) {
    Digest digest = put(bytes);
    addBlob(name, digest, bytes.length);
    return digest;
  }

  Digest manifest(String name, Optional<String> tag, String mediaType, byte[] raw) {
    Digest digest = put(raw);
    StoredManifest row =
        new StoredManifest(digest, mediaType, raw.length, Optional.empty(), Optional.empty());
    putManifest(name, tag, raw, row, List.of(), List.of());
    return digest;
  }

  @Override
  public boolean holds(Digest digest) {
    return Files.exists(path(digest));
  }

  @Override
  public OptionalLong size(Digest digest) {
    try {
      return holds(digest) ? OptionalLong.of(Files.size(path(digest))) : OptionalLong.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Predicate<Digest> soundness() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Path path(Digest digest) {
    return folder.resolve(digest.hex());
  }

  @Override
  public void adopt(Path file, Digest verified) {
    try {
      Files.move(file, path(verified), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void condemn(Digest digest) {
    condemned.add(digest);
    try {
      Files.delete(path(digest));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public long usableSpace() {
    return usable;
  }

  @Override
  public Intake intake() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void publish(Collection<Digest> quarantined) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void addBundle(BundleContent content) {
    throw new UnsupportedOperationException();
  }

  @Override
  public synchronized Lookup manifest(Optional<String> ns, String path, String reference) {
    List<String> found = new ArrayList<>();
    boolean known = false;
    for (String name : names(ns, path)) {
      Repository repository = repositories.get(name);
      known = true;
      boolean there =
          Digest.isDigest(reference)
              ? repository.manifests.containsKey(Digest.parse(reference))
              : repository.tags.containsKey(reference);
      if (there) {
        found.add(name);
      }
    }
    if (found.isEmpty()) {
      return new Lookup.Missing(known);
    }
    if (found.size() > 1 && ns.isEmpty() && !Digest.isDigest(reference)) {
      return new Lookup.Ambiguous(found);
    }
    Repository repository = repositories.get(found.getFirst());
    Digest digest =
        Digest.isDigest(reference) ? Digest.parse(reference) : repository.tags.get(reference);
    return new Lookup.Found(repository.manifests.get(digest), ns, path);
  }

  /** Repositories that a path can mean, the most exact first. */
  private List<String> names(Optional<String> ns, String path) {
    if (ns.isPresent()) {
      return List.of(ns.get() + "/" + path, path).stream()
          .filter(repositories::containsKey)
          .toList();
    }
    return repositories.keySet().stream()
        .filter(name -> name.equals(path) || name.endsWith("/" + path))
        .toList();
  }

  @Override
  public synchronized Optional<Long> blob(Optional<String> ns, String path, Digest digest) {
    return names(ns, path).stream()
        .map(name -> Optional.ofNullable(repositories.get(name).blobs.get(digest)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  @Override
  public synchronized Tags tags(Optional<String> ns, String path, Optional<String> last, int max) {
    List<String> names = names(ns, path);
    if (names.isEmpty()) {
      return new Tags(false, List.of(), false);
    }
    List<String> all =
        repositories.get(names.getFirst()).tags.keySet().stream()
            .filter(tag -> last.isEmpty() || tag.compareTo(last.get()) > 0)
            .toList();
    return new Tags(true, all.subList(0, Math.min(max, all.size())), all.size() > max);
  }

  @Override
  public synchronized List<Descriptor> referrers(Optional<String> ns, String path, Digest subject) {
    return names(ns, path).stream()
        .flatMap(name -> repositories.get(name).manifests.values().stream())
        .filter(m -> m.subject().equals(Optional.of(subject)))
        .map(m ->
            new Descriptor(
                m.mediaType(), m.digest(), m.size(), m.artifactType(), Map.of(), Optional.empty()))
        .toList();
  }

  @Override
  public synchronized List<String> repositories(Optional<String> last, int max) {
    return repositories.keySet().stream()
        .filter(name -> last.isEmpty() || name.compareTo(last.get()) > 0)
        .limit(max)
        .toList();
  }

  @Override
  public synchronized void putManifest(
      String path,
      Optional<String> tag,
      byte[] raw,
      StoredManifest manifest,
      List<Digest> childManifests,
      List<Digest> blobs) {
    Repository repository = repositories.computeIfAbsent(path, p -> new Repository());
    repository.manifests.put(manifest.digest(), manifest);
    tag.ifPresent(name -> repository.tags.put(name, manifest.digest()));
  }

  @Override
  public synchronized boolean mount(String path, Digest digest, Optional<String> from) {
    Optional<Long> size =
        repositories.entrySet().stream()
            .filter(e -> from.isEmpty() || e.getKey().equals(from.get()))
            .flatMap(e -> Optional.ofNullable(e.getValue().blobs.get(digest)).stream())
            .findFirst();
    size.ifPresent(bytes -> addBlob(path, digest, bytes));
    return size.isPresent();
  }

  @Override
  public synchronized void addBlob(String path, Digest digest, long size) {
    repositories.computeIfAbsent(path, p -> new Repository()).blobs.put(digest, size);
  }

  @Override
  public synchronized List<Digest> missing(String path, Collection<Digest> wanted) {
    Repository repository = repositories.getOrDefault(path, new Repository());
    return wanted.stream()
        .filter(d -> !repository.blobs.containsKey(d) && !repository.manifests.containsKey(d))
        .toList();
  }
}
