package dev.skerry.gateway.command;

import dev.skerry.format.json.Fields;
import dev.skerry.format.json.JsonReader;
import dev.skerry.gateway.client.Access;
import dev.skerry.gateway.setup.DataFolder;
import dev.skerry.gateway.setup.GatewayError;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What commands have in common that ask once and tell what was answered. */
abstract class ReportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();
  @Mixin private JsonOption json = new JsonOption();

  /** The report's name. */
  abstract String report();

  /** Asks for it. */
  byte[] ask(Access access) {
    return access.report(report());
  }

  /** Shows it to people. */
  abstract void show(Fields report, PrintWriter out);

  /** Where notes go that are no result. */
  final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  @Override
  public Integer call() {
    DataFolder folder = data.folder();
    byte[] report;
    try (Access access = Connect.to(folder, err())) {
      report = ask(access);
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json.wanted()) {
      Terminal.print(out, report);
    } else {
      show(
          Fields.of(
              JsonReader.lenient(report, GatewayError.REQUEST, report()), "", GatewayError.REQUEST),
          out);
      out.flush();
    }
    return 0;
  }
}
