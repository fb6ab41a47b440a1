package dev.skerry.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skerry.cli.console.SystemConsole;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

/**
 * Runs every line of standard input as a command, all in one process: {@code skerry-train} records
 * with it what a desk's working day loads, for a recording covers one process.
 */
final class Rehearsal {
  private Rehearsal() {}

  /** Exits with the code of the first command that failed. */
  public static void main(String[] args) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      int exit = Skerry.run(new SystemConsole(), line.strip().split(" +"));
      if (exit != 0) {
        System.exit(exit);
      }
    }
  }
}
