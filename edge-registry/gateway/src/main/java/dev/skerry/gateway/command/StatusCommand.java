package dev.skerry.gateway.command;

import dev.skerry.format.console.Amounts;
import dev.skerry.format.console.ProblemJson;
import dev.skerry.format.error.OneLine;
import dev.skerry.format.error.Problem;
import dev.skerry.format.json.Fields;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Command;

/** {@code skerryd status}. */
@Command(name = "status", description = "Says what this gateway is, holds and waits for.")
final class StatusCommand extends ReportCommand {
  @Override
  String report() {
    return "status";
  }

  @Override
  void show(Fields status, PrintWriter out) {
    out.println(status.text("kind") + status.optionalText("site").map(id -> " " + id).orElse(""));
    out.println("registry " + status.optionalText("registry").orElse("does not run"));
    status
        .optionalText("product")
        .ifPresent(product -> out.println("takes " + product + " " + status.text("channel")));
    status.optionalObject("root").ifPresent(root -> out.println(root(root)));
    if (status.has("floor")) {
      out.println(
          status
              .optionalObject("active")
              .map(BundlesCommand::line)
              .orElse("no bundle was imported yet"));
    }
    accepted(status).ifPresent(out::println);
    status.optionalObject("notTaken").ifPresent(not -> out.println(notTaken(not)));
    status.objects("plans", p -> p).forEach(plan -> out.println(OneLine.of(PlanText.line(plan))));
    for (Problem problem : status.objects("attention", ProblemJson::read)) {
      out.println(problem.text().replaceFirst("^error", "attention"));
    }
    out.println("free " + Amounts.bytes(status.number("usableBytes")));
  }

  /** Only after a go-back is it not the number of the active bundle. */
  private static Optional<String> accepted(Fields status) {
    return status
        .optionalObject("accepted")
        .filter(accepted ->
            status
                .optionalObject("active")
                .filter(active -> active.text("statement").equals(accepted.text("statement")))
                .isEmpty())
        .map(accepted ->
            "accepted up to epoch %d, sequence %d: nothing older enters"
                .formatted(accepted.number("epoch"), accepted.number("sequence")));
  }

  private static String notTaken(Fields not) {
    return OneLine.of(
        "not taken %s: %s (%s) %s"
            .formatted(not.text("time"), not.text("bundle"), not.text("code"), not.text("reason")));
  }

  private static String root(Fields root) {
    return "root %d, expires %s".formatted(root.number("version"), root.text("expires"));
  }
}
