package dev.skerry.store;

import dev.skerry.store.testing.PassingDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The real disk, and what was asked of it. */
final class CountingDisk extends PassingDisk {
  final AtomicInteger early = new AtomicInteger();
  final AtomicInteger full = new AtomicInteger();
  final AtomicLong written = new AtomicLong();
  final List<String> log = new CopyOnWriteArrayList<>();

  @Override
  public void rename(Path from, Path to) throws IOException {
    log.add("rename");
    super.rename(from, to);
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    log.add("forceFolder");
    super.forceFolder(folder);
  }

  @Override
  protected void writing(int bytes) {
    written.addAndGet(bytes);
  }

  @Override
  protected void forcing(boolean metadata) {
    (metadata ? full : early).incrementAndGet();
  }
}
