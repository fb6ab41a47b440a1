package dev.skerry.format.archive;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where the volumes of one bundle lie; not opened yet, and perhaps not all there.
 *
 * @param name the bundle's name as its files say it; the statement decides
 * @param volumes volume files by number from 1; a bundle of one file is volume 1
 * @param split whether the files are named {@code .001}, {@code .002}, …: more may be missing
 * @param diagnosis {@code NAME.volumes.json}, where one lies beside a volume
 */
public record BundleFiles(
    String name, SortedMap<Integer, Path> volumes, boolean split, Optional<Path> diagnosis) {
  /** Copies the map and refuses a bundle without a file. */
  public BundleFiles {
    volumes = Collections.unmodifiableSortedMap(new TreeMap<>(volumes));
    if (volumes.isEmpty()) {
      throw new IllegalArgumentException("no volume of " + name);
    }
  }

  /** The folder of the first volume. */
  public Path folder() {
    Path first = volumes.sequencedValues().getFirst();
    return Optional.ofNullable(first.toAbsolutePath().getParent()).orElse(first);
  }
}
