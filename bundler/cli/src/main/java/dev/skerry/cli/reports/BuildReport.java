package dev.skerry.cli.reports;

import dev.skerry.desk.build.Build;
import dev.skerry.format.console.Amounts;
import dev.skerry.format.console.ProblemJson;
import dev.skerry.format.document.Statement;
import dev.skerry.format.json.JsonText;

/** What {@code build} says. */
public final class BuildReport {
  private BuildReport() {}

  /** In words. */
  public static String text(Build.Built built) {
    Statement statement = built.statement();
    return """
    %s
      statement %s
      issued %s, expires %s
      content entries %d, plans %d, members %d, %s
    next: skerry sign %s --key FILE
    """
        .formatted(
            built.file(),
            built.digest(),
            statement.issued(),
            statement.expires(),
            statement.content().size(),
            statement.plans().size(),
            statement.totals().members(),
            Amounts.bytes(statement.totals().bytes()),
            built.file());
  }

  /** The same as JSON. */
  public static String json(Build.Built built) {
    Statement statement = built.statement();
    return JsonText.object()
            .put("file", built.file().toString())
            .put("name", statement.name())
            .put("statement", built.digest().toString())
            .put("epoch", statement.epoch())
            .put("sequence", statement.sequence())
            .put("issued", statement.issued().toString())
            .put("expires", statement.expires().toString())
            .put("entries", statement.content().size())
            .put("bytes", statement.totals().bytes())
            .objects(
                "warnings",
                built.warnings(),
                (json, warning) -> ProblemJson.write(json, warning.problem()))
            .text()
        + "\n";
  }
}
