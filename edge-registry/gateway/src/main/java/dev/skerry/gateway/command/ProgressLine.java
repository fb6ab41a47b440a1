package dev.skerry.gateway.command;

import dev.skerry.format.Progress;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;

/** How far an import is: one line that is redrawn on a terminal, else a line every 5 s. */
final class ProgressLine implements Progress, AutoCloseable {
  private static final double MEGA = 1e6;
  private static final double NANO = 1e9;
  private static final int WIDTH = 78;

  private final PrintWriter err;
  private final boolean redraw = terminal();
  private final long start = System.nanoTime();
  private double next = 1;
  private long total;
  private long done;
  private String item = "";
  private boolean drawn;

  ProgressLine(PrintWriter err) {
    this.err = err;
  }

  private static boolean terminal() {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
  }

  @Override
  public synchronized void total(long bytes) {
    total = bytes;
  }

  @Override
  public synchronized void item(String what) {
    item = what;
  }

  @Override
  public synchronized void advance(long bytes) {
    done += bytes;
    double seconds = (System.nanoTime() - start) / NANO;
    if (total > 0 && seconds >= next) {
      next = seconds + (redraw ? 0.2 : 5);
      draw(seconds);
    }
  }

  private void draw(double seconds) {
    // Before a hundredth is done the first few bytes would be taken for the pace.
    String left =
        done < total / 100
            ? ""
            : String.format(Locale.ROOT, ", %.0f s left", seconds * (total - done) / done);
    String line =
        String.format(
            Locale.ROOT,
            "import %.0f of %.0f MB, %.0f MB/s%s  %s",
            done / MEGA,
            total / MEGA,
            done / MEGA / seconds,
            left,
            item);
    if (redraw) {
      String cut = line.substring(0, Math.min(WIDTH, line.length()));
      err.print("\r" + cut + " ".repeat(WIDTH - cut.length()));
      drawn = true;
    } else {
      err.println(line);
    }
    err.flush();
  }

  @Override
  public synchronized void close() {
    if (drawn) {
      err.print("\r" + " ".repeat(WIDTH) + "\r");
      err.flush();
    }
  }
}
