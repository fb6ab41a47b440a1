package dev.skerry.cli.commands;

import dev.skerry.cli.console.Console;
import dev.skerry.cli.options.RootsOption;
import dev.skerry.desk.permit.PermitFile;
import dev.skerry.desk.permit.PermitWords;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code skerry permit show}. */
@Command(
    name = "show",
    description = "Say in words what a permit lets pass, and whether it counts.")
public final class PermitShowCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "PERMIT", description = "NAME.permit.dsse.json.")
  private Path file = Path.of("");

  @Mixin private RootsOption roots = new RootsOption();

  /** Says on this console. */
  public PermitShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    PermitWords.of(
            PermitFile.read(file),
            roots.complete(console).chain().last(),
            console.clock().instant())
        .forEach(console.out()::println);
    return 0;
  }
}
