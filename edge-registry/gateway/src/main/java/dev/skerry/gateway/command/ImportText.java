package dev.skerry.gateway.command;

import dev.skerry.format.certificate.CertificateJson;
import dev.skerry.format.console.Amounts;
import dev.skerry.format.console.ProblemJson;
import dev.skerry.format.error.OneLine;
import dev.skerry.format.json.Fields;
import dev.skerry.format.json.JsonReader;
import dev.skerry.gateway.setup.GatewayError;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** What an import did, for people. */
final class ImportText {
  private ImportText() {}

  /**
   * Shows a report.
   *
   * @param json whether it is shown as it is
   * @return the exit code that it states
   */
  static int show(CommandSpec spec, byte[] report, boolean json) {
    Fields fields =
        Fields.of(
            JsonReader.lenient(report, GatewayError.REQUEST, "import"), "", GatewayError.REQUEST);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      Terminal.print(out, report);
    } else {
      show(fields, out);
    }
    problems(fields, spec.commandLine().getErr());
    return Math.toIntExact(fields.number("exit"));
  }

  private static void show(Fields report, PrintWriter out) {
    for (Fields bundle : report.objects("bundles", b -> b)) {
      out.println(OneLine.of(bundle.text("decision") + " " + bundle.text("name")));
      if (bundle.has("healed")) {
        out.println("  " + healed(bundle));
      }
      bundle
          .objects("certificates", c -> c)
          .forEach(
              certificate -> out.println("  " + OneLine.of(CertificateJson.line(certificate))));
    }
    report.objects("plans", p -> p).forEach(plan -> out.println(OneLine.of(PlanText.line(plan))));
    for (Fields receipt : report.objects("receipts", r -> r)) {
      Optional<String> file = receipt.optionalText("onMedium");
      String where =
          file.orElseGet(() ->
              receipt.text("kept")
                  + receipt.optionalText("notOnMedium").map(r -> " (" + r + ")").orElse(""));
      out.println("receipt " + receipt.number("number") + " " + OneLine.of(where));
    }
    out.flush();
  }

  private static String healed(Fields bundle) {
    return "brought back %s that %s damaged here"
        .formatted(
            Amounts.count(bundle.number("healed"), "blob"),
            bundle.number("healed") == 1 ? "was" : "were");
  }

  private static void problems(Fields report, PrintWriter err) {
    for (Fields bundle : report.objects("bundles", b -> b)) {
      bundle.optionalObject("problem").ifPresent(p -> err.println(ProblemJson.read(p).text()));
      warnings(bundle, err);
    }
    report.objects("receipts", r -> r).forEach(receipt -> warnings(receipt, err));
    err.flush();
  }

  private static void warnings(Fields of, PrintWriter err) {
    for (Fields warning : of.objects("warnings", w -> w)) {
      err.println(Terminal.warning(ProblemJson.read(warning)));
    }
  }
}
