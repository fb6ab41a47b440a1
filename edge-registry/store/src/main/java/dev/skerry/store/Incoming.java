package dev.skerry.store;

import dev.skerry.format.Digest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * One blob's file in quarantine. The writer thread creates, writes and drops it; a helper ends it
 * after the last write, so nothing here is used by two threads at once but {@link #force}.
 */
final class Incoming {
  /** So much is written before the disk is set to work on it. */
  private static final long ROLL = 32L * 1024 * 1024;

  private final BlobPaths paths;
  private final Disk disk;
  private final Digest digest;
  private final long size;

  private Disk.@Nullable Out out;
  private long written;
  private long forced;
  private @Nullable FutureTask<Boolean> rolling;

  Incoming(BlobPaths paths, Disk disk, Digest digest, long size) {
    this.paths = paths;
    this.disk = disk;
    this.digest = digest;
    this.size = size;
  }

  Digest digest() {
    return digest;
  }

  long size() {
    return size;
  }

  Path file() {
    return paths.part(digest);
  }

  /** Writes at the end; when enough has gathered, a helper forces it while writing goes on. */
  void write(ByteBuffer bytes, Executor helpers) throws IOException {
    Disk.Out to = opened();
    int count = bytes.remaining();
    to.write(bytes, written);
    written += count;
    if (written - forced >= ROLL && (rolling == null || rolling.isDone())) {
      forced = written;
      rolling = new FutureTask<>(() -> force(to));
      helpers.execute(rolling);
    }
  }

  /** Makes all of it durable, then gives it the name of a whole blob. */
  void end() throws IOException {
    Disk.Out to = opened();
    try (to) {
      awaitRolling();
      to.force(true);
    }
    disk.rename(file(), paths.quarantined(digest));
  }

  void drop() throws IOException {
    if (out != null) {
      out.close();
      disk.delete(file());
    }
  }

  /** An empty blob has a file too. */
  private Disk.Out opened() throws IOException {
    Disk.Out to = out;
    if (to == null) {
      to = disk.create(file());
      out = to;
    }
    return to;
  }

  /** A failure that one force reported is not reported by the next. */
  private void awaitRolling() throws IOException {
    if (rolling == null) {
      return;
    }
    try {
      rolling.get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException();
    }
  }

  private static boolean force(Disk.Out to) throws IOException {
    to.force(false);
    return true;
  }
}
