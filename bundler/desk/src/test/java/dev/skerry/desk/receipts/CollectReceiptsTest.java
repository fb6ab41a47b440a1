package dev.skerry.desk.receipts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.desk.kit.Register;
import dev.skerry.desk.ledger.Ledger;
import dev.skerry.desk.receipts.CollectReceipts.Brought;
import dev.skerry.desk.receipts.CollectReceipts.Judgement;
import dev.skerry.desk.root.Roots;
import dev.skerry.format.Digest;
import dev.skerry.format.archive.MediumFiles;
import dev.skerry.format.archive.Patience;
import dev.skerry.format.archive.ReadError;
import dev.skerry.format.document.AudienceEntry;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.PayloadTypes;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.document.Receipt.Position;
import dev.skerry.format.document.RootDocument;
import dev.skerry.format.document.Sites;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.Problem;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.testing.SimulatedStick;
import dev.skerry.format.testing.TestBundle;
import dev.skerry.format.testing.TestKeys;
import dev.skerry.format.testing.TestReceipt;
import dev.skerry.format.testing.TestRoots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CollectReceiptsTest {
  @TempDir Path folder;
  private Ledger ledger;
  private Path stick;
  private Path roots;

  @BeforeEach
  void register() throws IOException {
    ledger = new Ledger(folder.resolve("ledger"));
    stick = Files.createDirectories(folder.resolve("stick/skerry-receipts")).getParent();
    roots = Files.createDirectories(folder.resolve("root"));
    root(TestRoots.root(1, 1, "alice", "bob"), "alice");
    add("north-1", "gateway");
  }

  private void root(RootDocument root, String... signers) throws IOException {
    TestRoots.write(roots, root, signers);
  }

  private Sites add(String site, String key) {
    return add(site, key, "alice");
  }

  private Sites add(String site, String key, String signer) {
    return new Register(ledger, roots)
        .add(site, key, OptionalLong.empty(), Map.of("env", "prod"), List.of("b", "a"), signer);
  }

  private void receipt(String site, long number, String decision, long sequence, String key)
      throws IOException {
    boolean refused = decision.equals(Receipt.REFUSED);
    receipt(site, number, decision, sequence, key, refused ? "SKY-1128" : "");
  }

  private void receipt(
      String site, long number, String decision, long sequence, String key, String code)
      throws IOException {
    receipt(site, number, decision, sequence, sequence, key, code);
  }

  private void receipt(
      String site,
      long number,
      String decision,
      long sequence,
      long accepted,
      String key,
      String code)
      throws IOException {
    TestReceipt receipt = new TestReceipt();
    receipt.name = "edge-fleet-stable-" + sequence;
    receipt.statement = Digest.of(new byte[] {(byte) sequence});
    receipt.site = site;
    receipt.number = number;
    receipt.issued = Instant.parse("2026-11-24T12:00:00Z");
    receipt.decision = decision;
    receipt.code = Optional.of(code).filter(c -> !c.isEmpty());
    receipt.after = Optional.of(new Position(1, accepted));
    receipt.write(stick, key);
  }

  private CollectReceipts collect() {
    return new CollectReceipts(ledger, new Roots(roots), MediumFiles.real());
  }

  private List<SiteHolding> holdings() {
    return collect().known().stream().flatMap(site -> site.holding().stream()).toList();
  }

  @Test
  void receiptsOfRegisteredGatewaysAreKeptOnce() throws IOException {
    receipt("north-1", 1, Receipt.ADMITTED, 5, "gateway");
    receipt("north-1", 3, Receipt.ADMITTED, 6, "gateway");
    receipt("north-1", 4, Receipt.REFUSED, 6, "gateway");
    assertThat(collect().run(List.of(stick)))
        .extracting(Brought::judgement)
        .containsOnly(Judgement.NEW);
    assertThat(collect().run(List.of(stick)))
        .extracting(Brought::judgement)
        .containsOnly(Judgement.KNOWN);
    SiteHolding north = holdings().getFirst();
    assertThat(north.held().orElseThrow().name()).isEqualTo("edge-fleet-stable-6");
    assertThat(north.last().number()).isEqualTo(4);
    assertThat(north.missing()).containsExactly(2L);
  }

  @Test
  void strangersAreShownAndNotKept() throws IOException {
    receipt("north-1", 1, Receipt.ADMITTED, 5, "mallory");
    receipt("south-1", 1, Receipt.ADMITTED, 5, "gateway");
    Files.writeString(stick.resolve("skerry-receipts/x.dsse.json"), "rubbish");
    Files.createSymbolicLink(
        stick.resolve("skerry-receipts/y.dsse.json"), Path.of("/etc/hostname"));
    assertThat(collect().run(List.of(stick)))
        .extracting(Brought::judgement)
        .containsExactly(
            Judgement.UNKNOWN_GATEWAY,
            Judgement.UNKNOWN_GATEWAY,
            Judgement.UNREADABLE,
            Judgement.UNREADABLE);
    assertThat(holdings()).isEmpty();
  }

  @Test
  void aSimulatedStickThatFallsSilentIsNoUnreadableReceipt() throws IOException {
    receipt("north-1", 1, Receipt.ADMITTED, 5, "gateway");
    SimulatedStick silent = new SimulatedStick();
    silent.fallSilent(0, 1);
    Patience patience = new Patience(Duration.ofSeconds(1), Duration.ofSeconds(1), List.of());
    MediumFiles medium = MediumFiles.patient(silent, patience);
    assertThatThrownBy(
            () -> new CollectReceipts(ledger, new Roots(roots), medium).run(List.of(stick)))
        .hasMessageContaining(ReadError.STALLED.code());
    silent.wakeUp();
  }

  @Test
  void aSecondReceiptOfOneNumberIsNotKept() throws IOException {
    receipt("north-1", 1, Receipt.ADMITTED, 5, "gateway");
    collect().run(List.of(stick));
    receipt("north-1", 1, Receipt.ADMITTED, 9, "gateway");
    assertThat(collect().run(List.of(stick)))
        .extracting(Brought::judgement)
        .containsExactly(Judgement.NUMBER_TWICE);
    assertThat(holdings().getFirst().held().orElseThrow().name()).isEqualTo("edge-fleet-stable-5");
  }

  @Test
  void aSiteHoldsWhatBecameActiveAndNotWhatWasInsertedLast() throws IOException {
    add("north-1", "gateway");
    receipt("north-1", 1, Receipt.ADMITTED, 5, "gateway");
    receipt("north-1", 2, Receipt.ADMITTED, 6, "gateway");
    active("edge-fleet-stable-6");
    receipt("north-1", 3, Receipt.PRESENT, 5, 6, "gateway", "SKY-1152");
    active("edge-fleet-stable-5");
    receipt("north-1", 4, Receipt.PRESENT, 6, "gateway");
    active("edge-fleet-stable-5");
    receipt("north-1", 5, Receipt.PRESENT, 4, 6, "gateway", "");
    active("edge-fleet-stable-5");
    receipt("north-1", 6, Receipt.PRESENT, 7, "gateway");
    active("edge-fleet-stable-7");
  }

  /** The stick with the receipt of the import in between was lost; a refusal came back. */
  @Test
  void aBundleThatOnlyAnotherReceiptTellsOfIsNotTakenForTheOneBefore() throws IOException {
    receipt("north-1", 1, Receipt.ADMITTED, 5, "gateway");
    receipt("north-1", 3, Receipt.REFUSED, 4, 6, "gateway", "SKY-1128");
    collect().run(List.of(stick));
    SiteHolding north = holdings().getFirst();
    assertThat(north.held().orElseThrow().name()).isEqualTo("edge-fleet-stable-5");
    assertThat(north.beyond().orElseThrow().number()).isEqualTo(3);
    assertThat(north.missing()).containsExactly(2L);
    receipt("north-1", 2, Receipt.ADMITTED, 6, "gateway");
    active("edge-fleet-stable-6");
    assertThat(holdings().getFirst().beyond()).isEmpty();
  }

  private void active(String bundle) {
    collect().run(List.of(stick));
    assertThat(holdings().getFirst().held().orElseThrow().name()).isEqualTo(bundle);
  }

  @Test
  void aReceiptThatSomebodyLaidIntoTheLedgerIsNotBelieved() throws IOException {
    receipt("north-1", 1, Receipt.ADMITTED, 5, "mallory");
    Path file = stick.resolve("skerry-receipts/north-1-000001.dsse.json");
    ledger.recordReceipt(Envelope.parse(Files.readAllBytes(file), "receipt"));
    assertThat(holdings()).isEmpty();
  }

  private List<Problem> alarms(String now) throws IOException {
    CollectReceipts collect = collect();
    List<Brought> brought = collect.run(List.of(stick));
    return new Alarms(ledger, Instant.parse(now), Duration.ofDays(30)).of(brought, collect.known());
  }

  /** The receipt is of the 24th at noon, by the clock of a gateway. */
  @ParameterizedTest
  @CsvSource({"2026-11-22T11:59:59Z, SKY-3822", "2026-11-22T12:00:00Z, ''"})
  void aReceiptFromMoreThanTwoDaysAheadIsKeptAndAnAlarm(String now, String code)
      throws IOException {
    receipt("north-1", 1, Receipt.ADMITTED, 5, "gateway");
    List<Problem> alarms = alarms(now);
    assertThat(alarms)
        .extracting(Problem::code)
        .isEqualTo(code.isEmpty() ? List.of() : List.of(code));
    assertThat(alarms).allMatch(alarm -> alarm.item().equals("receipt north-1 000001"));
    assertThat(ledger.receipts("north-1")).hasSize(1);
    assertThat(alarms(now)).isEqualTo(alarms);
  }

  @Test
  void nothingIsSaidOfTheTimeOfAReceiptThatIsNotBelieved() throws IOException {
    receipt("north-1", 1, Receipt.ADMITTED, 5, "mallory");
    assertThat(alarms("2020-01-01T00:00:00Z"))
        .extracting(Problem::code)
        .containsExactly("SKY-3816");
  }

  @Test
  void whatNobodyAtTheDeskMayOverlookIsAnAlarm() throws IOException {
    receipt("north-1", 1, Receipt.ADMITTED, 5, "gateway");
    assertThat(alarms("2026-11-25T00:00:00Z")).isEmpty();
    receipt("north-1", 1, Receipt.ADMITTED, 9, "gateway");
    receipt("south-1", 1, Receipt.ADMITTED, 5, "gateway");
    assertThat(alarms("2026-11-25T00:00:00Z"))
        .extracting(Problem::code)
        .containsExactly("SKY-3815", "SKY-3816");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SKY-4014", "SKY-6009"})
  void aGatewayThatSaysItselfThatItsLogIsAnotherIsAnAlarm(String code) throws IOException {
    receipt("north-1", 1, Receipt.ADMITTED, 5, "gateway", code);
    assertThat(alarms("2026-11-25T00:00:00Z"))
        .extracting(Problem::code)
        .containsExactly("SKY-3813");
  }

  @Test
  void aSiteLagsOnceABundleThatIsMeantForItWaitedTooLong() throws IOException {
    receipt("north-1", 1, Receipt.ADMITTED, 5, "gateway");
    TestBundle elsewhere = TestBundle.sample(6);
    elsewhere.audience =
        List.of(new AudienceEntry(Optional.of("south-1"), Optional.empty(), Optional.empty()));
    ledger.record(elsewhere.envelope());
    ledger.record(TestBundle.sample(5).envelope());
    assertThat(alarms("2027-03-01T00:00:00Z")).isEmpty();
    ledger.record(TestBundle.sample(7).envelope());
    ledger.record(TestBundle.sample(8).envelope());
    assertThat(alarms("2026-12-20T00:00:00Z")).isEmpty();
    assertThat(alarms("2027-03-01T00:00:00Z"))
        .singleElement()
        .satisfies(alarm -> assertThat(alarm.code()).isEqualTo("SKY-3817"))
        .satisfies(
            alarm -> assertThat(alarm.reason()).contains("holds sequence 5; 2 newer", "98 days"));
  }

  /** Held back from its first day on, a site has never said which channel it follows. */
  @Test
  void aSiteThatNeverReturnedAReceiptLagsToo() throws IOException {
    add("east-2", "mallory");
    receipt("north-1", 1, Receipt.ADMITTED, 7, "gateway");
    ledger.record(TestBundle.sample(7).envelope());
    assertThat(alarms("2026-12-20T00:00:00Z")).isEmpty();
    assertThat(alarms("2027-03-01T00:00:00Z"))
        .singleElement()
        .satisfies(alarm -> assertThat(alarm.item()).isEqualTo("site east-2"))
        .satisfies(alarm ->
            assertThat(alarm.reason())
                .startsWith("has returned no receipt yet; bundles are meant for it"));
  }

  @Test
  void aStickWithoutReceiptsSaysSo() {
    assertThatThrownBy(() -> collect().run(List.of(stick)))
        .isInstanceOf(SkerryException.class)
        .hasMessageContaining("SKY-3803");
  }

  @Test
  void whoeverWritesToTheLedgersFolderRegistersNoGateway() {
    Sites forged = add("east-2", "mallory");
    ledger.recordSites(TestKeys.sign(PayloadTypes.SITES, forged.payload(), "mallory"));
    refuses(this::collect, "SKY-3805", "signed by nobody", "1 of alice, bob in role deploy");
    refuses(() -> add("west-3", "gateway"), "SKY-3805");
  }

  @Test
  void aSignerWithoutTheRoleDeployRegistersNoGateway() {
    refuses(() -> add("east-2", "other", "mallory"), "SKY-3806", "signed by nobody");
    assertThat(Sites.of(ledger.sites().orElseThrow()).version()).isEqualTo(1);
  }

  @Test
  void afterTheSignersChangedTheListIsSignedAnewOnceAndARevokedKeyNeverCounts() throws IOException {
    root(TestRoots.root(2, 1, "carol"), "alice", "carol");
    refuses(this::collect, "SKY-3805", "root 2 asks for 1 of carol");
    add("north-1", "gateway", "carol");
    assertThat(holdings()).isEmpty();
    RootDocument.Revoked revoked =
        new RootDocument.Revoked(
            List.of(TestKeys.key("carol").publicKey().keyid()), List.of(), List.of());
    RootDocument third = TestRoots.revoking(TestRoots.root(3, 1, "dave"), revoked);
    root(third, "carol", "dave");
    refuses(this::collect, "SKY-3805");
    refuses(() -> add("north-1", "gateway", "dave"), "SKY-3807", "a key that was revoked since");
  }

  private static void refuses(ThrowingCallable call, String... words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            SkerryException.class,
            e -> assertThat(e.problem().exit()).isEqualTo(ExitCode.NOT_TRUSTED))
        .hasMessageContainingAll(words);
  }

  @Test
  void registeringCountsTheVersionUp() {
    Sites sites = add("east-2", "other");
    assertThat(sites.version()).isEqualTo(2);
    assertThat(sites.sites()).extracting(Sites.Site::id).containsExactly("east-2", "north-1");
    assertThat(add("north-1", "gateway").sites()).hasSize(2);
    assertThatThrownBy(() -> add("Not An Id", "x")).isInstanceOf(SkerryException.class);
    assertThat(Sites.of(ledger.sites().orElseThrow()).version()).isEqualTo(3);
  }
}
