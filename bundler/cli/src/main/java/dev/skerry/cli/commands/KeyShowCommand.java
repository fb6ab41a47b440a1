package dev.skerry.cli.commands;

import dev.skerry.cli.console.Console;
import dev.skerry.cli.options.JsonOption;
import dev.skerry.cli.options.PassphraseOptions;
import dev.skerry.desk.keys.KeyFolder;
import dev.skerry.format.json.JsonText;
import dev.skerry.format.sign.PublicKey;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code skerry key show}. */
@Command(
    name = "show",
    description = "Show scheme and key id of public keys, also of those in tokens.")
public final class KeyShowCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      arity = "1..*",
      paramLabel = "PUB",
      description = "Public key files, or keys in tokens: pkcs11:...")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--pem",
      description = "Print the public keys themselves: of a token's key, what root init asks for.")
  private boolean pem;

  @Mixin private PassphraseOptions passphrase = new PassphraseOptions();
  @Mixin private JsonOption json = new JsonOption();

  /** Says on this console. */
  public KeyShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<PublicKey> keys = files.stream().map(this::read).toList();
    if (json.wanted()) {
      console.out().println(JsonText.object().allObjects("keys", keys, KeyShowCommand::put).text());
    } else {
      PrintWriter words = pem ? console.err() : console.out();
      keys.forEach(key -> words.println(key.scheme().id() + "  " + key.keyid()));
    }
    if (pem && !json.wanted()) {
      keys.forEach(key -> console.out().print(new String(key.pem(), StandardCharsets.US_ASCII)));
      console.out().flush();
    }
    return 0;
  }

  private PublicKey read(Path file) {
    return KeyFolder.readPublic(file, () -> passphrase.existing(console, file.toString()));
  }

  private static void put(JsonText text, PublicKey key) {
    text.put("keyid", key.keyid())
        .put("scheme", key.scheme().id())
        .put("pem", new String(key.pem(), StandardCharsets.US_ASCII));
  }
}
