package dev.skerry.desk.check;

import dev.skerry.desk.lock.BundleLock;
import dev.skerry.format.Digest;
import dev.skerry.format.Platform;
import dev.skerry.format.Reference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a gateway would answer for the images of a lock (design section 4, "Registry"). */
final class Holdings {
  private final Map<String, List<Platform>> byReference = new HashMap<>();
  private final Map<String, List<Platform>> byDigest = new HashMap<>();

  Holdings(BundleLock lock) {
    lock.images().forEach(i -> add(i.reference(), i.pin().root().digest(), i.pin().platforms()));
    lock.rootfs().forEach(r -> add(r.reference(), r.image().digest(), List.of(r.platform())));
  }

  private void add(Reference reference, Digest digest, List<Platform> platforms) {
    byReference.put(reference.toString(), platforms);
    byDigest.put(reference.name() + "@" + digest, platforms);
  }

  /** The references of all images. */
  Set<String> references() {
    return byReference.keySet();
  }

  /** The platforms of the image that a node would get; empty when it would get none. */
  List<Platform> platforms(String image) {
    Reference wanted = Reference.parse(image);
    Reference hostless =
        new Reference(Optional.empty(), wanted.repository(), wanted.tag(), wanted.digest());
    List<Platform> found = exactly(wanted);
    return found.isEmpty() ? exactly(hostless) : found;
  }

  private List<Platform> exactly(Reference wanted) {
    return wanted
        .digest()
        .map(digest -> byDigest.getOrDefault(wanted.name() + "@" + digest, List.of()))
        .orElseGet(() -> byReference.getOrDefault(wanted.toString(), List.of()));
  }
}
