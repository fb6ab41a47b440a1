package dev.skerry.rollout;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.plans.PlanFile;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {
  private static Window window(String yaml) throws NotNow {
    String plan = Plans.version("1") + "  window: " + yaml + "\n";
    return Window.of(PlanFile.parse("p.yaml", plan.getBytes(UTF_8)).documents().getFirst())
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-21T01:00:00Z, true", // Saturday, 02:00 in Berlin
    "2026-11-21T00:59:59Z, false",
    "2026-11-21T04:00:59Z, true", // the last minute is still within
    "2026-11-21T04:01:00Z, false",
    "2026-11-22T02:00:00Z, false", // Sunday
  })
  void opensOnItsDaysInItsZone(Instant now, boolean open) throws NotNow {
    var window =
        window("{days: [sat], startTime: '02:00', endTime: '05:00', timeZone: Europe/Berlin}");
    assertThat(window.open(now)).isEqualTo(open);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-21T23:00:00Z, true",
    "2026-11-22T00:30:00Z, true",
    "2026-11-22T12:00:00Z, false",
  })
  void reachesIntoTheNextDay(Instant now, boolean open) throws NotNow {
    var window = window("{days: [saturday, '0'], startTime: '22:00', endTime: '01:00'}");
    assertThat(window.open(now)).isEqualTo(open);
  }

  @Test
  void withoutTimesTheWholeDayIsOpen() throws NotNow {
    assertThat(window("{days: [mo]}").open(Instant.parse("2026-11-23T23:59:59Z"))).isTrue();
    assertThat(window("{days: [mo]}").open(Instant.parse("2026-11-24T00:00:00Z"))).isFalse();
  }

  @Test
  void oneThatCannotBeReadIsNotTakenForOpen() {
    assertThatThrownBy(() -> window("{days: [sat], startTime: 2 o'clock}"))
        .isInstanceOf(NotNow.class);
    assertThatThrownBy(() -> window("{days: [someday]}")).hasMessageContaining("someday");
  }
}
