package dev.skerry.desk.write;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Forces a growing file while its writer goes on, so that the stick works during hashing. */
final class RollingForce {
  /** Growth in bytes that starts a force. */
  private static final long STEP = 32L << 20;

  private final FileChannel channel;
  private FutureTask<Boolean> running = new FutureTask<>(() -> true);
  private long started;

  RollingForce(FileChannel channel) {
    this.channel = channel;
    running.run();
  }

  /** Tells how far the file has grown; a force that failed is reported here. */
  void reached(long position) throws IOException {
    if (position - started >= STEP && running.isDone()) {
      await();
      started = position;
      running =
          new FutureTask<>(() -> {
            channel.force(false);
            return true;
          });
      Thread.ofPlatform().daemon().name("skerry-force").start(running);
    }
  }

  /** Waits for the force that runs. */
  void await() throws IOException {
    try {
      running.get();
    } catch (ExecutionException e) {
      throw new IOException("the stick did not take what was written", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the stick was writing", e);
    }
  }
}
