package dev.skerry.cli.commands;

import dev.skerry.cli.console.CliError;
import dev.skerry.cli.console.Console;
import dev.skerry.cli.options.ConfirmOptions;
import dev.skerry.cli.options.JsonOption;
import dev.skerry.cli.options.KeyOptions;
import dev.skerry.cli.options.LedgerOption;
import dev.skerry.cli.options.PaeOption;
import dev.skerry.desk.ledger.Entry;
import dev.skerry.desk.sign.Difference;
import dev.skerry.desk.sign.Sign;
import dev.skerry.desk.sign.SignError;
import dev.skerry.desk.sign.StatementFile;
import dev.skerry.desk.sign.StatementWords;
import dev.skerry.format.console.Amounts;
import dev.skerry.format.document.Signature;
import dev.skerry.format.document.Times;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.json.JsonText;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code skerry sign}. */
@Command(
    name = "sign",
    description = "Show a statement as a difference from the one before it, then sign it.")
public final class SignCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "STATEMENT", description = "NAME.statement: nothing else is needed.")
  private Path file = Path.of("");

  @Mixin private KeyOptions keys = new KeyOptions();
  @Mixin private PaeOption pae = new PaeOption();

  @Option(names = "--previous", paramLabel = "FILE", description = "Compare with this statement.")
  private @Nullable Path previous;

  @Option(
      names = "--merge",
      paramLabel = "FILE",
      arity = "1..*",
      description = "Add the signatures of other signers' copies.")
  private List<Path> merge = new ArrayList<>();

  @Mixin private ConfirmOptions confirm = new ConfirmOptions();

  @Option(
      names = "--issued",
      paramLabel = "T",
      description = "Confirm a time of issue more than 48 hours from this machine's clock.")
  private @Nullable String issued;

  @Mixin private LedgerOption ledger = new LedgerOption();
  @Mixin private JsonOption json = new JsonOption();

  /** Says on this console. */
  public SignCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    StatementFile statement = StatementFile.read(file);
    statement.refuseFarFrom(console.clock().instant(), confirmed());
    Difference difference = Difference.of(before(statement), statement.statement());
    StatementWords.of(statement, difference).forEach(console.err()::println);
    if (pae.export(statement.envelope(), keys, console)) {
      return 0;
    }
    requireCompared(statement, difference);
    confirm.ask(console, file.toString());
    List<StatementFile> copies = merge.stream().map(StatementFile::read).toList();
    Sign.Signed signed = new Sign(statement).with(keys.open(console), copies);
    report(signed.statement());
    signed.state().forEach(console.err()::println);
    if (signed.state().isEmpty()) {
      console
          .err()
          .println(
              "warning: no root document is at hand here: whether this key may sign a release, and"
                  + " who is missing, is judged by skerry write");
    }
    return 0;
  }

  private Optional<Entry> before(StatementFile statement) {
    if (previous != null) {
      return Optional.of(StatementFile.read(previous).entry());
    }
    return statement
        .ledger(ledger.folder())
        .flatMap(statement::previousIn)
        .or(statement::previousBeside);
  }

  /** Who signs for a change is to have seen it. */
  private void requireCompared(StatementFile statement, Difference difference) {
    if (!confirm.notCompared() && difference.unknown(statement.statement())) {
      throw new SkerryException(
          SignError.NOT_COMPARED,
          statement.statement().name(),
          "is not signed: the statement before it is not at hand, so nobody sees what changed");
    }
  }

  private Optional<Instant> confirmed() {
    if (issued == null) {
      return Optional.empty();
    }
    Optional<Instant> time = Times.parse(issued);
    if (time.isEmpty()) {
      throw new SkerryException(CliError.USAGE, "--issued", "is no time: " + issued);
    }
    return time;
  }

  private void report(StatementFile statement) {
    List<String> keyids = statement.envelope().signatures().stream().map(Signature::keyid).toList();
    if (json.wanted()) {
      String text =
          JsonText.object()
              .put("name", statement.statement().name())
              .put("statement", statement.digest().toString())
              .strings("signatures", keyids)
              .text();
      console.out().println(text);
    } else {
      console.out().println(statement.file() + " has " + Amounts.count(keyids.size(), "signature"));
      keyids.forEach(keyid -> console.out().println("  " + keyid));
    }
  }
}
