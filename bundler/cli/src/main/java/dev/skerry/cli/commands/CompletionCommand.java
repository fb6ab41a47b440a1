package dev.skerry.cli.commands;

import dev.skerry.cli.console.Console;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code skerry completion}. */
@Command(
    name = "completion",
    description = "Print a script that completes commands and options in bash and zsh.")
public final class CompletionCommand implements Callable<Integer> {
  private final Console console;

  @Spec private @Nullable CommandSpec spec;

  /** Prints to this console. */
  public CompletionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (spec != null) {
      console.out().print(AutoComplete.bash("skerry", spec.root().commandLine()));
      console.out().flush();
    }
    return 0;
  }
}
