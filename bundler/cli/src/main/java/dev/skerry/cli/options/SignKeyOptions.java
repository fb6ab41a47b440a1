package dev.skerry.cli.options;

import dev.skerry.cli.console.Console;
import dev.skerry.format.sign.SigningKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code --sign-key}: what signs the list of registered gateways. */
public final class SignKeyOptions {
  @Option(
      names = "--sign-key",
      required = true,
      paramLabel = "FILE",
      description = "Private key of a signer of role deploy.")
  private List<Path> files = new ArrayList<>();

  @Mixin private PassphraseOptions passphrase = new PassphraseOptions();

  /** Opens the keys, asking for passphrases where needed. */
  public List<SigningKey> open(Console console) {
    return passphrase.open(console, files);
  }
}
