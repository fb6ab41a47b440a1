package dev.skerry.examples.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A bundle of two small files, signed by two, that a test can take apart.
 *
 * @param desk where it was made
 * @param file the bundle, alone in its folder but for its list of volumes
 */
public record SmallBundle(Desk desk, Path file) {
  /** Makes it below a folder. */
  public static SmallBundle release(Path work) {
    Fleet fleet = Fleet.create(work);
    Path stick = fleet.release(1);
    return new SmallBundle(fleet.desk(), stick.resolve(Fleet.PRODUCT + "-stable-1.skerry"));
  }

  /** Its bytes. */
  public byte[] bytes() {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its list of volumes. */
  public Path list() {
    return file.resolveSibling(Fleet.PRODUCT + "-stable-1.volumes.json");
  }

  /** The root document that whoever judges it trusts. */
  public String root() {
    return desk.folder().resolve("root/1.root.dsse.json").toString();
  }
}
