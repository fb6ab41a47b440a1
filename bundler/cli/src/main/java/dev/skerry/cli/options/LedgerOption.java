package dev.skerry.cli.options;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --ledger DIR}. */
public final class LedgerOption {
  @Option(
      names = "--ledger",
      paramLabel = "DIR",
      description =
          "Statements written, receipts received, sites. Default: ledger beside" + " bundle.yaml.")
  private @Nullable Path ledger;

  /** The folder, where it was given. */
  public Optional<Path> folder() {
    return Optional.ofNullable(ledger);
  }
}
