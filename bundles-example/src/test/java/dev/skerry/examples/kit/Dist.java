package dev.skerry.examples.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The packed distribution, unpacked once for all tests of this run. */
public final class Dist {
  private static final Path HOME = install();

  private Dist() {}

  private static Path install() {
    try (var files =
        Files.newDirectoryStream(Project.root().resolve("target"), "skerry-*.tar.gz")) {
      Path archive = files.iterator().next();
      Path folder = Files.createTempDirectory("skerry-dist");
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> remove(folder)));
      Run.ok(folder, "tar", "-xzf", archive.toString(), "--strip-components=1");
      Run.ok(folder, folder.resolve("bin/skerry-train").toString());
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The command line of one of its programs. */
  public static List<String> command(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(HOME.resolve("bin").resolve(program).toString());
    command.addAll(List.of(arguments));
    return command;
  }

  /** A file of the distribution. */
  public static Path file(String name) {
    return HOME.resolve(name);
  }

  /** Runs {@code skerry} in a folder. */
  public static Run skerry(Path folder, String... arguments) {
    return skerry(folder, Map.of(), arguments);
  }

  /** Runs {@code skerry} in a folder with more in its environment. */
  public static Run skerry(Path folder, Map<String, String> environment, String... arguments) {
    return Run.in(folder, environment, command("skerry", arguments));
  }

  /** Runs {@code skerryd} in a folder. */
  public static Run skerryd(Path folder, String... arguments) {
    return skerryd(folder, Map.of(), arguments);
  }

  /** Runs {@code skerryd} in a folder with more in its environment. */
  public static Run skerryd(Path folder, Map<String, String> environment, String... arguments) {
    return Run.in(folder, environment, command("skerryd", arguments));
  }

  /** Removes a tree; what it holds is known to be small in depth. */
  public static void remove(Path tree) {
    Run.ok(tree.getParent(), "rm", "-rf", tree.toString());
  }
}
