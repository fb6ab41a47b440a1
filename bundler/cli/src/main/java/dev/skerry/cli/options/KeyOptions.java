package dev.skerry.cli.options;

import dev.skerry.cli.console.CliError;
import dev.skerry.cli.console.Console;
import dev.skerry.desk.keys.ExternalSignature;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.sign.SigningKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code --key}: the keys of one signer, or the signatures that they made elsewhere. */
public final class KeyOptions {
  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "Private key; twice for a signer with two keys.")
  private List<Path> keys = new ArrayList<>();

  @Option(
      names = "--add-signature",
      paramLabel = "FILE",
      description = "A signature that was made elsewhere, over what --pae wrote.")
  private List<Path> signatures = new ArrayList<>();

  @Option(
      names = "--public-key",
      paramLabel = "FILE",
      description = "The public key of an --add-signature, in the same order.")
  private List<Path> publicKeys = new ArrayList<>();

  @Mixin private PassphraseOptions passphrase = new PassphraseOptions();

  /** Whether anything that signs was given. */
  boolean given() {
    return !keys.isEmpty() || !signatures.isEmpty() || !publicKeys.isEmpty();
  }

  /** Opens the keys, asking for passphrases where needed. */
  public List<SigningKey> open(Console console) {
    if (signatures.size() != publicKeys.size()) {
      throw new SkerryException(
          CliError.USAGE, "--public-key", "is needed once for each --add-signature");
    }
    if (keys.isEmpty() && signatures.isEmpty()) {
      throw new SkerryException(CliError.USAGE, "--key", "is missing: nothing can be signed");
    }
    List<SigningKey> opened = new ArrayList<>(passphrase.open(console, keys));
    for (int i = 0; i < signatures.size(); i++) {
      opened.add(ExternalSignature.read(signatures.get(i), publicKeys.get(i)));
    }
    return opened;
  }
}
