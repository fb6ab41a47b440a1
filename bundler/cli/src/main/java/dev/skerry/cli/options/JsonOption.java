package dev.skerry.cli.options;

import picocli.CommandLine.Option;

/** {@code --json}. */
public final class JsonOption {
  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  /** Whether the result is to be JSON. */
  public boolean wanted() {
    return json;
  }
}
