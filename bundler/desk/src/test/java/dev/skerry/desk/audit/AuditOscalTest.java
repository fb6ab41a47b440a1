package dev.skerry.desk.audit;

import static dev.skerry.desk.audit.AuditDesk.EIGHT;
import static dev.skerry.desk.audit.AuditDesk.SEVEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.skerry.desk.audit.AuditDesk.Told;
import dev.skerry.format.Digest;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.error.Problem;
import dev.skerry.format.log.Checkpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What assessors' programs read: the state of each control follows from what was looked at. */
class AuditOscalTest {
  private static final String GOOD = "satisfied";
  private static final String BAD = "not-satisfied";

  @TempDir Path folder;
  private AuditDesk desk;

  @BeforeEach
  void twoReleasesAndASite() throws IOException {
    desk = new AuditDesk(folder);
  }

  private static Checkpoint log(long size, int root) {
    return new Checkpoint("site/north-1/audit", size, Digest.of(new byte[] {(byte) root}));
  }

  /** The state of each control, of a report that is valid. */
  private Map<String, String> states(AuditReport report) throws IOException {
    JsonNode results = new JsonMapper().readTree(desk.written(".oscal.json", report));
    assertThat(AuditDesk.schema().validate(results)).isEmpty();
    Map<String, String> states = new TreeMap<>();
    for (JsonNode finding : results.at("/assessment-results/results/0/findings")) {
      states.put(
          finding.at("/target/target-id").asText().replace("_smt", ""),
          finding.at("/target/status/state").asText());
    }
    return states;
  }

  @Test
  void aLogThatWasRewrittenOrCutIsNotSatisfied() throws IOException {
    desk.collected(Told.of(1, Receipt.ADMITTED, SEVEN).log(log(7, 1)));
    desk.collected(Told.of(2, Receipt.PRESENT, SEVEN).log(log(7, 1)));
    assertThat(states(desk.audit())).containsEntry("au-9.3", GOOD);
    desk.collected(Told.of(3, Receipt.PRESENT, SEVEN).log(log(7, 2)));
    AuditReport forked = desk.audit();
    assertThat(forked.logs()).extracting(Problem::code).containsExactly("SKY-3813");
    assertThat(states(forked)).containsEntry("au-9.3", BAD).containsEntry("cm-14", GOOD);
    assertThat(desk.written(".oscal.json", forked)).contains("SKY-3813, receipt north-1 000003");
  }

  @Test
  void aLogThatNoProofTiesToTheOneBeforeIsNotSatisfied() throws IOException {
    desk.collected(Told.of(1, Receipt.ADMITTED, SEVEN).log(log(7, 1)));
    desk.collected(Told.of(2, Receipt.PRESENT, SEVEN).log(log(9, 2)));
    AuditReport report = desk.audit();
    assertThat(report.logs()).extracting(Problem::code).containsExactly("SKY-3814");
    assertThat(states(report)).containsEntry("au-9.3", BAD).containsEntry("au-10", GOOD);
  }

  @Test
  void aFileAmongReceiptsThatIsNoneIsNotSatisfied() throws IOException {
    Path back = desk.cameBack("back", Told.of(1, Receipt.ADMITTED, EIGHT));
    Files.writeString(back.resolve("skerry-receipts/north-1-000002.dsse.json"), "{}");
    assertThat(states(desk.audit(desk.stick, back))).containsEntry("au-10", BAD);
  }
}
