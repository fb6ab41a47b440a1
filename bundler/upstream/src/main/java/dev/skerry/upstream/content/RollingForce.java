package dev.skerry.upstream.content;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Forces a growing file while its writer goes on, so that the disk works during the download
 * instead of after it. At most one force of a file runs at a time.
 */
public final class RollingForce {
  /** Growth in bytes that starts a force. */
  private static final long STEP = 32L << 20;

  /** At most one task per open writer waits here. */
  private static final ThreadPoolExecutor HELPERS = helpers();

  private final FileChannel channel;
  private Future<Void> running;
  private long started;

  /** For a file that has this many bytes. */
  public RollingForce(FileChannel channel, long position) {
    this.channel = channel;
    this.started = position;
    this.running = CompletableFuture.completedFuture(null);
  }

  private static ThreadPoolExecutor helpers() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            2,
            2,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name("skerry-force-", 0).daemon().factory());
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  /** Tells how far the file has grown; a force that failed is reported here or by the next call. */
  public void reached(long position) throws IOException {
    if (position - started < STEP || !running.isDone()) {
      return;
    }
    await();
    started = position;
    running =
        HELPERS.submit(() -> {
          channel.force(false);
          return null;
        });
  }

  /** Waits for the force that runs. */
  public void await() throws IOException {
    try {
      running.get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the disk was writing", e);
    }
  }
}
