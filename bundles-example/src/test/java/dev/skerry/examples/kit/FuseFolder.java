package dev.skerry.examples.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/**
 * A folder that bindfs shows once more through FUSE, slowly. While its process is stopped the
 * kernel waits for it, so that a read never returns, as on a stick that is dying.
 */
public final class FuseFolder implements AutoCloseable {
  private static final String RATE = "8M";

  private final Path folder;
  private final Daemon bindfs;

  private FuseFolder(Path folder, Daemon bindfs) {
    this.folder = folder;
    this.bindfs = bindfs;
  }

  /** Shows a folder at another, which is empty; skips where the kernel lets nobody use FUSE. */
  public static FuseFolder show(Path source, Path at) throws IOException {
    Tools.need("bindfs", "fusermount3");
    Path device = Path.of("/dev/fuse");
    try (FileChannel opened =
        FileChannel.open(device, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      Assumptions.assumeTrue(opened.isOpen());
    } catch (IOException e) {
      Assumptions.abort(device + " cannot be opened: " + e);
    }
    Files.createDirectories(at);
    Path log = at.resolveSibling(at.getFileName() + ".log");
    List<String> command =
        List.of(
            "bindfs",
            "-f",
            "--no-allow-other",
            "--read-rate=" + RATE,
            source.toString(),
            at.toString());
    FuseFolder shown = new FuseFolder(at, Daemon.start(log, Map.of(), command));
    try {
      shown.bindfs.until(shown::isShown);
    } catch (AssertionError e) {
      shown.close();
      throw e;
    }
    return shown;
  }

  private boolean isShown() {
    try {
      return Files.readString(Path.of("/proc/self/mounts")).contains(" " + folder + " fuse");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it is shown. */
  public Path folder() {
    return folder;
  }

  /** Waits until so many bytes of it were read. */
  public FuseFolder untilRead(long bytes) {
    bindfs.until(() -> bindfs.bytesRead() > bytes);
    return this;
  }

  /** Answers nothing more. */
  public void fallSilent() throws IOException {
    bindfs.send("STOP");
  }

  /** Answers again. */
  public void wakeUp() throws IOException {
    bindfs.send("CONT");
  }

  /** Lets go of it, whoever still has something open there. */
  @Override
  public void close() throws IOException {
    wakeUp();
    if (isShown()) {
      Run.ok(folder.getParent(), "fusermount3", "-u", "-z", folder.toString());
    }
    bindfs.close();
  }
}
