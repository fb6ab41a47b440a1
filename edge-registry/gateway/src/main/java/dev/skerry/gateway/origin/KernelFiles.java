package dev.skerry.gateway.origin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skerry.format.error.OneLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Files in which the operating system tells what it knows, never more of one than a limit. One that
 * cannot be read, or is longer, says nothing.
 *
 * @param root what is {@code /} for the programs
 */
record KernelFiles(Path root) {
  private static final int TABLE = 8 << 20;
  private static final int VALUE = 4_096;

  /** Characters of a fact that a log keeps. */
  private static final int SHOWN = 128;

  /** Those of this machine. */
  static KernelFiles real() {
    return new KernelFiles(Path.of("/"));
  }

  /** A file or folder below the root. */
  Path at(String relative) {
    return root.resolve(relative);
  }

  /** A path without links; empty when it is not there or leads out of the root. */
  Optional<Path> resolved(Path path) {
    try {
      Path found = path.toRealPath();
      return found.startsWith(root.toRealPath()) ? Optional.of(found) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The lines of a table. */
  static Stream<String> lines(Path file) {
    byte[] bytes = read(file, TABLE + 1);
    return bytes.length > TABLE ? Stream.empty() : new String(bytes, UTF_8).lines();
  }

  /** What a file of one value says, cut, fit for a log. */
  static Optional<String> value(Path file) {
    String text = new String(read(file, VALUE), UTF_8).strip();
    return text.isEmpty() ? Optional.empty() : Optional.of(shown(text));
  }

  /** A stranger's text as a log keeps it. */
  static String shown(String text) {
    return OneLine.of(text, SHOWN);
  }

  private static byte[] read(Path file, int most) {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(most);
    } catch (IOException e) {
      return new byte[0];
    }
  }
}
