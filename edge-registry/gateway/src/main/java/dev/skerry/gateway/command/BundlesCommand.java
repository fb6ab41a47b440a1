package dev.skerry.gateway.command;

import dev.skerry.format.Digest;
import dev.skerry.format.console.Amounts;
import dev.skerry.format.json.Fields;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** {@code skerryd bundles}. */
@Command(name = "bundles", description = "Lists the bundles that are held, the newest first.")
final class BundlesCommand extends ReportCommand {
  @Override
  String report() {
    return "bundles";
  }

  @Override
  void show(Fields report, PrintWriter out) {
    for (Fields bundle : report.objects("bundles", b -> b)) {
      out.println(line(bundle));
      out.println("  " + Digest.parse(bundle.text("statement")).spoken());
    }
  }

  static String line(Fields bundle) {
    return "bundle %s, issued %s, imported %s, %s, %s"
        .formatted(
            bundle.text("name"),
            bundle.text("issued"),
            bundle.text("imported"),
            Amounts.bytes(bundle.number("bytes")),
            bundle.text("statement"));
  }
}
