package dev.skerry.format.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OneLineTest {
  @Test
  void whatCanBeSeenStaysAsItIs() {
    assertThat(OneLine.of("Größe 3 µ, 東京 😀 \\x20")).isEqualTo("Größe 3 µ, 東京 😀 \\x20");
  }

  @Test
  void whatMovesOrHidesIsReplaced() {
    assertThat(OneLine.of("a\u001b[2J\r\n\t\0\u0085b\u202Ec\u200Bd\u2028\u2029\uD800e\uE000\uFFFF"))
        .isEqualTo("a?[2J?????b?c?d???e??");
  }

  @Test
  void aTextIsCutBetweenCharacters() {
    assertThat(OneLine.of("😀😀😀", 2)).isEqualTo("😀😀");
    assertThat(OneLine.of("", 2)).isEmpty();
  }
}
