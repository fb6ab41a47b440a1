package dev.skerry.upstream.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Cuts a body from which nothing comes any more; the JDK's client would wait for ever. */
final class StallGuard implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;
  private static final ScheduledExecutorService CLOCK =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("skerry-stall").daemon().factory());

  private final InputStream body;
  private final AtomicLong moved = new AtomicLong();
  private final ScheduledFuture<?> watch;
  private long seen = -1;

  StallGuard(InputStream body) {
    this.body = body;
    this.watch =
        CLOCK.scheduleWithFixedDelay(
            this::look, PATIENCE_SECONDS, PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Something came. */
  void moved() {
    moved.incrementAndGet();
  }

  private void look() {
    long now = moved.get();
    if (now == seen) {
      try {
        body.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    seen = now;
  }

  @Override
  public void close() {
    watch.cancel(false);
  }
}
