package dev.skerry.desk.receipts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.Digest;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.document.Receipt.Consistency;
import dev.skerry.format.error.Problem;
import dev.skerry.format.log.Checkpoint;
import dev.skerry.format.log.MerkleTree;
import dev.skerry.format.sign.PublicKey;
import dev.skerry.format.testing.TestKeys;
import dev.skerry.format.testing.TestReceipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A gateway whose log was cut, rewritten or restored is found by its receipts. */
class SeenLogTest {
  private final List<Receipt> receipts = new ArrayList<>();

  /** A log in memory; two with one beginning fork where their entries differ. */
  private static final class Log {
    private final List<Digest> leaves = new ArrayList<>();

    Log grow(int size, String branch) {
      while (leaves.size() < size) {
        leaves.add(MerkleTree.leaf((branch + leaves.size()).getBytes(UTF_8)));
      }
      return this;
    }

    Digest root(long size) {
      return MerkleTree.root(size, this::subtree);
    }

    List<Digest> proof(long from, long to) {
      return MerkleTree.consistency(from, to, this::subtree);
    }

    private Digest subtree(int level, long index) {
      return level == 0
          ? leaves.get((int) index)
          : MerkleTree.node(subtree(level - 1, 2 * index), subtree(level - 1, 2 * index + 1));
    }
  }

  private void receipt(long number, Log log, long size, String key, long... from) {
    List<Consistency> proofs = new ArrayList<>();
    for (long start : from) {
      proofs.add(new Consistency(start, log.proof(start, size)));
    }
    String note =
        new Checkpoint("site/north-1/audit", size, log.root(size)).signed(TestKeys.key(key));
    TestReceipt receipt = new TestReceipt();
    receipt.number = number;
    receipt.checkpoint = Optional.of(note);
    receipt.consistency = proofs;
    receipts.add(receipt.receipt());
  }

  private SeenLog seen() {
    return SeenLog.of(
        "north-1", number -> Optional.of(TestKeys.key("gateway").publicKey()), 0, receipts);
  }

  private List<String> codes() {
    return seen().alarms().stream().map(Problem::code).toList();
  }

  @Test
  void receiptsThatProveOneAnotherAreNoAlarm() {
    Log log = new Log().grow(30, "a");
    receipt(2, log, 11, "gateway", 4);
    receipt(1, log, 4, "gateway");
    receipt(3, log, 11, "gateway");
    receipt(4, log, 30, "gateway", 4, 11);
    assertThat(codes()).isEmpty();
    assertThat(seen().newest().orElseThrow().size()).isEqualTo(30);
  }

  @Test
  void aLogGoesOnWhereItsGatewayChangesTheKeyAndAForkIsFoundBeyond() {
    Log log = new Log().grow(30, "a");
    receipt(1, log, 4, "gateway");
    receipt(2, log, 11, "next", 4);
    SeenLog followed = SeenLog.of("north-1", SeenLogTest::changed, 1, receipts);
    assertThat(followed.alarms()).isEmpty();
    assertThat(followed.newest().orElseThrow().size()).isEqualTo(11);
    receipt(3, new Log().grow(4, "a").grow(20, "b"), 20, "next", 4, 11);
    receipt(4, log, 30, "gateway", 11);
    assertThat(SeenLog.of("north-1", SeenLogTest::changed, 1, receipts).alarms())
        .extracting(Problem::code)
        .containsExactly("SKY-3813", "SKY-3811");
  }

  @Test
  void aHugeLogThatAKeyThatWasReplacedSignedWithoutProofContradictsNothingLater() {
    Log log = new Log().grow(30, "a");
    receipt(1, log, 4, "gateway");
    receipt(2, new Log().grow(100, "b"), 100, "gateway");
    receipt(3, log, 11, "next", 4);
    receipt(4, log, 30, "next", 11);
    SeenLog seen =
        SeenLog.of(
            "north-1",
            number -> Optional.of(TestKeys.key(number <= 2 ? "gateway" : "next").publicKey()),
            2,
            receipts);
    assertThat(seen.alarms()).extracting(Problem::code).containsExactly("SKY-3814");
    assertThat(seen.contradicted()).isEmpty();
    assertThat(seen.newest().orElseThrow().size()).isEqualTo(30);
  }

  private static Optional<PublicKey> changed(long number) {
    return Optional.of(TestKeys.key(number == 1 ? "gateway" : "next").publicKey());
  }

  @Test
  void aLogThatWasRewritten() {
    receipt(1, new Log().grow(9, "a"), 9, "gateway");
    Log other = new Log().grow(4, "a").grow(20, "b");
    receipt(2, other, 20, "gateway", 9);
    assertThat(codes()).containsExactly("SKY-3813");
    assertThat(seen().newest().orElseThrow().size()).isEqualTo(9);
  }

  @Test
  void anotherLogOfTheSameLength() {
    receipt(1, new Log().grow(9, "a"), 9, "gateway");
    receipt(2, new Log().grow(9, "b"), 9, "gateway");
    assertThat(codes()).containsExactly("SKY-3813");
  }

  @Test
  void aLogThatWasCut() {
    Log log = new Log().grow(9, "a");
    receipt(1, log, 9, "gateway");
    receipt(2, log, 5, "gateway", 4);
    assertThat(codes()).containsExactly("SKY-3812");
    assertThat(seen().contradicted()).containsExactly(2L);
    assertThat(seen().alarms().getFirst().reason()).contains("of 5 entries", "had 9");
  }

  @Test
  void aReceiptThatWasLostLeavesAGapUntilTheSiteKnowsWhatWasSeen() {
    Log log = new Log().grow(40, "a");
    receipt(1, log, 9, "gateway");
    receipt(3, log, 20, "gateway", 15);
    assertThat(codes()).containsExactly("SKY-3814");
    assertThat(seen().newest().orElseThrow().size()).isEqualTo(9);
    receipt(4, log, 33, "gateway", 9, 20);
    assertThat(seen().newest().orElseThrow().size()).isEqualTo(33);
    assertThat(codes()).isEmpty();
  }

  @Test
  void whatCouldNotBeProvedMayTurnOutToBeAnotherLog() {
    Log log = new Log().grow(40, "a");
    Log other = new Log().grow(9, "a").grow(20, "b");
    receipt(1, log, 9, "gateway");
    receipt(3, other, 20, "gateway", 15);
    receipt(4, log, 33, "gateway", 9, 20);
    assertThat(codes()).containsExactly("SKY-3813");
    assertThat(seen().contradicted()).containsExactly(3L);
    assertThat(seen().newest().orElseThrow().size()).isEqualTo(33);
  }

  /** A lost receipt hides nothing of what the gateway signed before and after it. */
  @Test
  void logsThatNobodyProvedMayNotContradictOneAnotherEither() {
    Log log = new Log().grow(40, "a");
    receipt(1, log, 9, "gateway");
    receipt(3, log, 20, "gateway", 15);
    receipt(4, log, 15, "gateway", 9);
    assertThat(codes()).containsExactly("SKY-3814", "SKY-3812");
    receipts.removeLast();
    receipt(4, new Log().grow(9, "a").grow(20, "b"), 20, "gateway", 9);
    assertThat(codes()).containsExactly("SKY-3814", "SKY-3813");
    assertThat(seen().contradicted()).containsExactly(4L);
  }

  @Test
  void aCheckpointOfAnotherKeyOrSite() {
    Log log = new Log().grow(9, "a");
    receipt(1, log, 9, "mallory");
    assertThat(codes()).containsExactly("SKY-3811");
    assertThat(
            SeenLog.of(
                    "south-1", n -> Optional.of(TestKeys.key("mallory").publicKey()), 0, receipts)
                .alarms())
        .extracting(Problem::code)
        .containsExactly("SKY-3811");
    assertThat(seen().newest()).isEmpty();
  }
}
