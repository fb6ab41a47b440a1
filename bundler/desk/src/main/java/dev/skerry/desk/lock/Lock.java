package dev.skerry.desk.lock;

import static java.util.Objects.requireNonNull;

import dev.skerry.desk.DeskError;
import dev.skerry.desk.LocalFiles;
import dev.skerry.desk.describe.BundleSpec;
import dev.skerry.desk.describe.OsSpec;
import dev.skerry.desk.describe.PathSpec;
import dev.skerry.desk.describe.PlanSpec;
import dev.skerry.desk.ledger.Counters;
import dev.skerry.desk.lock.WantedImages.Wanted;
import dev.skerry.format.Descriptor;
import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.Platform;
import dev.skerry.format.Progress;
import dev.skerry.format.Reference;
import dev.skerry.format.document.Kind;
import dev.skerry.format.error.SkerryException;
import dev.skerry.upstream.collect.Pin;
import dev.skerry.upstream.collect.Resolver;
import dev.skerry.upstream.collect.Sources;
import dev.skerry.upstream.content.ContentStore;
import dev.skerry.upstream.rootfs.RootfsImage;
import dev.skerry.upstream.source.Location;
import dev.skerry.upstream.source.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Step 2: resolves every name of a bundle to a digest; no layer is fetched. */
public final class Lock {
  private final Sources sources;
  private final ContentStore store;

  /** Keeps manifests, and images that it builds, in the store. */
  public Lock(Sources sources, ContentStore store) {
    this.sources = sources;
    this.store = store;
  }

  /**
   * Locks a bundle.
   *
   * @param ledger what the ledger has counted
   * @throws SkerryException for one reference its own refusal, for several {@link
   *     DeskError#NOT_LOCKED} with each of them
   */
  public BundleLock lock(BundleSpec spec, Counters ledger, Progress progress) {
    Counting counters = new Counting(ledger);
    List<Wanted> wanted = WantedImages.of(spec);
    List<Pin> pins = Together.each(wanted, DeskError.NOT_LOCKED, w -> pin(spec, w, progress));
    List<Rootfs> built =
        spec.os().stream()
            .filter(OsSpec.FromRootfs.class::isInstance)
            .map(os -> build(spec, (OsSpec.FromRootfs) os, progress))
            .toList();
    Map<Reference, Long> counted = count(spec, wanted, pins, built, counters);
    List<LockedImage> images = new ArrayList<>();
    for (int i = 0; i < pins.size(); i++) {
      images.add(image(wanted.get(i), pins.get(i), counted));
    }
    List<LockedRootfs> rootfs = built.stream().map(r -> rootfs(spec, r, counted)).toList();
    List<LockedFile> files =
        spec.files().stream()
            .map(f -> file(spec, Kind.FILE, f.name(), f.file(), counters))
            .toList();
    return new BundleLock(
        spec.product(), spec.channel(), images, rootfs, files, plans(spec, counters));
  }

  private List<LockedFile> plans(BundleSpec spec, Counting counters) {
    return spec.plans().stream()
        .filter(PlanSpec.FromFile.class::isInstance)
        .map(PlanSpec.FromFile.class::cast)
        .map(p -> file(spec, Kind.PLAN, p.name(), p.file(), counters))
        .toList();
  }

  private Pin pin(BundleSpec spec, Wanted wanted, Progress progress) {
    progress.item(wanted.image().name().toString());
    Location location = Location.parse(wanted.from(), spec.folder());
    List<Platform> own = wanted.image().platforms();
    try (Source source = sources.open(location, wanted.image().name())) {
      return new Resolver(store)
          .pin(
              source,
              own.isEmpty() ? spec.platforms() : own,
              wanted.image().referrers(),
              wanted.image().skipForeign());
    }
  }

  private record Rootfs(OsSpec.FromRootfs os, Descriptor image) {}

  private Rootfs build(BundleSpec spec, OsSpec.FromRootfs os, Progress progress) {
    progress.item(os.reference().toString());
    Path path = spec.resolve(os.rootfs().path());
    Platform platform = os.platform(spec.platforms());
    return new Rootfs(os, new RootfsImage(store).build(path, platform, os.version()));
  }

  /** Counters of all OS images, given in the order of {@code bundle.yaml}. */
  private static Map<Reference, Long> count(
      BundleSpec spec, List<Wanted> wanted, List<Pin> pins, List<Rootfs> built, Counting counters) {
    Map<Reference, Digest> digests = new HashMap<>();
    for (int i = 0; i < pins.size(); i++) {
      digests.put(wanted.get(i).image().name(), pins.get(i).root().digest());
    }
    built.forEach(r -> digests.put(r.os().reference(), r.image().digest()));
    Map<Reference, Long> counted = new HashMap<>();
    for (OsSpec os : spec.os()) {
      Digest digest = requireNonNull(digests.get(os.reference()));
      counted.put(os.reference(), counters.counter(Kind.OS, os.name(), digest));
    }
    return counted;
  }

  private static LockedImage image(Wanted wanted, Pin pin, Map<Reference, Long> counted) {
    Reference name = wanted.image().name();
    OptionalLong counter =
        wanted.osName().isPresent()
            ? OptionalLong.of(requireNonNull(counted.get(name)))
            : OptionalLong.empty();
    String asked = LockedImage.asked(wanted.image().referrers());
    return new LockedImage(name, wanted.osName(), counter, wanted.from(), asked, pin);
  }

  private LockedRootfs rootfs(BundleSpec spec, Rootfs built, Map<Reference, Long> counted) {
    OsSpec.FromRootfs os = built.os();
    return new LockedRootfs(
        os.name(),
        os.version(),
        os.rootfs().path(),
        os.platform(spec.platforms()),
        requireNonNull(counted.get(os.reference())),
        RootfsDigest.of(store, built.image()),
        built.image());
  }

  private static LockedFile file(
      BundleSpec spec, Kind kind, String name, PathSpec path, Counting counters) {
    LocalFiles.Measured file = LocalFiles.measure(spec.resolve(path.path()));
    long most = kind.equals(Kind.PLAN) ? Limits.V1.plan() : Limits.V1.member();
    if (file.size() > most) {
      throw new SkerryException(
          DeskError.TOO_LARGE,
          spec.place(path.at()) + ": " + path.path(),
          "has " + file.size() + " bytes; a " + kind + " may have " + most);
    }
    Digest manifest = Digest.of(LockedFile.manifest(kind, path.path(), file.digest(), file.size()));
    long counter = counters.counter(kind, name, manifest);
    return new LockedFile(kind, name, path.path(), file.digest(), file.size(), counter);
  }
}
