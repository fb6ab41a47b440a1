package dev.skerry.format.testing;

import dev.skerry.format.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Remembers each wait that it was told of. */
public final class ToldWaits implements Progress {
  private final List<Duration> waits = new ArrayList<>();

  /** All of them so far. */
  public synchronized List<Duration> all() {
    return List.copyOf(waits);
  }

  @Override
  public void total(long bytes) {}

  @Override
  public void more(long bytes) {}

  @Override
  public void advance(long bytes) {}

  @Override
  public void item(String what) {}

  @Override
  public synchronized void waits(Duration silence) {
    waits.add(silence);
  }
}
