package dev.skerry.desk.write;

import dev.skerry.format.PastCache;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Hands buffers from the thread that reads to the one that writes or hashes. That one goes on
 * taking buffers after a failure, so neither side ever waits for the other in vain.
 */
final class Pipe implements AutoCloseable {
  /** One buffer, in bytes. */
  static final int BUFFER = 1 << 20;

  private static final int COUNT = 6;
  private static final ByteBuffer END = ByteBuffer.allocate(0);

  private final BlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(COUNT);
  private final BlockingQueue<ByteBuffer> full = new ArrayBlockingQueue<>(COUNT + 1);
  private final AtomicReference<Optional<RuntimeException>> failure =
      new AtomicReference<>(Optional.empty());
  private final Thread writer;

  /** Starts the writing side. */
  Pipe(Consumer<ByteBuffer> write) {
    for (int i = 0; i < COUNT; i++) {
      free.add(PastCache.buffer(BUFFER));
    }
    writer = Thread.ofPlatform().daemon().name("skerry-write").start(() -> drain(write));
  }

  private void drain(Consumer<ByteBuffer> write) {
    try {
      for (ByteBuffer next = full.take(); next.capacity() > 0; next = full.take()) {
        if (failure.get().isEmpty()) {
          write.accept(next);
        }
        free.add(next.clear());
      }
    } catch (InterruptedException e) {
      failure.set(Optional.of(new IllegalStateException("interrupted while writing", e)));
    } catch (RuntimeException e) {
      failure.set(Optional.of(e));
      keepDraining();
    }
  }

  private void keepDraining() {
    try {
      for (ByteBuffer next = full.take(); next.capacity() > 0; next = full.take()) {
        free.add(next.clear());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** An empty buffer; throws what the writer threw. */
  ByteBuffer take() {
    rethrow();
    try {
      return free.take();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** Hands on a filled buffer. */
  void put(ByteBuffer filled) {
    full.add(filled.flip());
  }

  /** Waits until everything is written; throws what the writer threw. */
  void finish() {
    close();
    rethrow();
  }

  @Override
  public void close() {
    if (writer.isAlive()) {
      full.offer(END);
      try {
        writer.join();
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
  }

  private void rethrow() {
    failure
        .get()
        .ifPresent(e -> {
          throw e;
        });
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("interrupted while writing", e);
  }
}
