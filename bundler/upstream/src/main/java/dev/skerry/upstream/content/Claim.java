package dev.skerry.upstream.content;

import dev.skerry.format.error.SkerryException;
import dev.skerry.upstream.UpstreamError;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to write one file, held against other threads and other processes. A process that dies
 * loses it. POSIX drops a process's lock when any channel of that process on the file is closed, so
 * a thread opens the file only once it holds the claim within the process.
 */
final class Claim implements AutoCloseable {
  private static final Set<Path> MINE = ConcurrentHashMap.newKeySet();
  private static final long POLL_MILLIS = 50;

  /** Polls without any growth of the file after which its writer counts as stuck: ten minutes. */
  private static final int PATIENCE = 12_000;

  private final Path path;
  private final FileChannel channel;

  private Claim(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** Waits until nobody else writes the file; makes it when it does not exist. */
  static Claim of(Path path) throws IOException {
    Path key = path.toAbsolutePath().normalize();
    long seen = -1;
    for (int polls = 0; polls < PATIENCE; polls++) {
      Optional<Claim> claim = attempt(key);
      if (claim.isPresent()) {
        return claim.get();
      }
      long size = sizeOf(key);
      polls = size == seen ? polls : 0;
      seen = size;
      pause(key);
    }
    throw new SkerryException(
        UpstreamError.STORE_BUSY, path.toString(), "is held by another build that does not go on");
  }

  private static Optional<Claim> attempt(Path key) throws IOException {
    if (!MINE.add(key)) {
      return Optional.empty();
    }
    FileChannel channel = null;
    boolean claimed = false;
    try {
      channel =
          FileChannel.open(
              key, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      claimed = lock != null && stillThere(key, channel);
      return claimed ? Optional.of(new Claim(key, channel)) : Optional.empty();
    } finally {
      if (!claimed) {
        if (channel != null) {
          channel.close();
        }
        MINE.remove(key);
      }
    }
  }

  /** False when the former holder renamed the file between our opening and our locking it. */
  private static boolean stillThere(Path key, FileChannel channel) throws IOException {
    return Files.exists(key) && Files.size(key) == channel.size();
  }

  private static long sizeOf(Path key) throws IOException {
    try {
      return Files.size(key);
    } catch (NoSuchFileException e) {
      return -1;
    }
  }

  private static void pause(Path key) {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SkerryException(
          UpstreamError.STORE_BUSY, key.toString(), "was waited for, then interrupted", e);
    }
  }

  /** The claimed file, open for reading and writing. */
  FileChannel channel() {
    return channel;
  }

  /** Gives the file free. */
  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      MINE.remove(path);
    }
  }
}
