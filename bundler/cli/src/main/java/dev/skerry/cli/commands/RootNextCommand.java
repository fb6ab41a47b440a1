package dev.skerry.cli.commands;

import dev.skerry.cli.console.Console;
import dev.skerry.cli.options.GivenDigest;
import dev.skerry.cli.options.LedgerOption;
import dev.skerry.cli.options.RootSignerOptions;
import dev.skerry.cli.options.RootsOption;
import dev.skerry.desk.ledger.Entry;
import dev.skerry.desk.ledger.Ledger;
import dev.skerry.desk.root.RootChain;
import dev.skerry.desk.root.RootDraft;
import dev.skerry.desk.root.RootFile;
import dev.skerry.desk.root.RootWords;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code skerry root next}. */
@Command(
    name = "next",
    description = {
      "Write the root document after the newest, unsigned.",
      "What is not named stays as it was; a signer that is named gets the keys that are given."
    })
public final class RootNextCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private RootsOption roots = new RootsOption();
  @Mixin private LedgerOption ledger = new LedgerOption();
  @Mixin private RootSignerOptions signers = new RootSignerOptions();

  @Option(names = "--remove", paramLabel = "NAME", description = "No signer any more.")
  private List<String> removed = new ArrayList<>();

  @Option(
      names = "--revoke-key",
      paramLabel = "KEYID",
      description = "This key counts no more, wherever it signed; a root document lists it.")
  private List<String> keys = new ArrayList<>();

  @Option(
      names = "--revoke-bundle",
      paramLabel = "STATEMENT",
      description = "The bundle with this statement (sha256:…) is refused.")
  private List<String> bundles = new ArrayList<>();

  @Option(
      names = "--revoke-content",
      paramLabel = "DIGEST",
      description = "Bundles with this content (sha256:…) are refused.")
  private List<String> content = new ArrayList<>();

  @Option(
      names = "--raise-epoch",
      description = "Sequences and the floor of time begin anew, after one ran away.")
  private boolean raiseEpoch;

  /** Says on this console. */
  public RootNextCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Instant now = console.clock().instant();
    RootDraft root = RootDraft.after(RootChain.read(roots.folder()));
    removed.forEach(root::remove);
    signers.apply(root, now);
    keys.forEach(root::revokeKey);
    bundles.forEach(bundle -> root.revokeBundle(GivenDigest.of("--revoke-bundle", bundle)));
    content.forEach(one -> root.revokeContent(GivenDigest.of("--revoke-content", one)));
    if (raiseEpoch) {
      root.raiseEpoch();
    }
    RootFile file = RootFile.create(roots.folder(), root.document(now, signers.validity()));
    RootWords.of(file, now).forEach(console.out()::println);
    console.out().println(file.file());
    notInLedger();
    return 0;
  }

  /** To revoke what was never seen here is no mistake, but a digest with a typo looks the same. */
  private void notInLedger() {
    Ledger kept = new Ledger(ledger.folder().orElse(Path.of("ledger")));
    Set<String> seen = new HashSet<>();
    for (Entry entry : kept.statements()) {
      seen.add(entry.digest().toString());
      entry.statement().content().forEach(one -> seen.add(one.digest().toString()));
    }
    String where = "is revoked, and the ledger " + kept.folder() + " knows no ";
    bundles.stream()
        .filter(bundle -> !seen.contains(bundle))
        .forEach(
            bundle -> note("bundle %s %ssuch bundle: compare the digest".formatted(bundle, where)));
    content.stream()
        .filter(one -> !seen.contains(one))
        .forEach(one ->
            note(
                "content %s %sbundle with such an entry; unless it is a platform"
                    .concat(" or a layer of one, compare the digest")
                    .formatted(one, where)));
  }

  private void note(String text) {
    console.err().println("note: " + text);
  }
}
