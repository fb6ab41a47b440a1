package dev.skerry.gateway.command;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code skerryd completion}. */
@Command(
    name = "completion",
    description = "Prints a completion script: source <(skerryd completion)")
final class CompletionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine().getOut().print(AutoComplete.bash("skerryd", spec.root().commandLine()));
    spec.commandLine().getOut().flush();
    return 0;
  }
}
