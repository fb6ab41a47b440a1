package dev.skerry.format.accept;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.testing.TestRoots;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A good bundle under clocks that are off by up to forty years, with both sides of each edge. The
 * bundle lives 180 days and the root two years.
 */
class ClockTableTest {
  private static final Instant ISSUED = TestRoots.ISSUED;

  private final Scenario scenario = new Scenario();

  /** A site that has seen no signed time yet. */
  @ParameterizedTest(name = "{0} and {1} s: {2} {3}")
  @CsvSource({
    "P-40Y,   0, SKY-1132, ''",
    "P-2Y,    0, SKY-1132, ''",
    "P-400D, -1, SKY-1132, ''",
    "P-400D,  0, go on,    SKY-1150",
    "P-399D,  0, go on,    SKY-1150",
    "P-3D,    0, go on,    SKY-1150",
    "P-2D,   -1, go on,    SKY-1150",
    "P-2D,    0, go on,    ''",
    "P-1D,    0, go on,    ''",
    "P0D,    -1, go on,    ''",
    "P0D,     0, go on,    ''",
    "P1D,     0, go on,    ''",
    "P180D,  -1, go on,    ''",
    "P180D,   0, SKY-1130, ''",
    "P399D,   0, SKY-1130, ''",
    "P400D,   0, SKY-1130, ''",
    "P400D,   1, SKY-1133, ''",
    "P2Y,    -1, SKY-1133, ''",
    "P2Y,     0, SKY-1133, ''",
    "P40Y,    0, SKY-1133, ''"
  })
  void theFirstBundleOfASite(Period off, long seconds, String code, String warning) {
    assertThat(scenario.bundle.expires).isEqualTo(clock(Period.ofDays(180), 0));
    assertJudged(off, seconds, code, warning);
  }

  /** A site that has seen something signed: a clock before it is only warned of. */
  @ParameterizedTest(name = "{0} and {1} s: {2} {3}")
  @CsvSource({
    "P-40Y,   0, go on,    SKY-1151",
    "P-400D, -1, go on,    SKY-1151",
    "P-400D,  0, go on,    SKY-1151",
    "P-1D,    0, go on,    SKY-1151",
    "P0D,    -1, go on,    SKY-1151",
    "P0D,     0, go on,    ''",
    "P1D,     0, go on,    ''",
    "P180D,  -1, go on,    ''",
    "P180D,   0, SKY-1130, ''",
    "P400D,   0, SKY-1130, ''",
    "P400D,   1, SKY-1133, ''",
    "P40Y,    0, SKY-1133, ''"
  })
  void aSiteThatHasSeenTheTimeOfThisBundle(Period off, long seconds, String code, String warning) {
    scenario.floor = ISSUED;
    assertJudged(off, seconds, code, warning);
  }

  /** Only what has expired makes a clock suspicious: a long life is no wrong clock. */
  @ParameterizedTest(name = "{0} and {1} s: {2}")
  @CsvSource({
    "P180D, 0, go on",
    "P400D, 0, go on",
    "P400D, 1, go on",
    "P2Y,  -1, go on",
    "P2Y,   0, SKY-1133",
    "P40Y,  0, SKY-1133"
  })
  void aBundleThatLivesThreeYears(Period off, long seconds, String code) {
    scenario.bundle.expires = clock(Period.ofDays(1_096), 0);
    assertJudged(off, seconds, code, "");
  }

  private void assertJudged(Period off, long seconds, String code, String warning) {
    scenario.now = clock(off, seconds);
    Verdict verdict = scenario.run();
    assertThat(Scenario.code(verdict)).isEqualTo(code);
    assertThat(String.join(" ", Scenario.warnings(verdict))).isEqualTo(warning);
  }

  private static Instant clock(Period off, long seconds) {
    return ISSUED.atOffset(ZoneOffset.UTC).plus(off).plusSeconds(seconds).toInstant();
  }
}
