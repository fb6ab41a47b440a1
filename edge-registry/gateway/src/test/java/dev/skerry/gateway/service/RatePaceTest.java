package dev.skerry.gateway.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RatePaceTest {
  private static final long SECOND = 1_000_000_000;

  private long now = -5 * SECOND;
  private final List<Long> waited = new ArrayList<>();

  private RatePace pace() {
    return new RatePace(
        10_000_000,
        () -> now,
        nanos -> {
          now += nanos;
          waited.add(nanos);
          return waited.size() < 5;
        });
  }

  @Test
  void noMoreThanTheRateIsRead() {
    RatePace pace = pace();
    assertThat(pace.goOn(1_000_000)).isTrue();
    assertThat(pace.goOn(20_000_000)).isTrue();
    assertThat(pace.goOn(1)).isTrue();
    assertThat(waited).containsExactly(0L, SECOND / 10, 2 * SECOND);
  }

  @Test
  void whatASlowDiskDidNotUseIsNotMadeUpFor() {
    RatePace pace = pace();
    pace.goOn(1_000_000);
    now += 60 * SECOND;
    pace.goOn(10_000_000);
    pace.goOn(10_000_000);
    assertThat(waited).containsExactly(0L, 0L, SECOND);
  }

  @Test
  void whoeverWaitsSaysWhenItEnds() {
    RatePace pace = pace();
    for (int i = 0; i < 4; i++) {
      assertThat(pace.goOn(1)).isTrue();
    }
    assertThat(pace.goOn(1)).isFalse();
  }
}
