package dev.skerry.format.testing;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Real files that tell which of their bytes were read, also by whoever reads ahead. */
public final class MeteredFiles extends PassingFiles {
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
  void listed(Path folder) {
    listed.add(folder);
  }

  @Override
  void came(Path file, long end, int count) {
    if (count > 0) {
      bytes.addAndGet(count);
      ends.merge(file, end, Math::max);
    }
  }
}
