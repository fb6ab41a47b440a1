package dev.skerry.cli.commands;

import dev.skerry.cli.console.Console;
import dev.skerry.cli.options.JsonOption;
import dev.skerry.cli.reports.InspectReport;
import dev.skerry.desk.read.Inspect;
import dev.skerry.format.archive.MediumFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code skerry ls}. */
@Command(name = "ls", description = "List what bundles hold, without judging any signature.")
public final class LsCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "A stick, a file or volumes.")
  private List<Path> paths = new ArrayList<>();

  @Mixin private JsonOption json = new JsonOption();

  /** Says on this console. */
  public LsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Inspect inspect = new Inspect(MediumFiles.real());
    var content = new LinkedHashMap<String, List<Inspect.Entry>>();
    for (var front : inspect.fronts(paths)) {
      content.put(front.statement().name(), inspect.content(front));
    }
    if (json.wanted()) {
      console.out().println(InspectReport.listJson(content));
    } else {
      InspectReport.list(console, content);
    }
    return 0;
  }
}
