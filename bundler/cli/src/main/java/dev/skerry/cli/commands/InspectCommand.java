package dev.skerry.cli.commands;

import dev.skerry.cli.console.Console;
import dev.skerry.cli.options.JsonOption;
import dev.skerry.cli.reports.InspectReport;
import dev.skerry.desk.read.Inspect;
import dev.skerry.format.archive.MediumFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code skerry inspect}. */
@Command(
    name = "inspect",
    description = "Show what bundles say of themselves, without judging any signature.")
public final class InspectCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "A stick, a file or volumes.")
  private List<Path> paths = new ArrayList<>();

  @Mixin private JsonOption json = new JsonOption();

  /** Says on this console. */
  public InspectCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    var fronts = new Inspect(MediumFiles.real()).fronts(paths);
    if (json.wanted()) {
      console.out().println(InspectReport.json(fronts));
    } else {
      InspectReport.say(console, fronts);
    }
    return 0;
  }
}
