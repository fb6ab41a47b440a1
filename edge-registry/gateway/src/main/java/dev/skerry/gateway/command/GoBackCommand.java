package dev.skerry.gateway.command;

import dev.skerry.gateway.client.Access;
import dev.skerry.gateway.setup.DataFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code skerryd go-back}. */
@Command(
    name = "go-back",
    description = {
      "Makes the bundle of a permit the active one again: its tags come back.",
      "It has to be held still; older bundles do not enter, and no plan runs again."
    })
final class GoBackCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();
  @Mixin private SettingOptions settings = new SettingOptions();
  @Mixin private JsonOption json = new JsonOption();

  @Parameters(paramLabel = "PERMIT", description = "a permit of rule go-back")
  private Path permit = Path.of("");

  @Override
  public Integer call() {
    DataFolder folder = data.folder();
    PrintWriter err = spec.commandLine().getErr();
    Path file = permit.toAbsolutePath().normalize();
    try (Access access = Connect.to(folder, () -> settings.forImport(folder, err), err)) {
      settings.requireHonoured(access, err);
      return ImportText.show(spec, access.goBack(file), json.wanted());
    }
  }
}
