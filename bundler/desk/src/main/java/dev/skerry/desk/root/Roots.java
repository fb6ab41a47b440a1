package dev.skerry.desk.root;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The root documents of a folder: read and judged once, when they are first asked for. */
public final class Roots {
  private final Path folder;
  private @Nullable RootChain chain;

  /** Of this folder, which need not be there before they are asked for. */
  public Roots(Path folder) {
    this.folder = folder;
  }

  /** Where they are. */
  public Path folder() {
    return folder;
  }

  /**
   * All that have their signatures.
   *
   * @throws dev.skerry.format.error.SkerryException what {@link RootChain#read} throws
   */
  public RootChain chain() {
    if (chain == null) {
      chain = RootChain.read(folder);
    }
    return chain;
  }
}
