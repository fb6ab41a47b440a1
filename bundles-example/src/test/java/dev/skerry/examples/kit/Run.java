package dev.skerry.examples.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that ran to its end.
 *
 * @param command what was run
 * @param out its standard output
 * @param err its standard error
 */
public record Run(List<String> command, int exit, String out, String err) {
  private static final int SECONDS = 900;

  /** Runs a program in a folder. */
  public static Run in(Path folder, Map<String, String> environment, List<String> command) {
    try {
      Path out = Files.createTempFile("run", ".out");
      Path err = Files.createTempFile("run", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().putAll(environment);
      Process process = builder.start();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError(command + " did not end in " + SECONDS + " s");
      }
      Run run = new Run(command, process.exitValue(), read(out), read(err));
      Files.delete(out);
      Files.delete(err);
      return run;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Runs a program in a folder. */
  public static Run in(Path folder, String... command) {
    return in(folder, Map.of(), List.of(command));
  }

  /** Runs a program that must succeed; its standard output without white space around it. */
  public static String ok(Path folder, String... command) {
    return in(folder, command).exits(0).out().strip();
  }

  /** Asserts the exit code, and that no stack trace reached the person. */
  public Run exits(int code) {
    assertThat(exit).as("%s%n%s%n%s", String.join(" ", command), out, err).isEqualTo(code);
    assertThat(err).doesNotContain("\tat ").doesNotContain("Exception in thread");
    return this;
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
