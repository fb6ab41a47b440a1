package dev.skerry.desk.describe;

import dev.skerry.format.Reference;
import java.util.Optional;

/**
 * A file that travels.
 *
 * @param name names its repository; the base name where nothing else is written
 */
public record FileSpec(String name, PathSpec file) {
  /** A file that is called as its path ends. */
  static FileSpec of(PathSpec file) {
    return new FileSpec(file.baseName(), file);
  }

  /** {@code skerry/file/<name>:latest}. */
  public Reference reference() {
    return new Reference(
        Optional.empty(), "skerry/file/" + name, Optional.of("latest"), Optional.empty());
  }
}
