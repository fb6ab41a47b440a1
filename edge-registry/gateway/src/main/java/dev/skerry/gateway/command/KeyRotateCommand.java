package dev.skerry.gateway.command;

import dev.skerry.format.json.Fields;
import dev.skerry.gateway.client.Access;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

/** {@code skerryd key rotate}. */
@Command(
    name = "rotate",
    description = {
      "Changes the gateway's key: a new one signs from now on.",
      "Log and receipts say so, signed by both; the release desk has to register the new one."
    })
final class KeyRotateCommand extends ReportCommand {
  @Override
  String report() {
    return "key";
  }

  @Override
  byte[] ask(Access access) {
    return access.rotateKey();
  }

  @Override
  void show(Fields done, PrintWriter out) {
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
