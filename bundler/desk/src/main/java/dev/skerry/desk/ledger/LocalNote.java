package dev.skerry.desk.ledger;

import dev.skerry.desk.LocalFiles;
import dev.skerry.format.Limits;
import dev.skerry.format.document.Statement;
import dev.skerry.format.json.Fields;
import dev.skerry.format.json.JsonReader;
import dev.skerry.format.json.JsonText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * {@code NAME.local.json}, which {@code build} leaves beside {@code NAME.statement}: where ledger
 * and content are on this machine. Not signed, never carried, only a default.
 *
 * @param ledger the ledger's folder
 * @param content the content store's folder
 */
public record LocalNote(Path ledger, Path content) {
  /** What stands beside this statement file, if anything. */
  public static Optional<LocalNote> beside(Path statementFile, Statement statement) {
    Path file = file(statementFile, statement);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    byte[] bytes = LocalFiles.read(file, Limits.V1.rootDocument());
    Fields fields =
        Fields.of(
            JsonReader.lenient(bytes, LedgerError.LOCAL_FILE, file.toString()),
            file.toString(),
            LedgerError.LOCAL_FILE);
    return Optional.of(
        new LocalNote(Path.of(fields.text("ledger")), Path.of(fields.text("content"))));
  }

  /** Leaves it beside a statement file. */
  public void leave(Path statementFile, Statement statement) {
    LocalFiles.write(
        file(statementFile, statement),
        JsonText.object()
            .put("ledger", ledger.toAbsolutePath().normalize().toString())
            .put("content", content.toAbsolutePath().normalize().toString())
            .bytes());
  }

  private static Path file(Path statementFile, Statement statement) {
    return statementFile.resolveSibling(statement.name() + ".local.json");
  }
}
