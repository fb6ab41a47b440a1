package dev.skerry.gateway.service;

import dev.skerry.format.Progress;
import dev.skerry.format.json.JsonText;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** How far an import is, to be asked at any time. */
final class Meter implements Progress {
  private final AtomicLong total = new AtomicLong();
  private final AtomicLong done = new AtomicLong();
  private final AtomicReference<String> item = new AtomicReference<>("");
  private final AtomicReference<Duration> silence = new AtomicReference<>(Duration.ZERO);

  @Override
  public void total(long bytes) {
    total.set(bytes);
  }

  @Override
  public void more(long bytes) {
    total.addAndGet(bytes);
  }

  @Override
  public void advance(long bytes) {
    done.addAndGet(bytes);
  }

  @Override
  public void item(String what) {
    item.set(what);
  }

  @Override
  public void waits(Duration longer) {
    silence.set(longer);
  }

  /** Writes it. */
  void write(JsonText json) {
    json.put("total", total.get()).put("done", done.get()).put("item", item.get());
    json.put("silence", silence.get().toSeconds());
  }
}
