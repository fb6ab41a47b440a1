package dev.skerry.cli.commands;

import dev.skerry.cli.console.Console;
import dev.skerry.cli.options.BundleOption;
import dev.skerry.cli.options.JsonOption;
import dev.skerry.cli.options.LedgerOption;
import dev.skerry.cli.options.UpstreamOptions;
import dev.skerry.cli.reports.LockReport;
import dev.skerry.desk.describe.Describe;
import dev.skerry.desk.ledger.Ledger;
import dev.skerry.desk.lock.Lock;
import dev.skerry.desk.lock.LockDiff;
import dev.skerry.desk.lock.LockFile;
import dev.skerry.format.console.ProgressLine;
import dev.skerry.upstream.collect.Sources;
import dev.skerry.upstream.content.ContentStore;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code skerry lock}. */
@Command(
    name = "lock",
    description = "Resolve every name of bundle.yaml to a digest, and show what changed.")
public final class LockCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private BundleOption bundle = new BundleOption();
  @Mixin private UpstreamOptions upstream = new UpstreamOptions();
  @Mixin private LedgerOption ledger = new LedgerOption();
  @Mixin private JsonOption json = new JsonOption();

  /** Says on this console. */
  public LockCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    var spec = Describe.read(bundle.file());
    var file = LockFile.beside(bundle.file());
    var before = LockFile.find(file);
    var counters = new Ledger(bundle.ledger(ledger)).counters(spec.product());
    var store = ContentStore.open(upstream.content(console));
    try (Sources sources = new Sources(upstream.registry());
        ProgressLine progress = console.progress("lock")) {
      var lock = new Lock(sources, store).lock(spec, counters, progress);
      LockFile.write(file, lock);
      LockReport report = new LockReport(file, lock, LockDiff.between(before, lock));
      console.out().print(json.wanted() ? report.json() : report.text());
      console.out().flush();
    }
    return 0;
  }
}
