package dev.skerry.cli.commands;

import dev.skerry.cli.console.Console;
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
@Command(name = "sign", description = "Add a signature to a root document.")
public final class RootSignCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "ROOT", description = "For instance root/1.root.dsse.json.")
  private Path file = Path.of("");

  @Mixin private KeyOptions keys = new KeyOptions();
  @Mixin private PaeOption pae = new PaeOption();

  /** Says on this console. */
  public RootSignCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    RootFile root = RootFile.read(file);
    if (pae.export(root.envelope(), keys, console)) {
      return 0;
    }
    for (SigningKey key : keys.open(console)) {
      root = root.sign(key);
    }
    RootWords.of(root, console.clock().instant()).forEach(console.out()::println);
    return 0;
  }
}
