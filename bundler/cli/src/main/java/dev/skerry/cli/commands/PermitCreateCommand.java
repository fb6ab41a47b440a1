package dev.skerry.cli.commands;

import dev.skerry.cli.console.Console;
import dev.skerry.cli.options.KeyOptions;
import dev.skerry.cli.options.RootsOption;
import dev.skerry.desk.permit.PermitFile;
import dev.skerry.desk.permit.PermitWords;
import dev.skerry.desk.sign.StatementFile;
import dev.skerry.format.document.Permit;
import dev.skerry.format.document.RootDocument;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code skerry permit create}. */
@Command(
    name = "create",
    description = {
      "Write a permit and sign it with a key of role deploy.",
      "Put the file beside the bundle on the stick, or give it to skerryd import --permit."
    })
public final class PermitCreateCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "STATEMENT", description = "NAME.statement of the bundle.")
  private Path statement = Path.of("");

  @Option(names = "--site", required = true, paramLabel = "ID", description = "The one site.")
  private String site = "";

  @Option(
      names = "--rule",
      required = true,
      paramLabel = "RULE",
      description = "expired, too-old, clock, counter, go-back or policy/NAME.")
  private String rule = "";

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why; the site's log shows it.")
  private String reason = "";

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "14",
      description = "How long it counts. Default: ${DEFAULT-VALUE}.")
  private int days;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      defaultValue = "out",
      description = "Where to write it. Default: ${DEFAULT-VALUE}.")
  private Path to = Path.of("out");

  @Mixin private KeyOptions keys = new KeyOptions();
  @Mixin private RootsOption roots = new RootsOption();

  /** Says on this console. */
  public PermitCreateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    RootDocument root = roots.complete(console).chain().last();
    StatementFile bundle = StatementFile.read(statement);
    Instant now = console.clock().instant();
    Permit permit =
        PermitFile.permit(bundle.envelope(), site, rule, reason, now, Duration.ofDays(days));
    var opened = keys.open(console);
    PermitFile file = PermitFile.unsigned(to, bundle.statement().name(), permit).sign(opened, root);
    PermitWords.of(file, root, now).forEach(console.out()::println);
    console.out().println(file.file());
    return 0;
  }
}
