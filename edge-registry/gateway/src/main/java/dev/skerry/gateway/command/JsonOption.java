package dev.skerry.gateway.command;

import picocli.CommandLine.Option;

/** {@code --json} of every command that reports. */
final class JsonOption {
  @Option(names = "--json", description = "print the result as JSON")
  private boolean json;

  boolean wanted() {
    return json;
  }
}
