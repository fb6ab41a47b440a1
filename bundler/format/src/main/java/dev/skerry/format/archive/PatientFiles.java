package dev.skerry.format.archive;

import dev.skerry.format.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Files of a stick that may fail for a moment, or never answer: what fails is tried again, and no
 * call keeps its caller longer than the patience says.
 */
final class PatientFiles implements MediumFiles {
  private final MediumFiles files;
  private final MediumCalls calls;

  PatientFiles(MediumFiles files, MediumCalls calls) {
    this.files = files;
    this.calls = calls;
  }

  @Override
  public MediumFiles sitting(Progress progress) {
    return new PatientFiles(files, calls.sitting(progress));
  }

  @Override
  public boolean isFolder(Path path) {
    return is(path, path, () -> files.isFolder(path));
  }

  @Override
  public boolean isFile(Path path) {
    return is(folder(path), path, () -> files.isFile(path));
  }

  private boolean is(Path folder, Path path, MediumCalls.Work<Boolean> work) {
    try {
      return calls.ask(folder, path, work);
    } catch (IOException e) {
      // Interrupted: nobody wants to know any more.
      return false;
    }
  }

  @Override
  public List<String> names(Path folder, int max) throws IOException {
    return calls.ask(folder, folder, () -> files.names(folder, max));
  }

  @Override
  public Opened open(Path file) throws IOException {
    Path folder = folder(file);
    MediumCalls.Work<Opened> work =
        new MediumCalls.Work<>() {
          @Override
          public Opened run() throws IOException {
            return files.open(file);
          }

          @Override
          public void late(Opened opened) {
            PatientFile.close(opened);
          }
        };
    return new PatientFile(calls.ask(folder, file, work), calls, folder, file);
  }

  @Override
  public void together(int threads, Runnable work) throws IOException {
    Together.run(calls, threads, work);
  }

  private static Path folder(Path file) {
    return Objects.requireNonNullElse(file.getParent(), file);
  }
}
