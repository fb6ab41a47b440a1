package dev.skerry.gateway.command;

import dev.skerry.format.error.OneLine;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.json.Fields;
import dev.skerry.format.json.JsonReader;
import dev.skerry.gateway.client.Access;
import dev.skerry.gateway.setup.DataFolder;
import dev.skerry.gateway.setup.GatewayError;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code skerryd log}. */
@Command(
    name = "log",
    description = {
      "Prints the audit log, the oldest entry first.",
      "With --json each line is exactly what the chain and the checkpoints are made of."
    })
final class LogCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();
  @Mixin private JsonOption json = new JsonOption();

  @Option(
      names = "--from",
      paramLabel = "N",
      defaultValue = "1",
      description = "the first entry (default ${DEFAULT-VALUE})")
  private long from;

  @Override
  public Integer call() {
    if (from < 1) {
      throw new SkerryException(GatewayError.SETTING, "--from", "is " + from + ", not from 1 on");
    }
    DataFolder folder = data.folder();
    PrintWriter out = spec.commandLine().getOut();
    try (Access access = Connect.to(folder, spec.commandLine().getErr())) {
      long next = from;
      List<String> page = page(access, next);
      while (!page.isEmpty()) {
        page.forEach(line -> out.println(json.wanted() ? line : words(line)));
        next += page.size();
        page = page(access, next);
      }
    }
    out.flush();
    return 0;
  }

  private static List<String> page(Access access, long from) {
    return fields(access.report("log/" + from), "log").texts("entries");
  }

  private static String words(String line) {
    Fields entry = fields(line.getBytes(StandardCharsets.UTF_8), "entry");
    StringBuilder words =
        new StringBuilder()
            .append("%6d  ".formatted(entry.number("number")))
            .append(entry.text("time"), 0, "2026-01-01T00:00:00".length())
            .append("Z  ")
            .append("%-16s ".formatted(entry.text("name")))
            .append("by ")
            .append(entry.text("actor"))
            .append("  ")
            .append(entry.text("object"));
    entry
        .textMap("detail")
        .forEach((name, value) -> words.append("  ").append(name).append(": ").append(value));
    return OneLine.of(words.toString());
  }

  private static Fields fields(byte[] text, String what) {
    return Fields.of(
        JsonReader.lenient(text, GatewayError.REQUEST, what), "", GatewayError.REQUEST);
  }
}
