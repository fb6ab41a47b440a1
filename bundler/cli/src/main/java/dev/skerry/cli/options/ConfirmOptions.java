package dev.skerry.cli.options;

import dev.skerry.cli.console.CliError;
import dev.skerry.cli.console.Console;
import dev.skerry.format.error.SkerryException;
import picocli.CommandLine.Option;

/** {@code --yes} and {@code --not-compared}: who signs has seen what is new in it. */
public final class ConfirmOptions {
  @Option(
      names = "--not-compared",
      description = "Sign although the one before it is not at hand to show what changed.")
  private boolean notCompared;

  @Option(names = "--yes", description = "Sign without asking.")
  private boolean yes;

  /** Whether nobody needs to see what changed. */
  public boolean notCompared() {
    return notCompared;
  }

  /**
   * Asks whether to sign.
   *
   * @param document what would be signed
   * @throws SkerryException {@link CliError#NOT_CONFIRMED}, {@link CliError#USAGE} where nobody can
   *     be asked
   */
  public void ask(Console console, String document) {
    if (yes) {
      return;
    }
    if (!console.interactive()) {
      throw new SkerryException(
          CliError.USAGE, document, "is not signed: nobody can be asked, and no --yes");
    }
    String answer = console.ask("Sign this? Type yes: ").orElse("");
    if (!answer.equals("yes")) {
      throw new SkerryException(CliError.NOT_CONFIRMED, document, "was not confirmed");
    }
  }
}
