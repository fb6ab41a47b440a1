package dev.skerry.desk.build;

import dev.skerry.desk.DeskError;
import dev.skerry.desk.describe.BundleSpec;
import dev.skerry.desk.describe.OsSpec;
import dev.skerry.desk.describe.PlanSpec;
import dev.skerry.desk.lock.BundleLock;
import dev.skerry.desk.lock.LockedFile;
import dev.skerry.desk.lock.LockedImage;
import dev.skerry.desk.lock.WantedImages;
import dev.skerry.format.Platform;
import dev.skerry.format.error.SkerryException;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Whether a lock was made of this {@code bundle.yaml}. */
final class LockMatch {
  private LockMatch() {}

  /**
   * Refuses a lock that names more, less or something else.
   *
   * @throws SkerryException {@link DeskError#LOCK_DIFFERS}
   */
  static void require(BundleSpec spec, BundleLock lock) {
    TreeSet<String> described = new TreeSet<>(described(spec));
    TreeSet<String> locked = new TreeSet<>(locked(lock));
    TreeSet<String> missing = new TreeSet<>(described);
    missing.removeAll(locked);
    locked.removeAll(described);
    if (!missing.isEmpty() || !locked.isEmpty()) {
      throw new SkerryException(
          DeskError.LOCK_DIFFERS,
          "the lock of " + spec.file(),
          "is older than it: it lacks " + missing + " and has " + locked + " instead");
    }
    platforms(spec, lock);
  }

  private static List<String> described(BundleSpec spec) {
    Stream<String> head = Stream.of(head(spec.product(), spec.channel()));
    Stream<String> images =
        WantedImages.of(spec).stream()
            .map(w ->
                image(
                    w.image().name().toString(),
                    w.osName().orElse(""),
                    w.from(),
                    w.image().skipForeign(),
                    LockedImage.asked(w.image().referrers())));
    Stream<String> rootfs =
        spec.os().stream()
            .filter(OsSpec.FromRootfs.class::isInstance)
            .map(OsSpec.FromRootfs.class::cast)
            .map(r ->
                r.reference() + " of " + r.rootfs().path() + " " + r.platform(spec.platforms()));
    Stream<String> files =
        spec.files().stream().map(f -> "file " + f.name() + " of " + f.file().path());
    Stream<String> plans =
        spec.plans().stream()
            .filter(PlanSpec.FromFile.class::isInstance)
            .map(PlanSpec.FromFile.class::cast)
            .map(p -> "plan " + p.name() + " of " + p.file().path());
    return Stream.of(head, images, rootfs, files, plans).flatMap(s -> s).toList();
  }

  private static List<String> locked(BundleLock lock) {
    Stream<String> head = Stream.of(head(lock.product(), lock.channel()));
    Stream<String> images =
        lock.images().stream()
            .map(i ->
                image(
                    i.reference().toString(),
                    i.osName().orElse(""),
                    i.from(),
                    i.pin().skipForeign(),
                    i.asked()));
    Stream<String> rootfs =
        lock.rootfs().stream().map(r -> r.reference() + " of " + r.path() + " " + r.platform());
    Stream<String> files =
        Stream.of(lock.files(), lock.plans()).flatMap(Collection::stream).map(LockMatch::file);
    return Stream.of(head, images, rootfs, files).flatMap(s -> s).toList();
  }

  private static String head(String product, String channel) {
    return "product " + product + " channel " + channel;
  }

  private static String image(
      String reference, String os, String from, boolean skipForeign, String asked) {
    String source = from.equals(reference) ? "" : " from " + from;
    return (os.isEmpty() ? "" : "os " + os + " ")
        + reference
        + source
        + (skipForeign ? " without foreign layers" : "")
        + " with referrers "
        + asked;
  }

  private static String file(LockedFile file) {
    return file.kind() + " " + file.name() + " of " + file.path();
  }

  private static void platforms(BundleSpec spec, BundleLock lock) {
    for (WantedImages.Wanted wanted : WantedImages.of(spec)) {
      List<Platform> own = wanted.image().platforms();
      List<Platform> asked = own.isEmpty() ? spec.platforms() : own;
      List<Platform> held =
          lock.images().stream()
              .filter(i -> i.reference().equals(wanted.image().name()))
              .map(LockedImage::pin)
              .flatMap(pin -> pin.platforms().stream())
              .toList();
      boolean same =
          asked.stream().allMatch(a -> held.stream().anyMatch(a::matches))
              && held.stream().allMatch(h -> asked.stream().anyMatch(h::matches));
      if (!held.isEmpty() && !same) {
        throw new SkerryException(
            DeskError.LOCK_DIFFERS,
            wanted.image().name().toString(),
            "is locked for " + held + " and wanted for " + asked);
      }
    }
  }
}
