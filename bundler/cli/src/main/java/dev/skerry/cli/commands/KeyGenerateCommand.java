package dev.skerry.cli.commands;

import dev.skerry.cli.console.CliError;
import dev.skerry.cli.console.Console;
import dev.skerry.cli.options.JsonOption;
import dev.skerry.cli.options.PassphraseOptions;
import dev.skerry.desk.keys.KeyFolder;
import dev.skerry.desk.keys.KeyFolder.NewKey;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.json.JsonText;
import dev.skerry.format.sign.Scheme;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code skerry key generate}. */
@Command(name = "generate", description = "Make a key pair, or two for a hybrid signer.")
public final class KeyGenerateCommand implements Callable<Integer> {
  private final Console console;

  @Option(names = "--name", required = true, description = "The signer; names the files.")
  private String name = "";

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to.")
  private Path out = Path.of("");

  @ArgGroup private Kind kind = new Kind();

  @Option(names = "--no-passphrase", description = "Leave the private key unencrypted.")
  private boolean plain;

  @Mixin private PassphraseOptions passphrase = new PassphraseOptions();
  @Mixin private JsonOption json = new JsonOption();

  /** One scheme or two. */
  static final class Kind {
    @Option(
        names = "--scheme",
        paramLabel = "S",
        description =
            "ed25519 (default), ecdsa-p256-sha256, rsa-pss-3072-sha256, ml-dsa-87 or ml-dsa-65.")
    private String scheme = "ed25519";

    @Option(names = "--hybrid", description = "ed25519 and ml-dsa-87; both must sign.")
    private boolean hybrid;
  }

  /** Says on this console. */
  public KeyGenerateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Optional<char[]> word =
        plain ? Optional.empty() : Optional.of(passphrase.fresh(console, "the key of " + name));
    List<NewKey> made = new KeyFolder(new SecureRandom()).generate(out, name, schemes(), word);
    console.out().println(json.wanted() ? json(made) : text(made));
    return 0;
  }

  private List<Scheme> schemes() {
    if (kind.hybrid) {
      return KeyFolder.HYBRID;
    }
    return List.of(
        Scheme.of(kind.scheme)
            .orElseThrow(() ->
                new SkerryException(
                    CliError.USAGE, "--scheme", "knows no \"" + kind.scheme + "\"")));
  }

  private static String text(List<NewKey> made) {
    List<String> lines =
        made.stream()
            .map(key ->
                "%s  %s%n  private  %s%n  public   %s"
                    .formatted(
                        key.key().scheme().id(),
                        key.key().keyid(),
                        key.privateFile(),
                        key.publicFile()))
            .toList();
    return String.join(System.lineSeparator(), lines);
  }

  private static String json(List<NewKey> made) {
    return JsonText.object()
        .allObjects(
            "keys",
            made,
            (text, key) ->
                text.put("keyid", key.key().keyid())
                    .put("scheme", key.key().scheme().id())
                    .put("private", key.privateFile().toString())
                    .put("public", key.publicFile().toString()))
        .text();
  }
}
