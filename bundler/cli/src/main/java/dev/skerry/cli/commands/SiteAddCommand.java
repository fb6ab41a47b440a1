package dev.skerry.cli.commands;

import dev.skerry.cli.console.CliError;
import dev.skerry.cli.console.Console;
import dev.skerry.cli.options.JsonOption;
import dev.skerry.cli.options.LedgerOption;
import dev.skerry.cli.options.RootsOption;
import dev.skerry.cli.options.SignKeyOptions;
import dev.skerry.desk.keys.KeyFolder;
import dev.skerry.desk.ledger.Ledger;
import dev.skerry.desk.receipts.AddSite;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.json.JsonText;
import dev.skerry.format.sign.SigningKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code skerry site add}. */
@Command(name = "add", description = "Register a gateway, so that its receipts count.")
public final class SiteAddCommand implements Callable<Integer> {
  private final Console console;

  @Option(names = "--name", required = true, paramLabel = "ID", description = "The site's id.")
  private String name = "";

  @Option(
      names = "--key",
      required = true,
      paramLabel = "PUB",
      description = "The gateway's public key: gateway.pub.pem of its data folder.")
  private Path key = Path.of("");

  @Option(
      names = "--last-receipt",
      paramLabel = "N",
      description =
          "The gateway changed its key: the last receipt that the key before signed, as skerryd key"
              + " rotate printed it. Labels and groups stay unless given.")
  private @Nullable Long last;

  @Option(names = "--product", paramLabel = "P", description = "Where the ledger does not say.")
  private @Nullable String product;

  @Option(names = "--label", paramLabel = "K=V", description = "A label of the site.")
  private Map<String, String> labels = new TreeMap<>();

  @Option(names = "--group", paramLabel = "G", description = "A group of the site.")
  private List<String> groups = new ArrayList<>();

  @Mixin private SignKeyOptions signKeys = new SignKeyOptions();
  @Mixin private RootsOption roots = new RootsOption();
  @Mixin private LedgerOption ledger = new LedgerOption();
  @Mixin private JsonOption json = new JsonOption();

  /** Says on this console. */
  public SiteAddCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<SigningKey> keys = signKeys.open(console);
    var gateway =
        new AddSite.Gateway(name, KeyFolder.readPublic(key), last(), new TreeMap<>(labels), groups);
    Ledger kept = new Ledger(ledger.folder().orElse(Path.of("ledger")));
    var sites =
        new AddSite(kept, roots.complete(console), console.clock())
            .run(Optional.ofNullable(product), gateway, keys);
    if (json.wanted()) {
      console
          .out()
          .println(
              JsonText.object()
                  .put("site", name)
                  .put("keyid", gateway.key().keyid())
                  .put("version", sites.version())
                  .text());
    } else {
      console.out().println("site " + name + " is registered with key " + gateway.key().keyid());
      sites.site(name).stream()
          .flatMap(site -> site.former().stream())
          .map(former ->
              "a key before, %s, counts up to receipt %d"
                  .formatted(former.key().keyid(), former.last()))
          .forEach(console.out()::println);
    }
    return 0;
  }

  private OptionalLong last() {
    if (last != null && last < 0) {
      throw new SkerryException(CliError.USAGE, "--last-receipt", "is " + last + ", not from 0 on");
    }
    return last == null ? OptionalLong.empty() : OptionalLong.of(last);
  }
}
