package dev.skerry.store;

import dev.skerry.format.Digest;
import dev.skerry.format.error.SkerryException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A ring of buffers between the caller, one thread that writes and a few helpers that force. The
 * first failure stops it for good, because after a failed fsync nobody knows what is on the disk:
 * whoever calls next gets that failure; buffers go on circulating, so nobody waits for ever.
 */
final class IntakePipeline implements AutoCloseable {
  private static final int BUFFERS = 6;
  private static final int BUFFER = 1024 * 1024;

  /** Forcing many small files at once lets the file system commit them together. */
  private static final int HELPERS = 8;

  /** Ended files that are not durable yet; each has its file open. */
  private static final int PENDING = 256;

  private final Disk disk;
  private final Arena arena = Arena.ofShared();
  private final ArrayBlockingQueue<ByteBuffer> free = new ArrayBlockingQueue<>(BUFFERS);
  private final ArrayBlockingQueue<Step> steps = new ArrayBlockingQueue<>(PENDING);
  private final Semaphore unsettled = new Semaphore(PENDING);
  private final Set<Digest> pending = ConcurrentHashMap.newKeySet();
  private final AtomicReference<@Nullable SkerryException> failure = new AtomicReference<>();
  private final ExecutorService helpers =
      Executors.newFixedThreadPool(
          HELPERS, Thread.ofPlatform().name("intake-force-", 0).daemon().factory());
  private final Thread writer;

  private sealed interface Step {
    record Write(Incoming file, ByteBuffer bytes) implements Step {}

    record End(Incoming file) implements Step {}

    record Drop(Incoming file) implements Step {}

    record Stop() implements Step {}
  }

  IntakePipeline(Disk disk) {
    this.disk = disk;
    for (int i = 0; i < BUFFERS; i++) {
      free.add(arena.allocate(BUFFER).asByteBuffer());
    }
    writer = Thread.ofPlatform().name("intake-write").daemon().start(this::work);
  }

  /** An empty buffer; waits until one was written. */
  ByteBuffer takeBuffer() {
    throwFailure();
    try {
      return free.take();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  void giveBack(ByteBuffer buffer) {
    free.add(buffer.clear());
  }

  void write(Incoming file, ByteBuffer bytes) {
    hand(new Step.Write(file, bytes));
    throwFailure();
  }

  /** Makes the file whole in the background. */
  void end(Incoming file) {
    throwFailure();
    try {
      unsettled.acquire();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    pending.add(file.digest());
    hand(new Step.End(file));
  }

  void drop(Incoming file) {
    hand(new Step.Drop(file));
  }

  boolean isPending(Digest digest) {
    return pending.contains(digest);
  }

  /** Waits until everything ended so far is durable or has failed. */
  void drain() {
    unsettled.acquireUninterruptibly(PENDING);
    unsettled.release(PENDING);
    throwFailure();
  }

  void fail(SkerryException e) {
    failure.compareAndSet(null, e);
  }

  @Override
  public void close() {
    hand(new Step.Stop());
    join(writer);
    unsettled.acquireUninterruptibly(PENDING);
    helpers.close();
    arena.close();
  }

  private void work() {
    boolean going = true;
    while (going) {
      try {
        going = perform(steps.take());
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody interrupts this thread", e);
      }
    }
  }

  /** Whether more is to come. */
  private boolean perform(Step step) {
    switch (step) {
      case Step.Write(Incoming file, ByteBuffer bytes) -> {
        if (failure.get() == null) {
          attempt(file, () -> file.write(bytes, helpers));
        }
        giveBack(bytes);
      }
      case Step.End(Incoming file) -> helpers.execute(() -> settle(file));
      case Step.Drop(Incoming file) -> attempt(file, file::drop);
      case Step.Stop() -> {
        return false;
      }
    }
    return true;
  }

  private void settle(Incoming file) {
    attempt(file, failure.get() == null ? file::end : file::drop);
    pending.remove(file.digest());
    unsettled.release();
  }

  private interface Work {
    void run() throws IOException;
  }

  /** The boundary of both kinds of threads: what fails here is thrown at the caller. */
  private void attempt(Incoming file, Work work) {
    try {
      work.run();
    } catch (IOException e) {
      fail(DiskFailure.writing(e, disk, file.file(), file.size()));
    } catch (RuntimeException e) {
      fail(new SkerryException(StoreError.DISK, file.file().toString(), "failed: " + e, e));
    }
  }

  private void throwFailure() {
    SkerryException first = failure.get();
    if (first != null) {
      throw first;
    }
  }

  /** Also of an interrupted thread, so that files are dropped and threads stopped. */
  private void hand(Step step) {
    uninterrupted(() -> steps.put(step));
  }

  private static void join(Thread thread) {
    uninterrupted(thread::join);
  }

  private interface Waiting {
    void run() throws InterruptedException;
  }

  private static void uninterrupted(Waiting waiting) {
    boolean interrupted = false;
    while (true) {
      try {
        waiting.run();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static SkerryException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new SkerryException(StoreError.CLOSED, "import", "was interrupted", e);
  }
}
