package dev.skerry.desk.build;

import dev.skerry.desk.DeskError;
import dev.skerry.desk.LocalFiles;
import dev.skerry.desk.check.Check;
import dev.skerry.desk.check.Room;
import dev.skerry.desk.describe.BundleSpec;
import dev.skerry.desk.lock.BundleLock;
import dev.skerry.desk.lock.LockedFile;
import dev.skerry.desk.lock.LockedImage;
import dev.skerry.desk.lock.LockedRootfs;
import dev.skerry.desk.lock.Together;
import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.MediaTypes;
import dev.skerry.format.Progress;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.oci.Artifacts;
import dev.skerry.format.oci.ManifestDocument;
import dev.skerry.upstream.collect.Closure;
import dev.skerry.upstream.collect.Collect;
import dev.skerry.upstream.collect.Part;
import dev.skerry.upstream.collect.Sources;
import dev.skerry.upstream.content.ContentStore;
import dev.skerry.upstream.rootfs.RootfsImage;
import dev.skerry.upstream.source.Location;
import dev.skerry.upstream.source.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** Brings everything that a lock names into the content store, and nothing else. */
final class Gather {
  private final BundleSpec spec;
  private final BundleLock lock;
  private final Sources sources;
  private final ContentStore store;
  private final Map<Digest, Descriptor> blobs = new HashMap<>();
  private final Room room = new Room();

  Gather(BundleSpec spec, BundleLock lock, Sources sources, ContentStore store) {
    this.spec = spec;
    this.lock = lock;
    this.sources = sources;
    this.store = store;
  }

  /**
   * Gathers. Everything is measured before anything large is downloaded.
   *
   * @param medium size of the medium in bytes, where it is known
   */
  Held all(OptionalLong medium, Progress progress) {
    Stream.of(lock.files(), lock.plans()).flatMap(List::stream).forEach(this::file);
    lock.rootfs().forEach(os -> rootfs(os, progress));
    ConcurrentLinkedQueue<Source> open = new ConcurrentLinkedQueue<>();
    try {
      List<Collect.Order> orders = orders(open);
      judge(medium);
      new Collect(store).fetch(orders, progress);
    } finally {
      open.forEach(Source::close);
    }
    return new Held(blobs);
  }

  private List<Collect.Order> orders(ConcurrentLinkedQueue<Source> open) {
    Collect collect = new Collect(store);
    List<Collect.Order> orders =
        Together.each(
            lock.images(),
            DeskError.NOT_LOCKED,
            image -> {
              Location location = Location.parse(image.from(), spec.folder());
              Source source = sources.open(location, image.reference());
              open.add(source);
              return new Collect.Order(source, collect.closure(source, image.pin()));
            });
    for (int i = 0; i < orders.size(); i++) {
      add(lock.images().get(i), orders.get(i).closure());
    }
    return orders;
  }

  private void add(LockedImage image, Closure closure) {
    for (Part part : closure.parts()) {
      add(part.descriptor(), image.reference().toString());
    }
  }

  /** A manifest's own media type wins: the same bytes may be somebody's layer. */
  private void add(Descriptor blob, String where) {
    room.add(blob, where);
    blobs.merge(blob.digest(), blob, (a, b) -> MediaTypes.isManifest(a.mediaType()) ? a : b);
  }

  private void judge(OptionalLong medium) {
    int entries =
        lock.images().size() + lock.rootfs().size() + lock.files().size() + lock.plans().size();
    long manifests =
        blobs.values().stream().filter(b -> MediaTypes.isManifest(b.mediaType())).count();
    Check.requireNoErrors(room.judge(entries, (int) manifests, medium));
  }

  private void file(LockedFile file) {
    Path path = spec.resolve(file.path());
    if (!Files.isReadable(path)) {
      LocalFiles.measure(path);
    }
    Descriptor stored = store.put(path, MediaTypes.OCTETS);
    requireSame(file.path(), file.digest(), stored.digest());
    byte[] manifest = file.manifest();
    String where = file.reference().toString();
    add(stored, where);
    add(put(MediaTypes.OCI_MANIFEST, manifest), where);
    add(put(MediaTypes.OCI_EMPTY, Artifacts.emptyConfig()), where);
  }

  private void rootfs(LockedRootfs os, Progress progress) {
    Path path = spec.resolve(os.path());
    requireSame(os.path(), os.rootfs(), RootfsImage.digest(path));
    if (!complete(os.image())) {
      progress.item("build " + os.reference());
      Descriptor built = new RootfsImage(store).build(path, os.platform(), os.version());
      requireSame(os.path(), os.image().digest(), built.digest());
    }
    String where = os.reference().toString();
    add(os.image(), where);
    image(os.image()).forEach(blob -> add(blob, where));
  }

  private boolean complete(Descriptor image) {
    return store.holds(image.digest(), image.size())
        && image(image).stream().allMatch(blob -> store.holds(blob.digest(), blob.size()));
  }

  private List<Descriptor> image(Descriptor image) {
    List<Descriptor> blobs = new ArrayList<>();
    if (Held.document(image, store) instanceof ManifestDocument.Image i) {
      blobs.add(i.config());
      blobs.addAll(i.layers());
    }
    return blobs;
  }

  private Descriptor put(String mediaType, byte[] bytes) {
    return Descriptor.of(mediaType, store.put(bytes), bytes.length);
  }

  private static void requireSame(String item, Digest locked, Digest found) {
    if (!locked.equals(found)) {
      throw new SkerryException(
          DeskError.LOCK_DIFFERS, item, "gives " + found + "; the lock says " + locked);
    }
  }
}
