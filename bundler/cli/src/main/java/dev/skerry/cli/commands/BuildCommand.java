package dev.skerry.cli.commands;

import dev.skerry.cli.console.Console;
import dev.skerry.cli.options.BundleOption;
import dev.skerry.cli.options.JsonOption;
import dev.skerry.cli.options.LedgerOption;
import dev.skerry.cli.options.RootsOption;
import dev.skerry.cli.options.UpstreamOptions;
import dev.skerry.cli.reports.BuildReport;
import dev.skerry.desk.build.Build;
import dev.skerry.desk.ledger.Ledger;
import dev.skerry.format.console.ProgressLine;
import dev.skerry.upstream.collect.Sources;
import dev.skerry.upstream.content.ContentStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code skerry build}. */
@Command(
    name = "build",
    description = "Collect what the lock names, check it, and leave a statement to sign.")
public final class BuildCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private BundleOption bundle = new BundleOption();

  @Option(
      names = "--root",
      required = true,
      paramLabel = "DIR",
      description = "The folder of the root documents: 1.root.dsse.json and those after it.")
  private Path root = Path.of("");

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "The folder that the statement is left in.")
  private Path out = Path.of("");

  @Option(
      names = "--sequence",
      paramLabel = "N",
      description = "The bundle's number. Default: the ledger's last and one.")
  private @Nullable Long sequence;

  @Option(
      names = "--issued",
      paramLabel = "TIME",
      description = "When it is issued, for instance 2026-11-24T10:00:00Z. Default: now.")
  private @Nullable Instant issued;

  @Option(
      names = "--medium-size",
      paramLabel = "BYTES",
      description = "What the medium holds: a bundle that is larger is refused at once.")
  private @Nullable Long medium;

  @Mixin private UpstreamOptions upstream = new UpstreamOptions();
  @Mixin private LedgerOption ledger = new LedgerOption();
  @Mixin private JsonOption json = new JsonOption();

  /** Says on this console. */
  public BuildCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    var request =
        new Build.Request(
            bundle.file(),
            RootsOption.complete(root, console),
            number(sequence),
            Optional.ofNullable(issued),
            number(medium),
            out);
    var store = ContentStore.open(upstream.content(console));
    var written = new Ledger(bundle.ledger(ledger));
    Build.Built built;
    try (Sources sources = new Sources(upstream.registry());
        ProgressLine progress = console.progress("build")) {
      built = new Build(sources, store, written, console.clock()).build(request, progress);
    }
    built.warnings().forEach(warning -> console.err().println(warning.text()));
    console.err().flush();
    console.out().print(json.wanted() ? BuildReport.json(built) : BuildReport.text(built));
    console.out().flush();
    return 0;
  }

  private static OptionalLong number(@Nullable Long given) {
    return given == null ? OptionalLong.empty() : OptionalLong.of(given);
  }
}
