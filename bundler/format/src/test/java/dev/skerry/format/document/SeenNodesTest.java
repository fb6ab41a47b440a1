package dev.skerry.format.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeenNodesTest {
  private static SeenNodes seen(int count, long unread) {
    return new SeenNodes(
        IntStream.range(0, count)
            .mapToObj("edge-%05d"::formatted)
            .map(name -> new Receipt.Node(name, "", "", "", true, List.of()))
            .toList(),
        unread);
  }

  @Test
  void aReceiptNamesTheFirstThousandAndCountsTheOthers() {
    SeenNodes many = seen(1_003, 40);
    assertThat(many.named()).hasSize(1_000).isEqualTo(many.nodes().subList(0, 1_000));
    assertThat(many.unnamed()).isEqualTo(43);
    assertThat(seen(1_000, 0).unnamed()).isZero();
    assertThat(seen(2, 0).named()).hasSize(2);
  }
}
