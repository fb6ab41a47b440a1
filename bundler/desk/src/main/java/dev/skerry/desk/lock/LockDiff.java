package dev.skerry.desk.lock;

import dev.skerry.format.Descriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What changed between two locks, one line per fact. */
public final class LockDiff {
  private LockDiff() {}

  /**
   * The changes, sorted: {@code + new}, {@code - gone}, {@code ~ changed: from -> to}.
   *
   * @param before the last lock, if there was one
   */
  public static List<String> between(Optional<BundleLock> before, BundleLock after) {
    SortedMap<String, String> old = before.map(LockDiff::facts).orElseGet(TreeMap::new);
    SortedMap<String, String> now = facts(after);
    TreeSet<String> all = new TreeSet<>(old.keySet());
    all.addAll(now.keySet());
    List<String> changes = new ArrayList<>();
    for (String key : all) {
      Optional<String> from = Optional.ofNullable(old.get(key));
      Optional<String> to = Optional.ofNullable(now.get(key));
      if (from.isEmpty()) {
        changes.add("+ " + key + ": " + to.orElseThrow());
      } else if (to.isEmpty()) {
        changes.add("- " + key + ": " + from.get());
      } else if (!from.equals(to)) {
        changes.add("~ " + key + ": " + from.get() + " -> " + to.get());
      }
    }
    return changes;
  }

  private static SortedMap<String, String> facts(BundleLock lock) {
    SortedMap<String, String> facts = new TreeMap<>();
    facts.put("bundle", lock.product() + " " + lock.channel());
    for (LockedImage image : lock.images()) {
      String key = image.kind() + " " + image.reference();
      String counter = image.counter().isPresent() ? ", counter " + image.counter().orElse(0) : "";
      String foreign = image.pin().skipForeign() ? ", foreign layers skipped" : "";
      String asked =
          image.asked().equals(LockedImage.ALL) ? "" : ", referrers asked: " + image.asked();
      facts.put(
          key,
          digest(image.pin().root()) + " " + image.pin().platforms() + counter + foreign + asked);
      facts.put(key + " from", image.from());
      image.pin().referrers().forEach(r -> facts.put(key + " referrer " + r.digest(), type(r)));
      image.pin().tags().forEach((tag, d) -> facts.put(key + " tag " + tag, digest(d)));
    }
    for (LockedRootfs os : lock.rootfs()) {
      facts.put(
          "os " + os.reference(),
          digest(os.image()) + " of " + os.path() + ", counter " + os.counter());
    }
    lock.files().forEach(f -> facts.put("file " + f.name(), text(f)));
    lock.plans().forEach(p -> facts.put("plan " + p.name(), text(p)));
    return facts;
  }

  private static String text(LockedFile file) {
    return file.path() + " " + file.digest().shortHex() + ", counter " + file.counter();
  }

  private static String digest(Descriptor descriptor) {
    return descriptor.digest().shortHex();
  }

  private static String type(Descriptor referrer) {
    return referrer.artifactType().orElse(referrer.mediaType());
  }
}
