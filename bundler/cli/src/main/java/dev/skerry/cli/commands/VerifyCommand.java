package dev.skerry.cli.commands;

import dev.skerry.cli.console.Console;
import dev.skerry.cli.options.JsonOption;
import dev.skerry.cli.reports.VerifyReport;
import dev.skerry.desk.LocalFiles;
import dev.skerry.desk.read.SiteFile;
import dev.skerry.desk.read.Verification;
import dev.skerry.desk.read.Verify;
import dev.skerry.format.Limits;
import dev.skerry.format.accept.Acceptance;
import dev.skerry.format.accept.TrustedRoot;
import dev.skerry.format.archive.MediumFiles;
import dev.skerry.format.console.ProgressLine;
import dev.skerry.plans.PlanRulesPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code skerry verify}. */
@Command(
    name = "verify",
    description = "Judge bundles to the last byte, as a gateway does, and store nothing.")
public final class VerifyCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "A stick, a file of any name, or volumes in any order.")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--root",
      required = true,
      paramLabel = "FILE",
      description = "The root document that you trust, for instance root/1.root.dsse.json.")
  private Path root = Path.of("");

  @Option(
      names = "--site",
      paramLabel = "FILE",
      description = "What is known of a site: its id, channel, labels, and what it accepted last.")
  private @Nullable Path site;

  @Mixin private JsonOption json = new JsonOption();

  /** Says on this console. */
  public VerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    byte[] anchor = LocalFiles.read(root, Limits.V1.rootDocument());
    TrustedRoot trusted = Acceptance.judgeAnchor(anchor, root.toString());
    Optional<SiteFile> known = Optional.ofNullable(site).map(SiteFile::read);
    List<Verification> found;
    try (ProgressLine progress = console.progress("verify")) {
      MediumFiles medium = MediumFiles.real().sitting(progress);
      found =
          new Verify(medium, trusted, known, new PlanRulesPolicy(), console.clock())
              .run(paths, progress);
    }
    if (json.wanted()) {
      console.out().println(VerifyReport.json(found));
    } else {
      VerifyReport.say(console, found);
    }
    return found.stream().mapToInt(bundle -> bundle.exit().number()).max().orElse(0);
  }
}
