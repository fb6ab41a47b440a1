package dev.skerry.cli.commands;

import dev.skerry.cli.console.Console;
import dev.skerry.cli.options.KeyOptions;
import dev.skerry.cli.options.PaeOption;
import dev.skerry.cli.options.RootsOption;
import dev.skerry.desk.permit.PermitFile;
import dev.skerry.desk.permit.PermitWords;
import dev.skerry.format.document.RootDocument;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code skerry permit sign}. */
@Command(name = "sign", description = "Add a signature of role deploy to a permit.")
public final class PermitSignCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "PERMIT", description = "NAME.permit.dsse.json.")
  private Path file = Path.of("");

  @Mixin private KeyOptions keys = new KeyOptions();
  @Mixin private PaeOption pae = new PaeOption();
  @Mixin private RootsOption roots = new RootsOption();

  /** Says on this console. */
  public PermitSignCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    RootDocument root = roots.complete(console).chain().last();
    PermitFile unsigned = PermitFile.read(file);
    if (pae.export(unsigned.signed().envelope(), keys, console)) {
      return 0;
    }
    PermitFile permit = unsigned.sign(keys.open(console), root);
    PermitWords.of(permit, root, console.clock().instant()).forEach(console.out()::println);
    return 0;
  }
}
