package dev.skerry.cli.commands;

import dev.skerry.cli.console.Console;
import dev.skerry.cli.options.RootSignerOptions;
import dev.skerry.desk.root.RootDraft;
import dev.skerry.desk.root.RootFile;
import dev.skerry.desk.root.RootWords;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code skerry root init}. */
@Command(name = "init", description = "Write the first root document of a product, unsigned.")
public final class RootInitCommand implements Callable<Integer> {
  private final Console console;

  @Option(names = "--product", required = true, description = "The product.")
  private String product = "";

  @Mixin private RootSignerOptions signers = new RootSignerOptions();

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder of roots.")
  private Path out = Path.of("");

  /** Says on this console. */
  public RootInitCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Instant now = console.clock().instant();
    RootDraft root = RootDraft.first(product);
    signers.apply(root, now);
    RootFile file = RootFile.create(out, root.document(now, signers.validity()));
    RootWords.of(file, now).forEach(console.out()::println);
    console.out().println(file.file());
    return 0;
  }
}
