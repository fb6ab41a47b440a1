package dev.skerry.desk.lock;

import java.util.Comparator;
import java.util.List;

/**
 * Everything that {@code build} may take, and nothing else. Sorted, so that a second run writes the
 * same bytes and a difference reads well.
 *
 * @param images images and OS images from registries, layouts and archives, by reference
 * @param rootfs OS images that are built here, by name and version
 * @param files files that travel, by name
 * @param plans plan files, by name
 */
public record BundleLock(
    String product,
    String channel,
    List<LockedImage> images,
    List<LockedRootfs> rootfs,
    List<LockedFile> files,
    List<LockedFile> plans) {
  /** Sorts the lists. */
  public BundleLock {
    images = sorted(images, Comparator.comparing(i -> i.reference().toString()));
    rootfs = sorted(rootfs, Comparator.comparing(r -> r.reference().toString()));
    files = sorted(files, Comparator.comparing(LockedFile::name));
    plans = sorted(plans, Comparator.comparing(LockedFile::name));
  }

  private static <T> List<T> sorted(List<T> list, Comparator<T> order) {
    return list.stream().sorted(order).toList();
  }
}
