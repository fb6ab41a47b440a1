package dev.skerry.cli.options;

import dev.skerry.cli.console.CliError;
import dev.skerry.format.Digest;
import dev.skerry.format.error.SkerryException;

/** A digest that a person types or copies. */
public final class GivenDigest {
  private GivenDigest() {}

  /**
   * Reads it.
   *
   * @param option that it was given with, for messages
   * @throws SkerryException {@link CliError#USAGE}
   */
  public static Digest of(String option, String text) {
    if (!Digest.isDigest(text)) {
      throw new SkerryException(
          CliError.USAGE, option + " " + text, "is no digest: sha256: and 64 hex digits");
    }
    return Digest.parse(text);
  }
}
