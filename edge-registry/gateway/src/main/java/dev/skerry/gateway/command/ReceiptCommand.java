package dev.skerry.gateway.command;

import dev.skerry.gateway.client.Access;
import dev.skerry.gateway.setup.DataFolder;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code skerryd receipt}: prints the signed envelope, to be carried home by any means. */
@Command(name = "receipt", description = "Prints a signed receipt.")
final class ReceiptCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();

  @Parameters(
      arity = "0..1",
      paramLabel = "NUMBER",
      defaultValue = "last",
      description = "its number (default: the last one)")
  private String number = "";

  @Override
  public Integer call() {
    DataFolder folder = data.folder();
    try (Access access = Connect.to(folder, spec.commandLine().getErr())) {
      Terminal.print(spec.commandLine().getOut(), access.report("receipts/" + number));
    }
    return 0;
  }
}
