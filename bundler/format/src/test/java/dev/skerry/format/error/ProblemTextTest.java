package dev.skerry.format.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemTextTest {
  private static final String HOSTILE = "a\u001b[2J\u0007\u202Eb\nerror SKY-0000";

  private static String text(Side side) {
    return new Problem("SKY-1001", side, HOSTILE, HOSTILE, "Look.", ExitCode.FAILED).text();
  }

  @Test
  void aNameFromAStickEndsNoLineAndMovesNoCursor() {
    assertThat(text(Side.STICK).lines())
        .containsExactly(
            "error SKY-1001 (stick): a?[2J??b?error SKY-0000",
            "  a?[2J??b?error SKY-0000",
            "  next: Look.");
  }

  /** A log has one line for each: no mark stands where a line ended. */
  @Test
  void aLogHasItInOneLine() {
    for (Side side : List.of(Side.STICK, Side.DESK)) {
      assertThat(
              new Problem("SKY-1001", side, "a file", "is\nbad", "Look.", ExitCode.FAILED).line())
          .isEqualTo("SKY-1001 (%s): a file is?bad; next: Look.".formatted(side.word()));
    }
  }

  @Test
  void onlyTheDeskListsItsFaultsOneALine() {
    assertThat(text(Side.DESK).lines())
        .containsExactly(
            "error SKY-1001 (desk): a?[2J??b?error SKY-0000",
            "  a?[2J??b",
            "error SKY-0000",
            "  next: Look.");
  }
}
