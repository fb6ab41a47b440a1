package dev.skerry.cli.options;

import dev.skerry.cli.console.Console;
import dev.skerry.desk.root.RootChain;
import dev.skerry.desk.root.RootFile;
import java.nio.file.Files;
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

  /**
   * The folder, where a newest root that lacks signatures is not used; says so.
   *
   * @throws dev.skerry.format.error.SkerryException what {@link RootChain#read} throws, where there
   *     are root documents
   */
  public Path complete(Console console) {
    return complete(root, console);
  }

  /** The same of a folder that another option names. */
  public static Path complete(Path folder, Console console) {
    if (Files.exists(folder.resolve(RootFile.name(1)))) {
      RootChain.read(folder).notice().ifPresent(console.err()::println);
    }
    return folder;
  }
}
