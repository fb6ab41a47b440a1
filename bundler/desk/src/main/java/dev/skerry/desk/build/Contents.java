package dev.skerry.desk.build;

import dev.skerry.desk.describe.BundleSpec;
import dev.skerry.desk.describe.PlanSpec;
import dev.skerry.desk.lock.BundleLock;
import dev.skerry.desk.lock.LockedFile;
import dev.skerry.desk.lock.LockedImage;
import dev.skerry.desk.lock.LockedRootfs;
import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.MediaTypes;
import dev.skerry.format.document.Content;
import dev.skerry.format.document.Kind;
import dev.skerry.format.document.PlanEntry;
import dev.skerry.format.oci.IndexJson;
import dev.skerry.format.oci.IndexJson.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a lock makes of a statement and of {@code index.json}. Pure.
 *
 * @param content the statement's entries, in order
 * @param plans the statement's plans, by name
 * @param index index.json
 * @param names content references with their descriptors, for the content store's own index
 */
record Contents(
    List<Content> content,
    List<PlanEntry> plans,
    IndexJson index,
    SortedMap<String, Descriptor> names) {
  /** Of a bundle and its lock. */
  static Contents of(BundleSpec spec, BundleLock lock) {
    SortedMap<Content, Descriptor> all = new TreeMap<>(Content.ORDER);
    lock.images().forEach(i -> all.put(content(i), i.pin().root()));
    lock.rootfs().forEach(r -> all.put(content(r), r.image()));
    lock.files().forEach(f -> all.put(content(f), descriptor(f)));
    lock.plans().forEach(p -> all.put(content(p), descriptor(p)));
    SortedMap<String, Descriptor> names = new TreeMap<>();
    all.forEach((entry, descriptor) -> names.put(entry.reference(), descriptor));
    List<Entry> entries =
        all.entrySet().stream().map(e -> Entry.of(e.getKey(), e.getValue().size())).toList();
    List<Content> content = List.copyOf(all.keySet());
    return new Contents(content, plans(spec, lock), IndexJson.of(entries, referrers(lock)), names);
  }

  private static List<Entry> referrers(BundleLock lock) {
    List<Entry> referrers = new ArrayList<>();
    for (LockedImage image : lock.images()) {
      String repository = image.reference().name();
      image.pin().referrers().forEach(r -> referrers.add(Entry.referrer(repository, r)));
      image
          .pin()
          .tags()
          .forEach((tag, d) -> referrers.add(Entry.cosignTag(repository + ":" + tag, d)));
    }
    return referrers;
  }

  private static List<PlanEntry> plans(BundleSpec spec, BundleLock lock) {
    Map<String, String> approvals = new HashMap<>();
    for (PlanSpec plan : spec.plans()) {
      if (plan instanceof PlanSpec.FromFile f) {
        approvals.put(f.name(), f.approval());
      }
    }
    return lock.plans().stream()
        .map(p ->
            new PlanEntry(
                p.name(), Digest.of(p.manifest()), approvals.getOrDefault(p.name(), "none")))
        .sorted(Comparator.comparing(PlanEntry::name))
        .toList();
  }

  private static Content content(LockedImage image) {
    Descriptor root = image.pin().root();
    return new Content(
        image.kind(),
        image.osName(),
        image.reference().toString(),
        root.digest(),
        root.mediaType(),
        image.pin().platforms(),
        image.counter(),
        image.pin().skipForeign());
  }

  private static Content content(LockedRootfs os) {
    return new Content(
        Kind.OS,
        Optional.of(os.name()),
        os.reference().toString(),
        os.image().digest(),
        os.image().mediaType(),
        List.of(os.platform()),
        OptionalLong.of(os.counter()),
        false);
  }

  private static Content content(LockedFile file) {
    return new Content(
        file.kind(),
        Optional.of(file.name()),
        file.reference().toString(),
        Digest.of(file.manifest()),
        MediaTypes.OCI_MANIFEST,
        List.of(),
        OptionalLong.of(file.counter()),
        false);
  }

  private static Descriptor descriptor(LockedFile file) {
    byte[] manifest = file.manifest();
    return Descriptor.of(MediaTypes.OCI_MANIFEST, Digest.of(manifest), manifest.length);
  }
}
