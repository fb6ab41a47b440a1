package dev.skerry.cli.commands;

import dev.skerry.cli.console.CliError;
import dev.skerry.cli.console.Console;
import dev.skerry.cli.options.JsonOption;
import dev.skerry.cli.options.LedgerOption;
import dev.skerry.desk.ledger.Ledger;
import dev.skerry.desk.ledger.LocalNote;
import dev.skerry.desk.sign.StatementFile;
import dev.skerry.desk.write.Write;
import dev.skerry.desk.write.Written;
import dev.skerry.format.archive.VolumeNames;
import dev.skerry.format.console.Amounts;
import dev.skerry.format.console.ProgressLine;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.json.JsonText;
import dev.skerry.upstream.content.ContentStore;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code skerry write}. */
@Command(
    name = "write",
    description =
        "Write a signed bundle onto a stick and read it back; a write that was cut goes on.")
public final class WriteCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "STATEMENT", description = "NAME.statement with its signatures.")
  private Path file = Path.of("");

  @Option(names = "--to", required = true, paramLabel = "STICK", description = "Folder to fill.")
  private Path stick = Path.of("");

  @Option(
      names = "--volume-size",
      paramLabel = "BYTES",
      description = "Largest volume; default 4294901760, which FAT32 holds.")
  private long volumeSize = VolumeNames.DEFAULT_SIZE;

  @Option(names = "--content", paramLabel = "DIR", description = "Default: where build left it.")
  private @Nullable Path content;

  @Mixin private LedgerOption ledger = new LedgerOption();
  @Mixin private JsonOption json = new JsonOption();

  /** Says on this console. */
  public WriteCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    StatementFile statement = StatementFile.read(file);
    ContentStore store = ContentStore.open(contentFolder(statement));
    Optional<Ledger> kept = statement.ledger(ledger.folder());
    Write write = new Write(statement, store::path, console.clock());
    try (ProgressLine writing = console.progress("write");
        ProgressLine reading = console.progress("read back")) {
      report(write.into(stick, volumeSize, kept, writing, reading));
    }
    if (kept.isEmpty()) {
      console.err().println("warning: no ledger is known, so none was kept; name --ledger");
    }
    return 0;
  }

  private Path contentFolder(StatementFile statement) {
    return Optional.ofNullable(content)
        .or(() -> LocalNote.beside(file, statement.statement()).map(LocalNote::content))
        .orElseThrow(() ->
            new SkerryException(
                CliError.USAGE, file.toString(), "does not say where its content is: --content"));
  }

  private void report(Written written) {
    console.out().println(json.wanted() ? json(written) : text(written));
    if (!written.pastCache()) {
      console
          .err()
          .println(
              "note: this file system cannot be read past the page cache; take the stick out,"
                  + " put it in again and run skerry verify to be sure");
    }
  }

  private static String text(Written written) {
    long bytes = written.volumes().length();
    StringBuilder text = new StringBuilder();
    written
        .volumes()
        .volumes()
        .forEach(v -> text.append("%s  %,d bytes%n".formatted(v.name(), v.size())));
    if (written.kept() > 0) {
      text.append("%s stood there already%n".formatted(Amounts.bytes(written.kept())));
    }
    return text.append(
            "written in %s (%s), read back in %s%nSafe to remove."
                .formatted(
                    Amounts.time(written.writing()),
                    Amounts.rate(bytes, written.writing()),
                    Amounts.time(written.readBack())))
        .toString();
  }

  private static String json(Written written) {
    return JsonText.object()
        .put("name", written.volumes().name())
        .put("statement", written.volumes().statement().toString())
        .put("bytes", written.volumes().length())
        .put("kept", written.kept())
        .put("writeMillis", written.writing().toMillis())
        .put("writeProcessorMillis", written.processor().toMillis())
        .put("readBackMillis", written.readBack().toMillis())
        .put("pastCache", written.pastCache())
        .allObjects(
            "volumes",
            written.volumes().volumes(),
            (text, v) ->
                text.put("name", v.name())
                    .put("size", v.size())
                    .put("digest", v.digest().toString()))
        .text();
  }
}
