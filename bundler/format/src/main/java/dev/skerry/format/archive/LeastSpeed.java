package dev.skerry.format.archive;

import dev.skerry.format.error.SkerryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The least that a medium has to give while it is waited for. One that always answers just before
 * its patience ends would otherwise be read for weeks. Only waiting counts: where something else
 * takes its time, or what comes next was got meanwhile, no medium is blamed.
 */
final class LeastSpeed {
  /** Time of waiting after which it is judged. */
  static final Duration WINDOW = Duration.ofMinutes(10);

  /** Bytes that have to come in it: some 28 kB each second. */
  static final long LEAST = 16 << 20;

  private final Map<Path, Window> folders = new ConcurrentHashMap<>();

  /** What came from one folder since it was judged last. */
  private static final class Window {
    private Duration waited = Duration.ZERO;
    private long bytes;
    private boolean slow;

    /** Whether it is given up, now or before. */
    synchronized boolean slow(Duration more, long came) {
      waited = waited.plus(more);
      bytes += came;
      if (waited.compareTo(WINDOW) >= 0) {
        slow |= bytes < LEAST;
        waited = Duration.ZERO;
        bytes = 0;
      }
      return slow;
    }
  }

  /**
   * Notes a read.
   *
   * @param came the bytes that came, or a negative number at the end
   * @throws SkerryException {@link ReadError#STALLED}
   */
  void waited(Path folder, Path item, Duration waited, int came) {
    Window window = folders.computeIfAbsent(folder, f -> new Window());
    if (window.slow(waited, Math.max(came, 0))) {
      throw new SkerryException(
          ReadError.STALLED,
          item.toString(),
          "is too slow: less than %d MiB came in %d minutes of waiting"
              .formatted(LEAST >> 20, WINDOW.toMinutes()));
    }
  }
}
