package dev.skerry.gateway.command;

import dev.skerry.format.json.Fields;
import dev.skerry.format.json.JsonReader;
import dev.skerry.gateway.client.Access;
import dev.skerry.gateway.setup.DataFolder;
import dev.skerry.gateway.setup.GatewayError;
import dev.skerry.gateway.setup.Settings;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code skerryd key rotate}. */
@Command(
    name = "rotate",
    description = {
      "Changes the gateway's key: a new one signs from now on.",
      "Log and receipts say so, signed by both; the release desk has to register the new one."
    })
final class KeyRotateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();
  @Mixin private JsonOption json = new JsonOption();

  @Override
  public Integer call() {
    DataFolder folder = data.folder();
    byte[] report;
    try (Access access =
        Connect.to(
            folder,
            () -> Settings.of(folder, Map.of(), System.getenv()),
            spec.commandLine().getErr())) {
      report = access.rotateKey();
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json.wanted()) {
      Terminal.print(out, report);
    } else {
      show(
          Fields.of(
              JsonReader.lenient(report, GatewayError.REQUEST, "report"), "", GatewayError.REQUEST),
          out);
      out.flush();
    }
    return 0;
  }

  private static void show(Fields done, PrintWriter out) {
    long last = done.number("lastReceipt");
    out.println("site " + done.text("site") + " has a new gateway key");
    out.println("gateway key " + done.text("keyid"));
    out.println(
        last == 0
            ? "the key before, " + done.text("before") + ", signed no receipt"
            : "the key before, %s, signed receipts up to %d".formatted(done.text("before"), last));
    out.println("Compare the new key's fingerprint when the release desk registers it:");
    out.println(
        "  skerry site add --name %s --key %s --last-receipt %d …"
            .formatted(done.text("site"), done.text("key"), last));
  }
}
