package dev.skerry.store;

import dev.skerry.format.error.SkerryException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The lock of a data folder, held by one process. Linux drops a process's lock when it closes any
 * descriptor of the file, so a second attempt in this JVM is refused before it opens one.
 */
final class DataLock implements AutoCloseable {
  private static final Set<Path> MINE = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel channel;

  private DataLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  static DataLock take(Path data) throws IOException {
    Path folder = data.toRealPath();
    if (!MINE.add(folder)) {
      throw locked(data);
    }
    FileChannel channel = null;
    boolean taken = false;
    try {
      channel =
          FileChannel.open(
              folder.resolve("lock"),
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
              Modes.FILE);
      FileLock lock = channel.tryLock();
      taken = lock != null;
    } finally {
      if (!taken) {
        release(folder, channel);
      }
    }
    if (!taken) {
      throw locked(data);
    }
    return new DataLock(folder, channel);
  }

  @Override
  public void close() throws IOException {
    release(folder, channel);
  }

  private static void release(Path folder, @Nullable FileChannel channel) throws IOException {
    try {
      if (channel != null) {
        channel.close();
      }
    } finally {
      MINE.remove(folder);
    }
  }

  private static SkerryException locked(Path data) {
    return new SkerryException(
        StoreError.LOCKED, data.toString(), "another skerryd has this data folder open");
  }
}
