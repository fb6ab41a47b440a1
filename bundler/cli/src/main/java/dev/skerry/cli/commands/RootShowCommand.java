package dev.skerry.cli.commands;

import dev.skerry.cli.console.Console;
import dev.skerry.cli.options.JsonOption;
import dev.skerry.desk.root.RootFile;
import dev.skerry.desk.root.RootWords;
import dev.skerry.format.document.Signature;
import dev.skerry.format.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code skerry root show}. */
@Command(name = "show", description = "Say in words what a root document says.")
public final class RootShowCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "ROOT", description = "A root document, or a folder of them.")
  private Path file = Path.of("");

  @Mixin private JsonOption json = new JsonOption();

  /** Says on this console. */
  public RootShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    RootFile root = Files.isDirectory(file) ? RootFile.newest(file) : RootFile.read(file);
    if (json.wanted()) {
      console.out().println(json(root));
    } else {
      RootWords.of(root, console.clock().instant()).forEach(console.out()::println);
    }
    return 0;
  }

  private static String json(RootFile root) {
    return JsonText.object()
        .put("digest", root.envelope().payloadDigest().toString())
        .put("payload", new String(root.envelope().payload(), StandardCharsets.UTF_8))
        .strings("signatures", root.envelope().signatures().stream().map(Signature::keyid).toList())
        .put("complete", root.complete())
        .text();
  }
}
