package dev.skerry.examples.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The script of docs/audit.md, taken out of the document. */
public final class AuditScript {
  private final Path script;
  private final Path scratch;
  private final List<String> signers;

  /** Writes the script into a folder; judges with these public keys of signers. */
  public AuditScript(Path folder, List<String> signers) {
    this.script = extract(folder, "audit.sh");
    this.scratch = folder.resolve("tmp");
    this.signers = List.copyOf(signers);
    try {
      Files.createDirectory(scratch);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a script of the document, which its second line names, into a folder. */
  public static Path extract(Path folder, String name) {
    List<String> lines =
        CodeBlock.of(Path.of("docs/audit.md")).stream()
            .filter(block -> block.file() && block.lines().get(1).startsWith("# " + name + " "))
            .findFirst()
            .orElseThrow()
            .lines();
    try {
      return Files.write(folder.resolve(name), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs it on a joined bundle: 0 accepts, 1 refuses. */
  public Run judge(Path bundle, int threshold) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("sh", script.toString(), bundle.toString(), "" + threshold));
    command.addAll(signers);
    return Run.in(script.getParent(), Map.of("TMPDIR", scratch.toString()), command);
  }

  /** What its runs left in the folder for temporary files. */
  public List<Path> leftBehind() {
    try (var files = Files.list(scratch)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
