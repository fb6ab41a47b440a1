package dev.skerry.cli.commands;

import dev.skerry.cli.console.Console;
import dev.skerry.cli.options.ConfirmOptions;
import dev.skerry.cli.options.KeyOptions;
import dev.skerry.cli.options.PaeOption;
import dev.skerry.desk.root.RootFile;
import dev.skerry.desk.root.RootWords;
import dev.skerry.format.sign.SigningKey;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code skerry root sign}. */
@Command(
    name = "sign",
    description = "Show a root document and what is new in it, then add a signature to it.")
public final class RootSignCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "ROOT", description = "For instance root/1.root.dsse.json.")
  private Path file = Path.of("");

  @Mixin private KeyOptions keys = new KeyOptions();
  @Mixin private PaeOption pae = new PaeOption();
  @Mixin private ConfirmOptions confirm = new ConfirmOptions();

  /** Says on this console. */
  public RootSignCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    RootFile root = RootFile.read(file);
    RootWords.content(root, console.clock().instant()).forEach(console.err()::println);
    console.err().flush();
    if (pae.export(root.envelope(), keys, console)) {
      return 0;
    }
    if (!confirm.notCompared()) {
      root.requireCompared();
    }
    confirm.ask(console, file.toString());
    for (SigningKey key : keys.open(console)) {
      root = root.sign(key);
    }
    RootWords.state(root).forEach(console.out()::println);
    return 0;
  }
}
