package dev.skerry.cli.options;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code -f FILE}. */
public final class BundleOption {
  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "The bundle's description. Default: bundle.yaml.")
  private Path file = Path.of("bundle.yaml");

  /** The file. */
  public Path file() {
    return file;
  }

  /** The ledger where none was named: beside the file. */
  public Path ledger(LedgerOption option) {
    return option.folder().orElseGet(() -> file.resolveSibling("ledger"));
  }
}
