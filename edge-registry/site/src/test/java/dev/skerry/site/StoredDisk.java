package dev.skerry.site;

import dev.skerry.store.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The real disk, which does something once when the blobs are stored and the commit comes next. */
final class StoredDisk implements Disk {
  private final Disk real = Disk.real();
  private Runnable next = () -> {};

  /** What to do before the commit of the next import. */
  void beforeCommit(Runnable change) {
    next = change;
  }

  @Override
  public Out create(Path file) throws IOException {
    return real.create(file);
  }

  @Override
  public Out open(Path file) throws IOException {
    return real.open(file);
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    real.rename(from, to);
  }

  /** The names of what is held are forced last. */
  @Override
  public void forceFolder(Path folder) throws IOException {
    real.forceFolder(folder);
    if (folder.getParent().endsWith("blobs/sha256")) {
      Runnable now = next;
      next = () -> {};
      now.run();
    }
  }

  @Override
  public void delete(Path file) throws IOException {
    real.delete(file);
  }

  @Override
  public void createFolders(Path folder) throws IOException {
    real.createFolders(folder);
  }

  @Override
  public List<String> list(Path folder, int max) throws IOException {
    return real.list(folder, max);
  }

  @Override
  public long usableSpace(Path folder) throws IOException {
    return real.usableSpace(folder);
  }
}
