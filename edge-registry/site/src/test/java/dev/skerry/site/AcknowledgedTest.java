package dev.skerry.site;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.Digest;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.error.Problem;
import dev.skerry.format.log.Acks;
import dev.skerry.format.log.Checkpoint;
import dev.skerry.format.log.MerkleTree;
import dev.skerry.format.testing.TestBundle;
import dev.skerry.format.testing.TestKeys;
import dev.skerry.plans.PlanRulesPolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the desk has seen of a site's log, and what the site proves of it. */
class AcknowledgedTest extends SiteTest {
  private Receipts receipts() {
    return new Receipts(store, disk, TestKeys.key("gateway"), CLOCK);
  }

  private Receipt issue(ImportResult result) {
    long number =
        receipts()
            .issue(result.decisive().receipt().orElseThrow(), List.of(), Optional.empty())
            .number();
    return Receipt.of(Envelope.parse(receipts().read(number), "receipt"));
  }

  private static Checkpoint checkpoint(Receipt receipt) {
    return Checkpoint.verified(
            receipt.checkpoint().orElseThrow(), TestKeys.key("gateway").publicKey())
        .orElseThrow();
  }

  private ImportResult importWith(long sequence, String acks) {
    TestBundle bundle = TestBundle.sample(sequence);
    bundle.extras.put(Acks.NAME, acks.getBytes(UTF_8));
    bundle.write(stick);
    return importStick();
  }

  private static String line(String site, long size, Digest root) {
    return site + " " + size + " " + root.hex() + "\n";
  }

  private void check() {
    new Import(
            store,
            disk,
            medium,
            new PlanRulesPolicy(),
            new SiteSettings(Optional.empty(), 0),
            CLOCK)
        .checkLog();
  }

  @Test
  void aReceiptProvesTheLogOfTheOneBefore() {
    TestBundle.sample(1).write(stick);
    Receipt first = issue(importStick());
    assertThat(first.consistency()).isEmpty();
    TestBundle.sample(2).write(stick);
    Receipt second = issue(importStick());
    Checkpoint before = checkpoint(first);
    Checkpoint now = checkpoint(second);
    assertThat(second.consistency())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.from()).isEqualTo(before.size());
          assertThat(
                  MerkleTree.consistent(
                      before.size(), before.root(), now.size(), now.root(), one.proof()))
              .isTrue();
        });
  }

  @Test
  void whatTheDeskHasSeenIsProvedFromThenOn() {
    TestBundle.sample(1).write(stick);
    Checkpoint seen = checkpoint(issue(importStick()));
    String acks =
        line("east-1", 9, Digest.of(new byte[1])) + line("north-1", seen.size(), seen.root());
    ImportResult result = importWith(2, acks);
    assertThat(result.decisive().warnings()).isEmpty();
    Receipt second = issue(result);
    TestBundle.sample(3).write(stick);
    Receipt third = issue(importStick());
    assertThat(third.consistency())
        .extracting(Receipt.Consistency::from)
        .containsExactly(seen.size(), checkpoint(second).size());
    check();
  }

  @Test
  void aLogThatIsNotTheOneTheDeskHasSeenIsSaidLoudly() {
    TestBundle.sample(1).write(stick);
    Checkpoint seen = checkpoint(issue(importStick()));
    ImportResult result = importWith(2, line("north-1", seen.size(), Digest.of(new byte[] {7})));
    assertThat(result.decisive().problem()).isEmpty();
    assertThat(result.decisive().warnings()).extracting(Problem::code).containsExactly("SKY-6009");
    assertThat(issue(result).code()).contains("SKY-6009");
    assertThat(store.log().read(1, 100))
        .extracting(entry -> entry.event().name())
        .contains("log.contradicted");
    assertThatThrownBy(this::check)
        .hasMessageContaining("SKY-6009")
        .hasMessageContaining("does not begin with the " + seen.size());
  }

  /** The receipt that said it first may have stayed on a stick that was lost. */
  @Test
  void everyReceiptSaysSoUntilABundleFindsOtherwise() {
    importWith(1, line("north-1", 900, Digest.of(new byte[0])));
    ImportResult again = importStick();
    assertThat(again.decisive().decision()).isEqualTo(Decision.PRESENT);
    assertThat(again.decisive().warnings()).extracting(Problem::code).containsExactly("SKY-6009");
    assertThat(issue(again).code()).contains("SKY-6009");
    TestBundle.sample(2).write(stick);
    Receipt silent = issue(importStick());
    assertThat(silent.code()).contains("SKY-6009");
    Checkpoint now = checkpoint(silent);
    assertThat(issue(importWith(3, line("north-1", now.size(), now.root()))).code()).isEmpty();
    assertThat(issue(importStick()).code()).isEmpty();
  }

  @Test
  void aLogThatIsShorterThanTheDeskHasSeen() {
    ImportResult result = importWith(1, line("north-1", 900, Digest.of(new byte[0])));
    assertThat(result.decisive().problem()).isEmpty();
    assertThat(result.decisive().warnings().getFirst().reason()).contains("the 900 that");
    assertThatThrownBy(this::check).hasMessageContaining("SKY-6009");
    Checkpoint now = checkpoint(issue(result));
    importWith(2, line("north-1", now.size(), now.root()));
    check();
  }

  @Test
  void aListThatIsSpelledOtherwiseIsAWarning() {
    ImportResult result = importWith(1, "north-1  3 " + "a".repeat(64) + "\n");
    assertThat(result.decisive().problem()).isEmpty();
    assertThat(result.decisive().warnings()).extracting(Problem::code).containsExactly("SKY-1019");
  }

  @Test
  void aBundleThatSpeaksOfOthersOnlyChangesNothing() {
    ImportResult result = importWith(1, line("east-1", 3, Digest.of(new byte[0])));
    assertThat(result.decisive().warnings()).isEmpty();
    assertThat(store.log().lastAcknowledged()).isEmpty();
    assertThat(new Acks(new TreeMap<>(Map.of())).bytes()).isEmpty();
  }
}
