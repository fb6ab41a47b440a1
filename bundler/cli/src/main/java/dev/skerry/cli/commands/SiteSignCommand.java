package dev.skerry.cli.commands;

import dev.skerry.cli.console.Console;
import dev.skerry.cli.options.GivenDigest;
import dev.skerry.cli.options.LedgerOption;
import dev.skerry.cli.options.RootsOption;
import dev.skerry.cli.options.SignKeyOptions;
import dev.skerry.desk.ledger.Ledger;
import dev.skerry.desk.receipts.SignSites;
import dev.skerry.format.Digest;
import dev.skerry.format.document.Sites;
import dev.skerry.format.sign.SigningKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code skerry site sign}. */
@Command(
    name = "sign",
    description = {
      "Sign the list of registered gateways anew, with what it says as it was.",
      "After the signers of role deploy changed, or a key of one was revoked."
    })
public final class SiteSignCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--confirm-list",
      paramLabel = "DIGEST",
      description =
          "The list that was signed with a key that is revoked now is the right one: its digest, as"
              + " this command shows it. Compare each key first.")
  private @Nullable String confirmed;

  @Mixin private SignKeyOptions signKeys = new SignKeyOptions();
  @Mixin private RootsOption roots = new RootsOption();
  @Mixin private LedgerOption ledger = new LedgerOption();

  /** Says on this console. */
  public SiteSignCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Optional<Digest> digest =
        Optional.ofNullable(confirmed).map(text -> GivenDigest.of("--confirm-list", text));
    Ledger kept = new Ledger(ledger.folder().orElse(Path.of("ledger")));
    SignSites sign = new SignSites(kept, roots.complete(console), console.clock());
    sign.words().forEach(console.err()::println);
    console.err().flush();
    List<SigningKey> keys = signKeys.open(console);
    Sites sites = sign.run(digest, keys);
    console.out().println("%s is list %d now".formatted(kept.sitesFile(), sites.version()));
    return 0;
  }
}
