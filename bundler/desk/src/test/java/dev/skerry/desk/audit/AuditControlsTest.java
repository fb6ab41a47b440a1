package dev.skerry.desk.audit;

import static dev.skerry.desk.audit.AuditDesk.EIGHT;
import static dev.skerry.desk.audit.AuditDesk.SEVEN;
import static dev.skerry.desk.audit.AuditDesk.log;
import static dev.skerry.desk.audit.AuditDesk.status;
import static dev.skerry.desk.audit.AuditDesk.target;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skerry.desk.audit.AuditDesk.Told;
import dev.skerry.desk.kit.Register;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.document.RootDocument.RootKey;
import dev.skerry.format.document.RootDocument.RootSigner;
import dev.skerry.format.testing.TestKeys;
import dev.skerry.format.testing.TestRoots;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which controls are assessed, what is known of them, and which are not. */
class AuditControlsTest {
  private static final String GOOD = "satisfied";
  private static final String BAD = "not-satisfied";

  @TempDir Path folder;
  private AuditDesk desk;

  @BeforeEach
  void twoReleasesAndASite() throws IOException {
    desk = new AuditDesk(folder);
  }

  private static Told refusal(long number, String code) {
    return Told.of(number, Receipt.REFUSED, SEVEN).code(code).log(log(7, 1));
  }

  /** Silence satisfies nothing, and a program can tell it from a fault. */
  @Test
  void aControlThatNothingAtHandIsAboutIsNotSatisfied() throws IOException {
    Map<String, String> reasons = new TreeMap<>();
    for (JsonNode finding : desk.result(desk.audit(desk.stick)).get("findings")) {
      reasons.put(target(finding), status(finding, "state") + ", " + status(finding, "reason"));
      assertThat(finding.has("related-observations"))
          .isEqualTo(!status(finding, "reason").equals("other"));
    }
    Map<String, String> expected = new TreeMap<>();
    for (Control control : Control.values()) {
      expected.put(control.id(), "not-satisfied, other");
    }
    List.of("ac-5", "cm-14", "cm-3.6", "cm-5", "sc-12", "sc-13", "si-7", "sr-11")
        .forEach(seen -> expected.put(seen, "satisfied, pass"));
    expected.put("sr-4", "not-satisfied, fail");
    assertThat(reasons).isEqualTo(expected);
  }

  /** Whatever is at hand: what is said to be reviewed is what has a finding, once. */
  @Test
  void everyReviewedControlHasAFinding() throws IOException {
    Path there = desk.wellDone();
    for (AuditReport report : List.of(desk.audit(desk.stick), desk.audit(there))) {
      JsonNode result = desk.result(report);
      List<String> found = result.get("findings").valueStream().map(f -> target(f)).toList();
      assertThat(found).doesNotHaveDuplicates();
      JsonNode selections = result.at("/reviewed-controls/control-selections");
      List<String> reviewed = new ArrayList<>(ids(selections, "include-controls"));
      assertThat(reviewed).containsAll(ids(selections, "exclude-controls"));
      reviewed.removeAll(ids(selections, "exclude-controls"));
      assertThat(found).containsExactlyInAnyOrderElementsOf(reviewed);
    }
  }

  private static List<String> ids(JsonNode selections, String kind) {
    return selections
        .valueStream()
        .flatMap(selection -> selection.path(kind).valueStream())
        .map(one -> one.get("control-id").asText())
        .toList();
  }

  /** A program that looks for a control or a standard learns that nobody looked at it. */
  @Test
  void whatIsNotAssessedIsSaidWithTheReason() throws IOException {
    JsonNode reviewed = desk.result(desk.audit(desk.wellDone())).get("reviewed-controls");
    assertThat(ids(reviewed.get("control-selections"), "exclude-controls"))
        .containsExactly("mp-4", "mp-5", "mp-7", "sc-28.1");
    List<JsonNode> props = new ArrayList<>();
    reviewed.at("/control-selections/1/props").forEach(props::add);
    reviewed.get("props").forEach(props::add);
    assertThat(props)
        .allSatisfy(prop -> assertThat(prop.get("name").asText()).isEqualTo("not-assessed"))
        .allSatisfy(prop -> assertThat(prop.get("remarks").asText()).endsWith("."))
        .extracting(prop -> prop.get("value").asText())
        .containsExactlyElementsOf(Stream.of(NotAssessed.values()).map(NotAssessed::id).toList());
  }

  @Test
  void aRefusalForDamageIsAnAnswerAndOneForAnOldNumberIsNone() throws IOException {
    Path there = desk.wellDone();
    desk.collected(refusal(2, "SKY-1128"));
    assertThat(desk.states(desk.audit(there))).containsEntry("si-7.5", BAD);
    desk.collected(refusal(3, "SKY-1124"));
    assertThat(desk.states(desk.audit(there)))
        .containsEntry("si-7.5", GOOD)
        .containsEntry("si-7.7", GOOD);
  }

  @Test
  void aSiteThatTookWhatIsDamagedDidNotAnswer() throws IOException {
    Path volume = desk.wellDone().resolve("edge-fleet-stable-9.skerry.002");
    byte[] bytes = Files.readAllBytes(volume);
    bytes[30_000] ^= 1;
    Files.write(volume, bytes);
    desk.collected(refusal(2, "SKY-1307"));
    assertThat(desk.states(desk.audit(volume.resolveSibling(""))))
        .containsEntry("si-7.5", BAD)
        .containsEntry("cp-10", BAD);
  }

  @Test
  void whatAReceiptThatIsMissingSaidIsNotKnownAtTheDesk() throws IOException {
    Path there = desk.wellDone();
    desk.collected(Told.of(3, Receipt.PRESENT, EIGHT).log(log(7, 1)));
    assertThat(desk.states(desk.audit(there)))
        .containsEntry("si-7.7", BAD)
        .containsEntry("au-9", BAD);
  }

  /** Of one that the ledger alone has, the content is not at hand. */
  @Test
  void whatASiteHoldsHasToBeAtHand() throws IOException {
    desk.collected(Told.of(1, Receipt.ADMITTED, EIGHT).log(log(7, 1)));
    assertThat(desk.states(desk.audit(desk.stick)))
        .containsEntry("cp-10", BAD)
        .containsEntry("cm-3", GOOD);
  }

  /** Without a checkpoint nothing says what the log was. */
  @Test
  void aLogOfWhichNothingWasSignedIsNotKept() throws IOException {
    desk.collected(Told.of(1, Receipt.ADMITTED, SEVEN));
    assertThat(desk.states(desk.audit()))
        .containsEntry("au-9", BAD)
        .containsEntry("au-9.2", GOOD)
        .containsEntry("au-9.3", BAD);
  }

  @Test
  void aKeyOfASchemeThatNobodyHereKnowsIsNotSatisfied() throws IOException {
    RootKey known = TestKeys.rootKey(TestKeys.key("eve").publicKey());
    RootSigner eve =
        new RootSigner("eve", List.of(new RootKey(known.keyid(), "slh-dsa", known.spki())));
    List<RootSigner> all =
        Stream.concat(TestRoots.root(1, 2, "alice", "bob").signers().stream(), Stream.of(eve))
            .toList();
    TestRoots.write(desk.roots, TestRoots.root(2, 2, all), "alice", "bob");
    AuditReport report = desk.audit(desk.wellDone());
    assertThat(desk.states(report)).containsEntry("sc-13", BAD).containsEntry("sc-12", GOOD);
    assertThat(desk.written(".oscal.json", report))
        .contains("2 keys of ed25519 (FIPS 186-5), 1 key of slh-dsa (not known here)")
        .contains("Keys added: " + known.keyid() + "; gone: ");
  }

  /** The old key goes on signing: somebody has it who is not the gateway, or no longer. */
  @Test
  void aGatewaysKeyThatWasReplacedAndSignsOnIsNotSatisfied() throws IOException {
    desk.collected(Told.of(1, Receipt.ADMITTED, SEVEN).log(log(7, 1)));
    assertThat(desk.states(desk.audit())).containsEntry("sc-12", GOOD);
    new Register(desk.ledger, desk.roots).replace("north-1", "next", 1, "alice", "bob");
    Path back = desk.cameBack("back", Told.of(2, Receipt.PRESENT, SEVEN));
    AuditReport report = desk.audit(desk.stick, back);
    assertThat(desk.states(report)).containsEntry("sc-12", BAD).containsEntry("cm-3.6", BAD);
    assertThat(desk.written(".oscal.json", report)).contains("SKY-3819, receipt north-1 000002");
  }

  /** What the document says is assessed, or is not, is what is. */
  @Test
  void theDocumentNamesTheControls() throws IOException {
    assertThat(rows("| control |"))
        .containsExactlyInAnyOrderElementsOf(Stream.of(Control.values()).map(Control::id).toList());
    assertThat(rows("| not assessed |"))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(NotAssessed.values()).map(NotAssessed::id).toList());
  }

  /** The first cells of a table, controls as OSCAL spells them. */
  private static List<String> rows(String table) throws IOException {
    return Files.readAllLines(Path.of("../../docs/audit.md")).stream()
        .dropWhile(line -> !line.startsWith(table))
        .skip(2)
        .takeWhile(line -> line.startsWith("| "))
        .map(line -> line.split(" \\| ", 2)[0].substring(2))
        .map(id -> id.matches("[A-Z]{2}-[0-9]+.*") ? id.toLowerCase(Locale.ROOT) : id)
        .map(id -> id.replace("(", ".").replace(")", ""))
        .toList();
  }
}
