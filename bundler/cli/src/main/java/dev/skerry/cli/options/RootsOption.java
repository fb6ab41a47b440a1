package dev.skerry.cli.options;

import dev.skerry.cli.console.Console;
import dev.skerry.desk.root.RootFile;
import dev.skerry.desk.root.Roots;
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
   * The root documents, where a newest one that lacks signatures is not used; says so.
   *
   * @throws dev.skerry.format.error.SkerryException what {@link Roots#chain} throws, where there
   *     are root documents
   */
  public Roots complete(Console console) {
    return complete(root, console);
  }

  /** The same of a folder that another option names. */
  public static Roots complete(Path folder, Console console) {
    Roots roots = new Roots(folder);
    if (Files.exists(folder.resolve(RootFile.name(1)))) {
      roots.chain().notice().ifPresent(console.err()::println);
    }
    return roots;
  }
}
