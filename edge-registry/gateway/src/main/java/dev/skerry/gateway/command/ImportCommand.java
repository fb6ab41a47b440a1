package dev.skerry.gateway.command;

import dev.skerry.format.console.ProgressLine;
import dev.skerry.format.error.Interruption;
import dev.skerry.gateway.client.Access;
import dev.skerry.gateway.service.LocalAccess;
import dev.skerry.gateway.setup.DataFolder;
import dev.skerry.site.ImportRequest;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code skerryd import}. */
@Command(name = "import", description = "Imports a bundle from a stick, a file or volumes.")
final class ImportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();
  @Mixin private DataOption data = new DataOption();
  @Mixin private SettingOptions settings = new SettingOptions();
  @Mixin private JsonOption json = new JsonOption();

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "a stick's folder, a bundle, or volumes of one in any order")
  private List<Path> paths = List.of();

  @Option(
      names = "--permit",
      paramLabel = "FILE",
      description = "a permit of the release desk, beside those that lie on the stick")
  private List<Path> permits = List.of();

  @Override
  public Integer call() {
    DataFolder folder = data.folder();
    ImportRequest request = new ImportRequest(absolute(paths), absolute(permits));
    PrintWriter err = spec.commandLine().getErr();
    byte[] report;
    AtomicReference<String> next = new AtomicReference<>(Terminal.NOT_BEGUN);
    try (Interruption _ = Interruption.says(next::get, err::println);
        Access access = Connect.to(folder, () -> settings.forImport(folder, err), err);
        ProgressLine progress = Terminal.progress(spec, "import")) {
      settings.requireHonoured(access, err);
      next.set(next(access));
      report = access.importFrom(request, progress);
    }
    return ImportText.show(spec, report, json.wanted());
  }

  private static List<Path> absolute(List<Path> given) {
    return given.stream().map(p -> p.toAbsolutePath().normalize()).toList();
  }

  private static String next(Access access) {
    return access instanceof LocalAccess
        ? "import the same again; what was read is kept, nothing of it is served yet."
        : "the service goes on with the import; skerryd status says what became of it.";
  }
}
