package dev.skerry.examples.fuzz;

import dev.skerry.examples.kit.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The inputs that are checked in: {@code PARSER/good-…} is accepted, any other name refused. */
final class Seeds {
  private static final Path FOLDER =
      Project.root().resolve("bundles-example/src/test/resources/fuzz");

  private Seeds() {}

  /** Where those of a parser are. */
  static Path folder(Parser parser) {
    return FOLDER.resolve(parser.folder());
  }

  /** The seeds of a parser by name. */
  static Map<String, byte[]> of(Parser parser) {
    Map<String, byte[]> seeds = new TreeMap<>();
    try (var files = Files.newDirectoryStream(folder(parser))) {
      for (Path file : files) {
        seeds.put(String.valueOf(file.getFileName()), Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return seeds;
  }
}
