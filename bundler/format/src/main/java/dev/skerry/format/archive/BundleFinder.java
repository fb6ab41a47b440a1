package dev.skerry.format.archive;

import dev.skerry.format.error.Reasons;
import dev.skerry.format.error.SkerryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Finds the bundles that paths mean: a folder's {@code NAME.skerry} and {@code NAME.skerry.001 …},
 * a file of any name, or volumes in any order (format section 7).
 */
public final class BundleFinder {
  private static final int MAX_NAMES = 10_000;

  private final MediumFiles files;
  private final SortedMap<String, SortedMap<Integer, Path>> split = new TreeMap<>();
  private final List<Path> whole = new ArrayList<>();

  private BundleFinder(MediumFiles files) {
    this.files = files;
  }

  /**
   * Bundles ascending by name.
   *
   * @throws SkerryException {@link ReadError#NO_BUNDLE}, {@link ReadError#MEDIUM_GONE}
   */
  public static List<BundleFiles> find(MediumFiles files, List<Path> paths) {
    BundleFinder finder = new BundleFinder(files);
    for (Path path : paths) {
      if (files.isFolder(path)) {
        finder.folder(path);
      } else {
        finder.file(path);
      }
    }
    return finder.found();
  }

  private void folder(Path folder) {
    int before = split.size() + whole.size();
    List<String> names = names(folder);
    for (String name : names) {
      if (VolumeNames.parse(name).isPresent()) {
        file(folder.resolve(name));
      }
    }
    if (split.size() + whole.size() == before) {
      throw new SkerryException(
          ReadError.NO_BUNDLE,
          folder.toString(),
          "holds no file NAME.skerry or NAME.skerry.001" + ofGateway(names));
    }
  }

  /**
   * What to add to a message about a folder that was taken for a stick: whether it is the data
   * folder of a gateway or a depot.
   *
   * @param names what the folder holds
   */
  public static String ofGateway(List<String> names) {
    return names.contains("catalog.db") && names.contains("skerryd.yaml")
        ? "; it is the data folder of a gateway or a depot, which only skerryd reads"
        : "";
  }

  private List<String> names(Path folder) {
    try {
      return files.names(folder, MAX_NAMES);
    } catch (IOException e) {
      throw new SkerryException(
          ReadError.MEDIUM_GONE, folder.toString(), "cannot be listed: " + Reasons.of(e), e);
    }
  }

  private void file(Path file) {
    Optional<VolumeNames.Volume> volume = VolumeNames.parse(String.valueOf(file.getFileName()));
    int number = volume.map(v -> v.number().orElse(0)).orElse(0);
    if (volume.isEmpty() || number == 0) {
      whole.add(file);
      return;
    }
    Path earlier =
        split
            .computeIfAbsent(volume.get().bundle(), name -> new TreeMap<>())
            .putIfAbsent(number, file);
    if (earlier != null && !earlier.equals(file)) {
      throw new SkerryException(
          ReadError.NO_BUNDLE, file.toString(), "is the same volume as " + earlier);
    }
  }

  private List<BundleFiles> found() {
    List<BundleFiles> found = new ArrayList<>();
    split.forEach((name, volumes) ->
        found.add(new BundleFiles(name, volumes, true, diagnosis(name, volumes))));
    for (Path file : whole) {
      String fileName = String.valueOf(file.getFileName());
      String name = VolumeNames.parse(fileName).map(VolumeNames.Volume::bundle).orElse(fileName);
      SortedMap<Integer, Path> volumes = new TreeMap<>();
      volumes.put(1, file);
      found.add(new BundleFiles(name, volumes, false, diagnosis(name, volumes)));
    }
    return List.copyOf(found);
  }

  private Optional<Path> diagnosis(String name, SortedMap<Integer, Path> volumes) {
    return volumes.values().stream()
        .map(volume -> volume.resolveSibling(VolumeNames.listName(name)))
        .filter(files::isFile)
        .findFirst();
  }
}
