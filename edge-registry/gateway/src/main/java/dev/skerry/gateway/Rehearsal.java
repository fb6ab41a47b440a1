package dev.skerry.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.skerry.gateway.command.Commands;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

/**
 * Runs every line of standard input as a command, all in one process, a service beside the others:
 * {@code skerry-train} records with it what both load, for a recording covers one process.
 */
final class Rehearsal {
  private Rehearsal() {}

  /** Ends the service with its input; exits with the code of the first command that failed. */
  public static void main(String[] args) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    int exit = 0;
    for (String line = lines.readLine(); exit == 0 && line != null; line = lines.readLine()) {
      String[] words = line.strip().split(" +");
      if (words[0].equals("serve")) {
        Thread.ofPlatform().name("service").start(() -> Commands.run(words));
      } else {
        exit = Commands.run(words);
      }
    }
    System.exit(exit);
  }
}
