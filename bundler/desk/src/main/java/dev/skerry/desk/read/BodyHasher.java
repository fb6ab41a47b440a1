package dev.skerry.desk.read;

import dev.skerry.format.Progress;
import dev.skerry.format.archive.BundleSource;
import dev.skerry.format.archive.Head;
import dev.skerry.format.archive.Member;
import dev.skerry.format.archive.PayloadReader;
import dev.skerry.format.error.SkerryException;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Hashes group 5 with two threads, the largest members first, and reads the archive's end. */
final class BodyHasher {
  private static final int THREADS = 2;

  private final BundleSource source;
  private final Head head;
  private final Progress progress;
  private final List<Integer> order;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicBoolean stop = new AtomicBoolean();

  private BodyHasher(BundleSource source, Head head, Progress progress) {
    this.source = source;
    this.head = head;
    this.progress = progress;
    this.order =
        IntStream.range(head.metadata(), head.members().size())
            .boxed()
            .sorted(Comparator.comparingLong((Integer i) -> -head.members().get(i).size()))
            .toList();
  }

  /**
   * Hashes everything.
   *
   * @throws SkerryException what the reader found first
   */
  static void run(BundleSource source, Head head, Progress progress) {
    progress.more(head.payload().stream().mapToLong(Member::size).sum());
    new PayloadReader(source, head).trailer();
    BodyHasher hasher = new BodyHasher(source, head, progress);
    try {
      source.together(THREADS, hasher::work);
    } catch (IOException e) {
      throw new SkerryException(ReadSideError.INTERRUPTED, "verify", "was interrupted", e);
    }
  }

  private void work() {
    PayloadReader reader = new PayloadReader(source, head);
    boolean done = false;
    try {
      for (int i = next.getAndIncrement();
          i < order.size() && !stop.get();
          i = next.getAndIncrement()) {
        reader.read(order.get(i), bytes -> progress.advance(bytes.remaining()));
      }
      done = true;
    } finally {
      if (!done) {
        stop.set(true);
      }
    }
  }
}
