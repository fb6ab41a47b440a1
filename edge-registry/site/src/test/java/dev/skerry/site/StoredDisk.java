package dev.skerry.site;

import dev.skerry.store.testing.PassingDisk;
import java.io.IOException;
import java.nio.file.Path;

/** The real disk, which does something once when the blobs are stored and the commit comes next. */
final class StoredDisk extends PassingDisk {
  private Runnable next = () -> {};

  /** What to do before the commit of the next import. */
  void beforeCommit(Runnable change) {
    next = change;
  }

  /** The names of what is held are forced last. */
  @Override
  public void forceFolder(Path folder) throws IOException {
    super.forceFolder(folder);
    if (folder.getParent().endsWith("blobs/sha256")) {
      Runnable now = next;
      next = () -> {};
      now.run();
    }
  }
}
