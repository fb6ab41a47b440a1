package dev.skerry.gateway.command;

import dev.skerry.format.console.Amounts;
import dev.skerry.format.console.ProblemJson;
import dev.skerry.format.console.ProgressLine;
import dev.skerry.format.error.Interruption;
import dev.skerry.format.json.Fields;
import dev.skerry.format.json.JsonReader;
import dev.skerry.gateway.client.Access;
import dev.skerry.gateway.service.LocalAccess;
import dev.skerry.gateway.setup.DataFolder;
import dev.skerry.gateway.setup.GatewayError;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code skerryd scrub}. */
@Command(
    name = "scrub",
    description = {
      "Hashes every blob anew, now and as fast as the disk goes.",
      "What is damaged is not served until a bundle that has it is imported again."
    })
final class ScrubCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();
  @Mixin private SettingOptions settings = new SettingOptions();
  @Mixin private JsonOption json = new JsonOption();

  @Override
  public Integer call() {
    DataFolder folder = data.folder();
    PrintWriter err = spec.commandLine().getErr();
    byte[] report;
    AtomicReference<String> next = new AtomicReference<>(Terminal.NOT_BEGUN);
    try (Interruption _ = Interruption.says(next::get, err::println);
        Access access =
            Connect.to(folder, () -> SettingOptions.forReport(folder, settings.given(), err), err);
        ProgressLine progress = Terminal.progress(spec, "scrub")) {
      settings.requireHonoured(access, err);
      next.set(next(access));
      report = access.scrub(progress);
    }
    Fields fields =
        Fields.of(
            JsonReader.lenient(report, GatewayError.REQUEST, "scrub"), "", GatewayError.REQUEST);
    PrintWriter out = spec.commandLine().getOut();
    if (json.wanted()) {
      Terminal.print(out, report);
    } else {
      show(fields, out);
    }
    fields.objects("problems", ProblemJson::read).forEach(problem -> err.println(problem.text()));
    err.flush();
    return Math.toIntExact(fields.number("exit"));
  }

  private static void show(Fields report, PrintWriter out) {
    List<Fields> bad = report.objects("bad", b -> b);
    bad.forEach(b ->
        out.println(
            "bad %s %s, of %s"
                .formatted(
                    b.text("digest"),
                    b.text("fault"),
                    b.texts("bundles").isEmpty()
                        ? b.text("source")
                        : String.join(", ", b.texts("bundles")))));
    out.println(
        "%s, %s: %s"
            .formatted(
                Amounts.count(report.number("blobs"), "blob"),
                Amounts.bytes(report.number("bytes")),
                bad.isEmpty() ? "all are what they were" : bad.size() + " bad"));
    out.flush();
  }

  private static String next(Access access) {
    return access instanceof LocalAccess
        ? "the round is cut: skerryd serve goes on with it, scrub again begins a new one;"
            + " what was found is written down."
        : "the round goes on in the service; skerryd log says what it finds.";
  }
}
