package dev.skerry.cli.commands;

import dev.skerry.cli.console.Console;
import dev.skerry.cli.options.JsonOption;
import dev.skerry.cli.reports.PolicyReport;
import dev.skerry.desk.policy.PolicyTests;
import dev.skerry.format.error.ExitCode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code skerry policy test}. */
@Command(
    name = "test",
    description = "Compile the policies of a folder and run the tests beside them.")
public final class PolicyTestCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "DIR", description = "The folder, with NAME.yaml and NAME.test.yaml.")
  private Path folder = Path.of("");

  @Mixin private JsonOption json = new JsonOption();

  /** Says on this console. */
  public PolicyTestCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    PolicyTests.Ran ran = PolicyTests.run(folder);
    if (json.wanted()) {
      console.out().println(PolicyReport.json(ran));
    } else {
      PolicyReport.say(console, ran);
    }
    return (ran.failed() == 0 ? ExitCode.DONE : ExitCode.FAILED).number();
  }
}
