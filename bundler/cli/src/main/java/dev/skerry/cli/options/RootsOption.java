package dev.skerry.cli.options;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --root DIR} of commands that look up who has a role. */
public final class RootsOption {
  @Option(
      names = "--root",
      paramLabel = "DIR",
      description = "The folder of the root documents. Default: root.")
  private Path root = Path.of("root");

  /** The folder. */
  public Path folder() {
    return root;
  }
}
