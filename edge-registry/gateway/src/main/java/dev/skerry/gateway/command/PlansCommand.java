package dev.skerry.gateway.command;

import dev.skerry.format.json.Fields;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** {@code skerryd plans}. */
@Command(name = "plans", description = "Says how far each plan is, and why one waits.")
final class PlansCommand extends ReportCommand {
  @Override
  String report() {
    return "plans";
  }

  @Override
  void show(Fields report, PrintWriter out) {
    report.objects("plans", p -> p).forEach(plan -> out.println(PlanText.line(plan)));
  }
}
