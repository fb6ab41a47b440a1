package dev.skerry.desk.init;

import dev.skerry.desk.DeskError;
import dev.skerry.desk.LocalFiles;
import dev.skerry.format.Limits;
import dev.skerry.format.error.SkerryException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes an example that builds as it stands and without a network: its image is a small stand-in
 * in an OCI layout beside it.
 */
public final class Init {
  /** Resources and where they go; the keys cannot begin with a dot for every tool's sake. */
  private static final Map<String, String> TEXTS =
      Map.of(
          "bundle.yaml", "bundle.yaml",
          "gitignore", ".gitignore",
          "os-upgrade.yaml", "plans/os-upgrade.yaml",
          "runbook.md", "docs/runbook.md",
          "policy.yaml", "policies/release.yaml",
          "policy.test.yaml", "policies/release.test.yaml");

  private Init() {}

  /**
   * Writes the example.
   *
   * @param folder made where it does not exist
   * @return the files, relative to the folder, sorted
   * @throws SkerryException {@link DeskError#NOT_EMPTY} when one of them exists
   */
  public static List<String> write(Path folder) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    TEXTS.forEach((resource, name) -> files.put(name, resource(resource)));
    ExampleImage.files().forEach((name, bytes) -> files.put("example/edge-os/" + name, bytes));
    List<String> names = List.copyOf(files.keySet());
    List<String> there =
        names.stream()
            .filter(name -> Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS))
            .toList();
    if (!there.isEmpty()) {
      throw new SkerryException(
          DeskError.NOT_EMPTY, folder.toString(), "has " + String.join(", ", there) + " already");
    }
    files.forEach((name, bytes) -> LocalFiles.write(folder.resolve(name), bytes));
    return names;
  }

  private static byte[] resource(String name) {
    try (InputStream in = Init.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " belongs into the jar");
      }
      return in.readNBytes(Limits.V1.plan());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
