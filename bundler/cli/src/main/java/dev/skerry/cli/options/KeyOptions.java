package dev.skerry.cli.options;

import dev.skerry.cli.console.Console;
import dev.skerry.desk.keys.KeyFolder;
import dev.skerry.format.sign.SigningKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code --key}: the keys of one signer. */
public final class KeyOptions {
  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "Private key; twice for a signer with two keys.")
  private List<Path> keys = new ArrayList<>();

  @Mixin private PassphraseOptions passphrase = new PassphraseOptions();

  /** Opens the keys, asking for passphrases where needed. */
  public List<SigningKey> open(Console console) {
    KeyFolder folder = new KeyFolder(new SecureRandom());
    return keys.stream()
        .map(file ->
            folder.open(
                file,
                () -> passphrase.existing(console, file.toString()),
                warning -> console.err().println("warning: " + warning)))
        .toList();
  }
}
