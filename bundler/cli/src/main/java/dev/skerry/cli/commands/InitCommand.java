package dev.skerry.cli.commands;

import dev.skerry.cli.console.Console;
import dev.skerry.desk.init.Init;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code skerry init}. */
@Command(
    name = "init",
    description =
        "Write a commented bundle.yaml that builds, a plan and a .gitignore to start from.")
public final class InitCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "DIR", description = "The folder; made where it does not exist.")
  private Path folder = Path.of("");

  /** Says on this console. */
  public InitCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Init.write(folder).forEach(name -> console.out().println(folder.resolve(name)));
    console.out().flush();
    console.err().println("next: cd " + folder + ", read bundle.yaml, run skerry lock");
    console.err().flush();
    return 0;
  }
}
