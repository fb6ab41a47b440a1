package dev.skerry.cli.commands;

import dev.skerry.cli.console.Console;
import dev.skerry.cli.options.JsonOption;
import dev.skerry.desk.keys.KeyFolder;
import dev.skerry.format.json.JsonText;
import dev.skerry.format.sign.PublicKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code skerry key show}. */
@Command(name = "show", description = "Show scheme and key id of public keys.")
public final class KeyShowCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(arity = "1..*", paramLabel = "PUB", description = "Public key files.")
  private List<Path> files = new ArrayList<>();

  @Mixin private JsonOption json = new JsonOption();

  /** Says on this console. */
  public KeyShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<PublicKey> keys = files.stream().map(KeyFolder::readPublic).toList();
    if (json.wanted()) {
      console.out().println(JsonText.object().allObjects("keys", keys, KeyShowCommand::put).text());
    } else {
      keys.forEach(key -> console.out().println(key.scheme().id() + "  " + key.keyid()));
    }
    return 0;
  }

  private static void put(JsonText text, PublicKey key) {
    text.put("keyid", key.keyid()).put("scheme", key.scheme().id());
  }
}
