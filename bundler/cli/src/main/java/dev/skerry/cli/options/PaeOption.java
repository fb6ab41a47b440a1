package dev.skerry.cli.options;

import dev.skerry.cli.console.Console;
import dev.skerry.desk.LocalFiles;
import dev.skerry.format.document.Envelope;
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

  /** Writes what is signed, where that was asked for; whether it was. */
  public boolean export(Envelope envelope, Console console) {
    if (out == null) {
      return false;
    }
    byte[] pae = envelope.pae();
    LocalFiles.write(out, pae);
    console.out().println("%s holds the %,d bytes to sign".formatted(out, pae.length));
    return true;
  }
}
