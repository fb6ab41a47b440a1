package dev.skerry.cli.commands;

import dev.skerry.cli.console.Console;
import dev.skerry.cli.options.RootSignerOptions;
import dev.skerry.cli.options.RootsOption;
import dev.skerry.desk.root.RootChain;
import dev.skerry.desk.root.RootDraft;
import dev.skerry.desk.root.RootFile;
import dev.skerry.desk.root.RootWords;
import dev.skerry.format.Digest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
  @Mixin private RootSignerOptions signers = new RootSignerOptions();

  @Option(names = "--remove", paramLabel = "NAME", description = "No signer any more.")
  private List<String> removed = new ArrayList<>();

  @Option(
      names = "--revoke-key",
      paramLabel = "KEYID",
      description = "This key counts no more, wherever it signed.")
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
    bundles.forEach(bundle -> root.revokeBundle(Digest.parse(bundle)));
    content.forEach(one -> root.revokeContent(Digest.parse(one)));
    if (raiseEpoch) {
      root.raiseEpoch();
    }
    RootFile file = RootFile.create(roots.folder(), root.document(now, signers.validity()));
    RootWords.of(file, now).forEach(console.out()::println);
    console.out().println(file.file());
    return 0;
  }
}
