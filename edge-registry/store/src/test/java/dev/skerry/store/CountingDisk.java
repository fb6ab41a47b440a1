package dev.skerry.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The real disk, and what was asked of it. */
final class CountingDisk implements Disk {
  final AtomicInteger early = new AtomicInteger();
  final AtomicInteger full = new AtomicInteger();
  final AtomicLong written = new AtomicLong();
  final List<String> log = new CopyOnWriteArrayList<>();

  private final Disk real = Disk.real();

  @Override
  public Out create(Path file) throws IOException {
    return new CountedOut(real.create(file));
  }

  @Override
  public Out open(Path file) throws IOException {
    return new CountedOut(real.open(file));
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    log.add("rename");
    real.rename(from, to);
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    log.add("forceFolder");
    real.forceFolder(folder);
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

  private final class CountedOut implements Out {
    private final Out out;

    CountedOut(Out out) {
      this.out = out;
    }

    @Override
    public void write(ByteBuffer bytes, long position) throws IOException {
      written.addAndGet(bytes.remaining());
      out.write(bytes, position);
    }

    @Override
    public void force(boolean metadata) throws IOException {
      (metadata ? full : early).incrementAndGet();
      out.force(metadata);
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
