package dev.skerry.format.console;

import dev.skerry.format.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Shows how far long work is: on a terminal one line that is redrawn, otherwise a plain line every
 * few seconds; nothing for work of less than a second.
 */
public final class ProgressLine implements Progress, AutoCloseable {
  private static final Duration SILENT = Duration.ofSeconds(1);
  private static final Duration REDRAW = Duration.ofMillis(200);
  private static final Duration PLAIN = Duration.ofSeconds(5);
  private static final int WIDTH = 78;

  private final PrintWriter err;
  private final String verb;
  private final LongSupplier nanos;
  private final boolean redraw;
  private long start;
  private long next;
  private long total;
  private long done;
  private String item = "";
  private Duration silence = Duration.ZERO;
  private boolean drawn;

  ProgressLine(PrintWriter err, boolean terminal, String verb, LongSupplier nanos) {
    this.err = err;
    this.verb = verb;
    this.nanos = nanos;
    redraw = terminal;
    begin();
  }

  /** The time counts from the moment at which the amount is known. */
  private void begin() {
    start = nanos.getAsLong();
    next = start + SILENT.toNanos();
  }

  /**
   * Begins.
   *
   * @param terminal whether a line can be redrawn
   * @param verb what is done, for instance {@code write}
   */
  public static ProgressLine begin(PrintWriter err, boolean terminal, String verb) {
    return new ProgressLine(err, terminal, verb, System::nanoTime);
  }

  @Override
  public synchronized void total(long bytes) {
    total = bytes;
    if (done == 0) {
      begin();
    }
  }

  @Override
  public synchronized void more(long bytes) {
    total(total + bytes);
  }

  @Override
  public synchronized void advance(long bytes) {
    done += bytes;
    // While nothing comes, only the wait is worth a line.
    if (nanos.getAsLong() - next >= 0 && (bytes > 0 || silence.isZero())) {
      show();
    }
  }

  @Override
  public synchronized void waits(Duration longer) {
    boolean news = !longer.equals(silence);
    silence = longer;
    if (news && longer.isPositive()) {
      show();
    }
  }

  @Override
  public synchronized void item(String what) {
    item = what;
  }

  private void show() {
    long now = nanos.getAsLong();
    next = now + (redraw ? REDRAW : PLAIN).toNanos();
    StringBuilder line = new StringBuilder(verb).append(' ').append(Amounts.bytes(done));
    if (total > 0) {
      line.append(" of ").append(Amounts.bytes(total));
      line.append(", ").append(Math.min(100, done * 100 / total)).append(" %");
    }
    if (silence.isPositive()) {
      line.append(", no answer from the stick for ").append(silence.toSeconds()).append(" s");
    } else {
      pace(line, Duration.ofNanos(now - start));
    }
    draw(line);
  }

  private void pace(StringBuilder line, Duration spent) {
    line.append(", ").append(Amounts.rate(done, spent));
    // Before a hundredth is done the first few bytes would be taken for the pace.
    if (total > done && done > total / 100) {
      double left = spent.toMillis() * ((double) (total - done) / done);
      line.append(", ").append(Amounts.time(Duration.ofMillis((long) left))).append(" left");
    }
    if (!item.isEmpty()) {
      line.append("  ").append(item);
    }
  }

  private void draw(StringBuilder line) {
    if (redraw) {
      line.setLength(Math.min(line.length(), WIDTH));
      err.print("\r" + line + " ".repeat(WIDTH - line.length()));
      drawn = true;
    } else {
      err.println(line);
    }
    err.flush();
  }

  /** Takes the line away: what comes next says how it ended. */
  @Override
  public synchronized void close() {
    if (drawn) {
      err.print("\r" + " ".repeat(WIDTH) + "\r");
      err.flush();
    }
  }
}
