package dev.skerry.cli.options;

import dev.skerry.cli.console.CliError;
import dev.skerry.cli.console.Console;
import dev.skerry.desk.LocalFiles;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.error.SkerryException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --pae}: for keys that no file holds. */
public final class PaeOption {
  @Option(
      names = "--pae",
      paramLabel = "OUT",
      description = "Write the bytes that are signed, for --add-signature, and sign nothing.")
  private @Nullable Path out;

  /**
   * Writes what is signed, where that was asked for; whether it was.
   *
   * @param keys what would sign: to write and to sign at once would sign nothing, silently
   */
  public boolean export(Envelope envelope, KeyOptions keys, Console console) {
    if (out == null) {
      return false;
    }
    if (keys.given()) {
      throw new SkerryException(
          CliError.USAGE, "--pae", "writes what is signed elsewhere: give no key beside it");
    }
    if (Files.exists(out)) {
      throw new SkerryException(
          CliError.USAGE, out.toString(), "is there already, and --pae replaces no file");
    }
    byte[] pae = envelope.pae();
    LocalFiles.write(out, pae);
    console.out().println("%s holds the %,d bytes to sign".formatted(out, pae.length));
    return true;
  }
}
