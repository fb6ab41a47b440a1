package dev.skerry.format.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AmountsTest {
  @Test
  void oneIsNotSpokenOfAsOfMany() {
    assertThat(Amounts.count(1, "node")).isEqualTo("1 node");
    assertThat(Amounts.count(0, "node")).isEqualTo("0 nodes");
    assertThat(Amounts.count(2, "blob waits", "blobs wait")).isEqualTo("2 blobs wait");
    assertThat(Amounts.count(1, "blob waits", "blobs wait")).isEqualTo("1 blob waits");
    assertThat(Amounts.entries(1)).isEqualTo("1 entry");
    assertThat(Amounts.entries(3)).isEqualTo("3 entries");
  }
}
