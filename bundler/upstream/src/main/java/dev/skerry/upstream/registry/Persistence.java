package dev.skerry.upstream.registry;

import dev.skerry.upstream.registry.Transport.InterruptedTransfer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;

/**
 * Tries again what a busy registry or a broken line made fail: five times without getting further,
 * half a second apart, then twice that, and so on; or as long as the registry asks for.
 */
final class Persistence {
  private static final int ATTEMPTS = 5;
  private static final int ATTEMPTS_IN_ALL = 1_000;
  private static final long FIRST_MILLIS = 500;
  private static final long LONGEST_MILLIS = 60_000;

  private final Pause pause;

  Persistence(Pause pause) {
    this.pause = pause;
  }

  /** Waits. */
  interface Pause {
    void millis(long millis) throws InterruptedException;
  }

  /** Something that may be worth doing again when it throws. */
  interface Attempt<T> {
    T run() throws IOException;
  }

  /** A registry that asks to come back. */
  static final class Busy extends IOException {
    private static final long serialVersionUID = 1L;
    private final long millis;

    Busy(String message, long millis) {
      super(message);
      this.millis = millis;
    }
  }

  /**
   * Runs it until it succeeds.
   *
   * @param progress how far it has come; a failure after progress counts as the first again
   */
  <T> T run(Attempt<T> attempt, LongSupplier progress) throws IOException {
    int failures = 0;
    long reached = progress.getAsLong();
    for (int all = 1; ; all++) {
      try {
        return attempt.run();
      } catch (IOException e) {
        if (hopeless(e, progress.getAsLong())) {
          throw e;
        }
        failures = progress.getAsLong() > reached ? 1 : failures + 1;
        reached = Math.max(reached, progress.getAsLong());
        if (failures == ATTEMPTS || all == ATTEMPTS_IN_ALL) {
          throw e;
        }
        sleep(failures, e);
      }
    }
  }

  /** No TLS from the beginning, or nobody at home: that does not get better within seconds. */
  private static boolean hopeless(IOException e, long progress) {
    return e instanceof InterruptedTransfer
        || e instanceof HttpConnectTimeoutException
        || (e instanceof SSLException || e instanceof ConnectException) && progress == 0;
  }

  private void sleep(int failures, IOException e) throws InterruptedTransfer {
    long wish = e instanceof Busy busy ? busy.millis : 0;
    long millis = Math.min(LONGEST_MILLIS, Math.max(wish, FIRST_MILLIS << (failures - 1)));
    try {
      pause.millis(millis);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedTransfer(interrupted);
    }
  }
}
