package dev.skerry.gateway.command;

import dev.skerry.gateway.setup.DataFolder;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --data} of every command. */
final class DataOption {
  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      defaultValue = "${env:SKERRY_DATA}",
      description = "the gateway's data folder (SKERRY_DATA)")
  private Path data = Path.of("");

  DataFolder folder() {
    return new DataFolder(data);
  }
}
