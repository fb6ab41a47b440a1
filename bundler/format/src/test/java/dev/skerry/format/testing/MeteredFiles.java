package dev.skerry.format.testing;

import dev.skerry.format.archive.MediumFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Real files that tell which of their bytes were read, also by whoever reads ahead. */
public final class MeteredFiles implements MediumFiles {
  private final MediumFiles real = MediumFiles.real();
  private final Queue<Path> listed = new ConcurrentLinkedQueue<>();
  private final AtomicLong bytes = new AtomicLong();
  private final Map<Path, Long> ends = new ConcurrentHashMap<>();

  /** The folders that were listed, once for each time. */
  public List<Path> listed() {
    return List.copyOf(listed);
  }

  /** Bytes that were read of all files together. */
  public long bytes() {
    return bytes.get();
  }

  /** The position after the last byte that was read of a file. */
  public long end(Path file) {
    return ends.getOrDefault(file, 0L);
  }

  @Override
  public boolean isFolder(Path path) {
    return real.isFolder(path);
  }

  @Override
  public boolean isFile(Path path) {
    return real.isFile(path);
  }

  @Override
  public List<String> names(Path folder, int max) throws IOException {
    listed.add(folder);
    return real.names(folder, max);
  }

  @Override
  public Opened open(Path file) throws IOException {
    Opened opened = real.open(file);
    return new Opened() {
      @Override
      public long size() throws IOException {
        return opened.size();
      }

      @Override
      public int read(ByteBuffer into, long position) throws IOException {
        int count = opened.read(into, position);
        if (count > 0) {
          bytes.addAndGet(count);
          ends.merge(file, position + count, Math::max);
        }
        return count;
      }

      @Override
      public void close() throws IOException {
        opened.close();
      }
    };
  }
}
