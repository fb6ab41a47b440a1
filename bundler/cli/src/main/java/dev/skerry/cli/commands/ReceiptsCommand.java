package dev.skerry.cli.commands;

import dev.skerry.cli.console.CliError;
import dev.skerry.cli.console.Console;
import dev.skerry.cli.options.JsonOption;
import dev.skerry.cli.options.LedgerOption;
import dev.skerry.cli.options.RootsOption;
import dev.skerry.cli.reports.ReceiptsReport;
import dev.skerry.desk.ledger.Ledger;
import dev.skerry.desk.receipts.Alarms;
import dev.skerry.desk.receipts.CollectReceipts;
import dev.skerry.desk.receipts.KnownSite;
import dev.skerry.format.archive.MediumFiles;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.SkerryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code skerry receipts}. */
@Command(
    name = "receipts",
    description = "Read what sticks bring back, keep it in the ledger, say what every site holds.")
public final class ReceiptsCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(arity = "1..*", paramLabel = "STICK", description = "Sticks that came back.")
  private List<Path> sticks = new ArrayList<>();

  @Option(
      names = "--lag-days",
      paramLabel = "N",
      defaultValue = "30",
      description = "How long a site may go without a bundle that is meant for it. Default: 30.")
  private int lagDays;

  @Mixin private RootsOption roots = new RootsOption();
  @Mixin private LedgerOption ledger = new LedgerOption();
  @Mixin private JsonOption json = new JsonOption();

  /** Says on this console. */
  public ReceiptsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Duration patience = patience();
    Ledger kept = new Ledger(ledger.folder().orElse(Path.of("ledger")));
    CollectReceipts collect =
        new CollectReceipts(kept, roots.complete(console), MediumFiles.real());
    var brought = collect.run(sticks);
    List<KnownSite> known = collect.known();
    var holdings = known.stream().flatMap(site -> site.holding().stream()).toList();
    List<Problem> alarms = new Alarms(kept, console.clock().instant(), patience).of(brought, known);
    if (json.wanted()) {
      console.out().println(ReceiptsReport.json(brought, holdings, alarms));
    } else {
      ReceiptsReport.say(console, brought, holdings);
    }
    alarms.forEach(alarm -> console.err().println(alarm.text().replaceFirst("^error", "alarm")));
    return alarms.stream().mapToInt(alarm -> alarm.exit().number()).max().orElse(0);
  }

  private Duration patience() {
    if (lagDays < 0) {
      throw new SkerryException(CliError.USAGE, "--lag-days", "is " + lagDays + ", not from 0 on");
    }
    return Duration.ofDays(lagDays);
  }
}
