package dev.skerry.cli.commands;

import dev.skerry.cel.Decision;
import dev.skerry.cel.Gate;
import dev.skerry.cel.engine.PolicySet;
import dev.skerry.cli.console.Console;
import dev.skerry.cli.options.JsonOption;
import dev.skerry.cli.reports.PolicyReport;
import dev.skerry.desk.LocalFiles;
import dev.skerry.desk.policy.Explain;
import dev.skerry.desk.policy.Explain.Explanation;
import dev.skerry.desk.policy.PolicyFiles;
import dev.skerry.desk.read.SiteFile;
import dev.skerry.format.Limits;
import dev.skerry.format.accept.Acceptance;
import dev.skerry.format.accept.TrustedRoot;
import dev.skerry.format.error.ExitCode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code skerry policy explain}. */
@Command(
    name = "explain",
    description = "Show what every rule says of a bundle at a site, and by which values.")
public final class PolicyExplainCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(arity = "1..*", paramLabel = "PATH", description = "A stick, a file or volumes.")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--policy",
      required = true,
      paramLabel = "PATH",
      description = {
        "A policy that is asked when a bundle is to enter, or a gateway's folder of them;",
        "as often as there are."
      })
  private List<Path> policies = new ArrayList<>();

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

  @Option(
      names = "--now",
      paramLabel = "TIME",
      description = "What time it is at the site, like 2026-01-05T12:00:00Z (default: now).")
  private @Nullable Instant now;

  @Mixin private JsonOption json = new JsonOption();

  /** Says on this console. */
  public PolicyExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    PolicySet compiled = PolicyFiles.compile(PolicyFiles.named(policies), Gate.ENTER);
    byte[] anchor = LocalFiles.read(root, Limits.V1.rootDocument());
    TrustedRoot trusted = Acceptance.judgeAnchor(anchor, root.toString());
    Explain explain =
        new Explain(
            trusted,
            Optional.ofNullable(site).map(SiteFile::read),
            now == null ? console.clock() : InstantSource.fixed(now));
    List<Explanation> found = explain.run(paths, compiled);
    if (json.wanted()) {
      console.out().println(PolicyReport.json(found));
    } else {
      PolicyReport.say(console, found);
    }
    return found.stream().mapToInt(PolicyExplainCommand::exit).max().orElse(0);
  }

  private static int exit(Explanation explanation) {
    boolean allowed = explanation.decisions().stream().allMatch(Decision::allowed);
    int policy = (allowed ? ExitCode.DONE : ExitCode.REFUSED).number();
    return Math.max(policy, explanation.bundle().exit().number());
  }
}
