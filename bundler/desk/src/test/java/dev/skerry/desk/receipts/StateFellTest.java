package dev.skerry.desk.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.document.Receipt;
import dev.skerry.format.document.Receipt.Position;
import dev.skerry.format.error.Problem;
import dev.skerry.format.testing.TestReceipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StateFellTest {
  private final List<Receipt> receipts = new ArrayList<>();

  private StateFellTest receipt(long root, Position before, Position after) {
    return receipt(root, Optional.of(before), Optional.of(after));
  }

  private StateFellTest receipt(long root, Optional<Position> before, Optional<Position> after) {
    TestReceipt told = new TestReceipt();
    told.number = receipts.size() + 1L;
    told.root = root;
    told.before = before;
    told.after = after;
    receipts.add(told.receipt());
    return this;
  }

  private static Position at(long epoch, long sequence) {
    return new Position(epoch, sequence);
  }

  private List<String> alarms() {
    return StateFell.alarms(receipts).stream().map(Problem::reason).toList();
  }

  @Test
  void whatRisesIsNoAlarmNorANewEpochNorARefusalOrOneThatWentBack() {
    receipt(1, Optional.empty(), Optional.empty());
    receipt(1, Optional.empty(), Optional.of(at(1, 6)));
    receipt(1, at(1, 6), at(1, 7)).receipt(1, at(1, 7), at(1, 7));
    receipt(2, at(1, 7), at(2, 1)).receipt(2, at(2, 1), at(2, 2));
    assertThat(alarms()).isEmpty();
  }

  @Test
  void aNumberBeforeThatIsBelowTheOneAfterOfAnEarlierReceipt() {
    receipt(1, at(1, 6), at(1, 7)).receipt(1, at(1, 1), at(1, 2)).receipt(1, at(1, 8), at(1, 9));
    assertThat(alarms()).containsExactly("is about 1/1 accepted, but receipt 1 was about 1/7");
    assertThat(StateFell.alarms(receipts).getFirst().code()).isEqualTo("SKY-3824");
  }

  @Test
  void whatWasAcceptedFallsWithinOneReceiptOrAfterItWasRemoved() {
    receipt(1, at(1, 7), at(1, 6));
    receipt(1, Optional.empty(), Optional.of(at(1, 2)));
    assertThat(alarms())
        .containsExactly(
            "is about 1/6 accepted after 1/7",
            "is about 1/2 accepted, but receipt 1 was about 1/6");
  }

  @Test
  void aRootThatFalls() {
    receipt(3, at(1, 1), at(1, 1)).receipt(2, at(1, 1), at(1, 1)).receipt(3, at(1, 1), at(1, 1));
    assertThat(alarms()).containsExactly("is by root 2, but receipt 1 is by root 3");
  }
}
