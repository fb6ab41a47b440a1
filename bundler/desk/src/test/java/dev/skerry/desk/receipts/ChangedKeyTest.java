package dev.skerry.desk.receipts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.desk.kit.Register;
import dev.skerry.desk.ledger.Ledger;
import dev.skerry.desk.receipts.CollectReceipts.Brought;
import dev.skerry.desk.receipts.CollectReceipts.Judgement;
import dev.skerry.desk.root.Roots;
import dev.skerry.format.archive.MediumFiles;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.Sites;
import dev.skerry.format.error.Problem;
import dev.skerry.format.testing.TestKeys;
import dev.skerry.format.testing.TestReceipt;
import dev.skerry.format.testing.TestRoots;
import dev.skerry.format.testing.TestSuccessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that changes its key: what the desk believes before and after it registers the new. */
class ChangedKeyTest {
  private static final String SITE = "north-1";
  private static final SortedMap<String, String> LABELS = new TreeMap<>(Map.of("env", "prod"));

  @TempDir private Path folder;
  private Ledger ledger;
  private Path stick;
  private Path roots;

  @BeforeEach
  void register() throws IOException {
    ledger = new Ledger(folder.resolve("ledger"));
    stick = Files.createDirectories(folder.resolve("stick/skerry-receipts")).getParent();
    roots = Files.createDirectories(folder.resolve("root"));
    TestRoots.write(roots, TestRoots.root(1, 1, "alice"), "alice");
    add("gateway", OptionalLong.empty(), LABELS);
  }

  private Sites.Site add(String key, OptionalLong last, SortedMap<String, String> labels) {
    return new Register(ledger, roots)
        .add(SITE, key, last, labels, List.of(), "alice")
        .site(SITE)
        .orElseThrow();
  }

  private Sites.Site add(String key, long last) {
    return add(key, OptionalLong.of(last), new TreeMap<>());
  }

  private void receipt(long number, String key, Envelope... successions) throws IOException {
    TestReceipt receipt = new TestReceipt();
    receipt.number = number;
    receipt.code =
        Optional.of("SKY-" + TestKeys.key(key).publicKey().keyid().replaceAll("[a-f]", "1"))
            .map(code -> code.substring(0, "SKY-0000".length()));
    receipt.successions = List.of(successions);
    receipt.write(stick, key);
  }

  private CollectReceipts collect() {
    return new CollectReceipts(ledger, new Roots(roots), MediumFiles.real());
  }

  private List<Judgement> judged() {
    return collect().run(List.of(stick)).stream().map(Brought::judgement).toList();
  }

  private List<Problem> alarms() {
    List<Brought> brought = collect().run(List.of(stick));
    return new Alarms(ledger, TestRoots.ISSUED, Duration.ofDays(30)).of(brought, collect().known());
  }

  @Test
  void aKeyThatTheRegisteredOneNamesIsSaidOnceAndCountsOnceItIsRegistered() throws IOException {
    receipt(7, "gateway");
    receipt(8, "next", TestSuccessions.of(SITE, 7, "gateway", "next"));
    receipt(9, "next", TestSuccessions.of(SITE, 7, "gateway", "next"));
    String keyid = TestKeys.key("next").publicKey().keyid();
    assertThat(alarms())
        .singleElement()
        .satisfies(alarm -> {
          assertThat(alarm.code()).isEqualTo("SKY-3818");
          assertThat(alarm.exit().number()).isZero();
          assertThat(alarm.item()).isEqualTo("site north-1");
          assertThat(alarm.reason())
              .contains("changed its key", keyid, "--name north-1 --key PUB --last-receipt 7");
        });
    assertThat(judged()).containsExactly(Judgement.KNOWN, Judgement.NEW_KEY, Judgement.NEW_KEY);
    assertThat(ledger.receipts(SITE)).hasSize(1);
    Sites.Site site = add("next", 7);
    assertThat(site.labels()).isEqualTo(LABELS);
    assertThat(judged()).containsExactly(Judgement.KNOWN, Judgement.NEW, Judgement.NEW);
    assertThat(alarms()).isEmpty();
  }

  @Test
  void aKeyThatNobodyNamesStaysAnAlarm() throws IOException {
    receipt(8, "mallory");
    receipt(9, "mallory", TestSuccessions.signed(SITE, 7, "gateway", "mallory", "mallory"));
    receipt(10, "mallory", TestSuccessions.of(SITE, 7, "gateway", "next"));
    receipt(11, "mallory", TestSuccessions.of(SITE, 7, "other", "mallory"));
    receipt(12, "mallory", TestSuccessions.of(SITE, 20, "gateway", "mallory"));
    receipt(13, "mallory", TestSuccessions.of("south-1", 7, "gateway", "mallory"));
    assertThat(judged()).hasSize(6).containsOnly(Judgement.UNKNOWN_GATEWAY);
    assertThat(alarms()).extracting(Problem::code).containsOnly("SKY-3816");
  }

  @Test
  void twoChangesThatTheDeskMissedAreFollowed() throws IOException {
    Envelope first = TestSuccessions.of(SITE, 3, "gateway", "second");
    Envelope then = TestSuccessions.of(SITE, 5, "second", "third");
    receipt(6, "third", first, then);
    assertThat(alarms()).extracting(Problem::code).containsExactly("SKY-3818", "SKY-3818");
    assertThat(alarms().getFirst().reason())
        .contains("(1 of 2)", "--last-receipt 3", TestKeys.key("second").publicKey().keyid())
        .doesNotContain("--last-receipt 5");
    assertThat(alarms().getLast().reason())
        .contains("(2 of 2)", "--last-receipt 5", TestKeys.key("third").publicKey().keyid());
    receipt(3, "gateway");
    assertThat(judged()).containsExactly(Judgement.NEW, Judgement.NEW_KEY);
    add("second", 3);
    receipt(4, "second");
    assertThat(judged()).containsExactly(Judgement.KNOWN, Judgement.NEW, Judgement.NEW_KEY);
    assertThat(alarms().getFirst().reason()).doesNotContain("--last-receipt 3");
    assertThat(add("third", 5).former()).hasSize(2);
    assertThat(judged()).containsExactly(Judgement.KNOWN, Judgement.KNOWN, Judgement.NEW);
  }

  @Test
  void whatAReplacedKeySignedBelowItsLastReceiptIsBelievedOnlyWhereTheLedgerHasIt()
      throws IOException {
    receipt(5, "gateway");
    assertThat(judged()).containsExactly(Judgement.NEW);
    add("next", 7);
    receipt(6, "gateway");
    assertThat(judged()).containsExactly(Judgement.KNOWN, Judgement.LATE);
    assertThat(alarms())
        .singleElement()
        .satisfies(alarm -> {
          assertThat(alarm.code()).isEqualTo("SKY-3820");
          assertThat(alarm.exit().number()).isEqualTo(3);
          assertThat(alarm.reason()).contains("was replaced, and the ledger does not hold it");
        });
    assertThat(ledger.receipts(SITE)).hasSize(1);
    receipt(5, "gateway", TestSuccessions.of(SITE, 4, "other", "gateway"));
    assertThat(judged()).containsExactly(Judgement.NUMBER_TWICE, Judgement.LATE);
  }

  @Test
  void aKeyThatWasReplacedSignsNoLaterReceipt() throws IOException {
    add("next", 7);
    receipt(8, "gateway");
    receipt(7, "next");
    assertThat(judged()).containsExactly(Judgement.UNKNOWN_GATEWAY, Judgement.REPLACED_KEY);
    assertThat(alarms()).extracting(Problem::code).containsExactly("SKY-3816", "SKY-3819");
    assertThat(alarms().getLast().exit().number()).isEqualTo(3);
  }

  @Test
  void whatAStolenKeySignedBeforeTheDeskKnewIsAnAlarmWhenItDoes() throws IOException {
    receipt(8, "gateway");
    assertThat(alarms()).isEmpty();
    add("next", 7);
    assertThat(
            new Alarms(ledger, TestRoots.ISSUED, Duration.ofDays(30))
                .of(List.of(), collect().known()))
        .extracting(Problem::text)
        .singleElement()
        .asString()
        .contains("SKY-3819", "receipt north-1 000008 in the ledger");
    receipt(8, "next", TestSuccessions.of(SITE, 7, "gateway", "next"));
    assertThat(judged()).containsExactly(Judgement.NUMBER_TWICE);
  }

  @Test
  void anotherKeyWantsToKnowFromWhichReceiptOn() {
    assertThatThrownBy(() -> add("next", OptionalLong.empty(), LABELS))
        .hasMessageContaining("SKY-3802 --last-receipt");
    assertThat(add("next", 0).former()).as("a key that never counted").isEmpty();
    assertThat(add("third", 7).former()).hasSize(1);
    assertThatThrownBy(() -> add("fourth", 6)).hasMessageContaining("is below that of an earlier");
    assertThatThrownBy(() -> add("next", 9)).hasMessageContaining("replaced before");
    Sites.Site again = add("third", OptionalLong.empty(), new TreeMap<>());
    assertThat(again.former()).as("the same key once more").hasSize(1);
    assertThat(again.labels()).isEmpty();
  }

  @Test
  void aLastReceiptThatWasMistypedIsCorrectedByTheSameKey() throws IOException {
    assertThatThrownBy(() -> add("gateway", 7)).hasMessageContaining("was replaced");
    add("second", 3);
    add("third", 50);
    receipt(9, "third", TestSuccessions.of(SITE, 5, "second", "third"));
    assertThat(judged()).containsExactly(Judgement.UNKNOWN_GATEWAY);
    Sites.Site site = add("third", 5);
    assertThat(site.former()).extracting(Sites.Former::last).containsExactly(3L, 5L);
    assertThat(site.labels()).isEqualTo(LABELS);
    assertThat(judged()).containsExactly(Judgement.NEW);
    assertThatThrownBy(() -> add("third", 2)).hasMessageContaining("is below that of an earlier");
    assertThat(add("third", 6).last()).isEqualTo(6);
    assertThat(add("third", 3).former()).as("the second never counted").hasSize(1);
  }
}
