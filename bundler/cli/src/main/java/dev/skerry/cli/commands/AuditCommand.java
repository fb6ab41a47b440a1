package dev.skerry.cli.commands;

import dev.skerry.cli.console.CliError;
import dev.skerry.cli.console.Console;
import dev.skerry.cli.options.JsonOption;
import dev.skerry.cli.options.LedgerOption;
import dev.skerry.cli.options.RootsOption;
import dev.skerry.desk.audit.Audit;
import dev.skerry.desk.audit.AuditFiles;
import dev.skerry.desk.audit.AuditReport;
import dev.skerry.desk.ledger.Ledger;
import dev.skerry.format.archive.MediumFiles;
import dev.skerry.format.console.Amounts;
import dev.skerry.format.console.ProgressLine;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.OneLine;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.json.JsonText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code skerry audit}. */
@Command(
    name = "audit",
    description =
        "Judge all bundles and receipts anew, offline, and report who signed, what changed, and"
            + " what each site admitted or refused.")
public final class AuditCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      index = "0",
      paramLabel = "REPORT",
      description = "Written as REPORT.html, REPORT.json and REPORT.oscal.json.")
  private Path report = Path.of("");

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "PATH",
      description =
          "Sticks with bundles and receipts, files or volumes of bundles. Of a bundle that is in"
              + " the ledger only, the signatures are judged.")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--sites",
      paramLabel = "FILE",
      description =
          "The registered gateways, by whose keys receipts are judged. Default: sites.dsse.json of"
              + " the ledger.")
  private @Nullable Path sites;

  @Mixin private RootsOption roots = new RootsOption();
  @Mixin private LedgerOption ledger = new LedgerOption();
  @Mixin private JsonOption json = new JsonOption();

  /** Says on this console. */
  public AuditCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (Files.isDirectory(report)) {
      throw new SkerryException(
          CliError.USAGE, report.toString(), "is a folder: name the report first, then the sticks");
    }
    Ledger kept = new Ledger(ledger.folder().orElse(Path.of("ledger")), Optional.ofNullable(sites));
    AuditReport found;
    try (ProgressLine progress = console.progress("audit")) {
      MediumFiles medium = MediumFiles.real().sitting(progress);
      found =
          new Audit(medium, roots.complete(console), kept, console.clock()).run(paths, progress);
    }
    AuditFiles files = AuditFiles.write(found, report);
    if (json.wanted()) {
      console.out().println(json(found, files));
    } else {
      say(found, files);
    }
    return (found.alarms() == 0 ? ExitCode.DONE : ExitCode.NOT_TRUSTED).number();
  }

  private void say(AuditReport found, AuditFiles files) {
    console
        .out()
        .println(
            "%s, %s of %s"
                .formatted(
                    Amounts.count(found.bundles().size(), "bundle"),
                    Amounts.count(found.receipts().size(), "receipt"),
                    Amounts.count(found.sites().size(), "site")));
    files.all().forEach(file -> console.out().println("  " + file));
    console.out().flush();
    found.bundles().stream()
        .map(AuditReport.Bundle::verification)
        .flatMap(bundle -> bundle.problem().map(p -> line(bundle.place(), p)).stream())
        .forEach(console.err()::println);
    Stream.of(found.notBelieved(), found.notCounted(), found.logs(), found.clocks())
        .flatMap(List::stream)
        .map(problem -> line(problem.item(), problem))
        .forEach(console.err()::println);
    if (found.alarms() > 0) {
      console
          .err()
          .println(
              ("attention: not what they claim to be, or not to be judged: %d; the report says"
                      + " which and why")
                  .formatted(found.alarms()));
    }
  }

  private static String line(String place, Problem problem) {
    String item = place.equals(problem.item()) ? "" : problem.item() + " ";
    return OneLine.of("%s: %s: %s%s".formatted(problem.code(), place, item, problem.reason()));
  }

  private static String json(AuditReport found, AuditFiles files) {
    return JsonText.object()
        .put("bundles", found.bundles().size())
        .put("receipts", found.receipts().size())
        .put("sites", found.sites().size())
        .put("alarms", found.alarms())
        .strings("files", files.all().stream().map(Path::toString).toList())
        .text();
  }
}
