package dev.skerry.desk.describe;

import dev.skerry.plans.yaml.Mark;

/** A path as it was written, with its place. */
public record PathSpec(String path, Mark at) {
  /** The last part. */
  public String baseName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
