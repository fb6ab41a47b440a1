package dev.skerry.upstream.kit;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.Assumptions;

/** Other people's programs. A missing one skips a test and says so; in CI it fails. */
public final class Programs {
  private Programs() {}

  /** Skips unless all of these can be started. */
  public static void need(String... names) {
    for (String name : names) {
      boolean there =
          Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
              .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
      if (System.getenv("CI") != null) {
        Assertions.assertThat(there).as(name + " is installed").isTrue();
      }
      Assumptions.assumeThat(there).as(name + " is installed").isTrue();
    }
  }

  /** Runs a command, expects it to succeed, and returns what it printed. */
  public static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Assertions.assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    Assertions.assertThat(process.exitValue())
        .as(String.join(" ", command) + "\n" + output)
        .isZero();
    return output;
  }
}
