package dev.skerry.cli.options;

import dev.skerry.cli.console.Console;
import dev.skerry.upstream.registry.RegistryOptions;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where images come from and where their content is kept. */
public final class UpstreamOptions {
  @Option(
      names = "--content",
      paramLabel = "DIR",
      description = "The content store that builds share. Default: $XDG_DATA_HOME/skerry.")
  private @Nullable Path content;

  @Option(
      names = "--ca-file",
      paramLabel = "PEM",
      description = "Certificates to trust beside the usual ones.")
  private @Nullable Path caFile;

  @Option(
      names = "--plain-http",
      paramLabel = "HOST",
      description = "Speak plain HTTP to this registry, HOST[:PORT]. May stand several times.")
  private Set<String> plainHttp = new LinkedHashSet<>();

  /** The content store's folder. */
  public Path content(Console console) {
    return Optional.ofNullable(content)
        .or(() -> folder(console, "XDG_DATA_HOME", "skerry"))
        .or(() -> folder(console, "HOME", ".local/share/skerry"))
        .orElseGet(() -> Path.of("content"));
  }

  /** How registries are spoken to. */
  public RegistryOptions registry() {
    return new RegistryOptions(Optional.ofNullable(caFile), plainHttp, Optional.empty());
  }

  private static Optional<Path> folder(Console console, String variable, String below) {
    return console
        .environment(variable)
        .filter(value -> !value.isEmpty())
        .map(value -> Path.of(value).resolve(below));
  }
}
