package dev.skerry.desk.audit;

import static dev.skerry.desk.audit.AuditDesk.EIGHT;
import static dev.skerry.desk.audit.AuditDesk.SEVEN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.skerry.cel.facts.CarriedReferrer;
import dev.skerry.desk.audit.AuditDesk.Told;
import dev.skerry.format.Digest;
import dev.skerry.format.document.AudienceEntry;
import dev.skerry.format.document.Receipt;
import dev.skerry.format.testing.TestBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the report says of bundles, and of those that a site refused. */
class AuditBundlesTest {
  @TempDir Path folder;
  private AuditDesk desk;

  @BeforeEach
  void twoReleasesAndASite() throws IOException {
    desk = new AuditDesk(folder);
  }

  /** The content of bundle 8 once more, for one site and for a shorter time. */
  private static TestBundle nine() {
    TestBundle nine = TestBundle.sample(8);
    nine.sequence = 9;
    nine.expires = nine.issued.plusSeconds(86_400 * 3);
    nine.audience =
        List.of(new AudienceEntry(Optional.of("north-1"), Optional.empty(), Optional.empty()));
    return nine;
  }

  @Test
  void whomABundleIsForAndForHowLongIsShownAndCompared() throws IOException {
    desk.ledger.record(nine().envelope());
    AuditReport report = desk.audit();
    assertThat(report.bundles().getLast().changes())
        .extracting(item -> item.title() + ": " + item.after().orElse(""))
        .containsExactly("audience: site north-1", "validity: 3 days");
    assertThat(desk.written(".html", report))
        .contains("meant for every site of the product", "meant for site north-1")
        .contains(">audience</td><td>every site of the product</td><td>site north-1</td>");
    JsonNode json = new JsonMapper().readTree(desk.written(".json", report));
    assertThat(json.at("/bundles/2/audience").asText()).isEqualTo("site north-1");
    assertThat(json.at("/bundles/2/changes/1/after").asText()).isEqualTo("3 days");
  }

  @Test
  void aRefusalHasTheReasonOfItsCode() throws IOException {
    desk.collected(Told.of(1, Receipt.ADMITTED, SEVEN));
    desk.collected(Told.of(3, Receipt.REFUSED, EIGHT));
    desk.collected(Told.of(4, Receipt.REFUSED, EIGHT).code("SKY-6999"));
    String page = desk.written(".html", desk.audit());
    assertThat(page)
        .contains(">SKY-1128</td><td>rollback. Bring a newer bundle; this site never goes back.")
        .contains("edge-fleet-stable-8, receipt 3 of 2026-11-24T12:00:00Z")
        .contains(">SKY-6999</td><td>docs/errors.md says what SKY-6999 stands for</td>");
  }

  @Test
  void aReceiptThatIsMissingIsNamedAndWhatTakesNoNumberIsSaid() throws IOException {
    desk.collected(Told.of(1, Receipt.ADMITTED, SEVEN));
    desk.collected(Told.of(4, Receipt.PRESENT, SEVEN));
    AuditReport report = desk.audit();
    assertThat(AuditReport.missing(report.sites().get("north-1"))).containsExactly(2L, 3L);
    assertThat(desk.written(".html", report))
        .contains(">4</td><td>2, 3</td>", "gets no receipt and no number");
    assertThat(desk.written(".json", report)).contains("\"missing\":[\"2\",\"3\"]");
  }

  @Test
  void signaturesAndSbomsThatTravelWithAnImageAreListed() throws IOException {
    TestBundle carrying = TestBundle.sample(9);
    Digest image = carrying.statement().content().getFirst().digest();
    String reference = carrying.statement().content().getFirst().reference();
    String repository = reference.substring(0, reference.lastIndexOf(':'));
    Digest sbom = carrying.referrer(repository, image, TestBundle.utf8("{}"));
    Path there = Files.createDirectory(folder.resolve("carrying"));
    carrying.write(there, 40_000);
    AuditReport report = desk.audit(desk.stick, there);
    assertThat(report.bundles().getFirst().carried()).isEmpty();
    assertThat(report.bundles().getLast().carried())
        .containsExactly(
            new CarriedReferrer(
                reference, "", image.toString(), sbom.toString(), "application/spdx+json"));
    assertThat(desk.written(".html", report))
        .contains(">application/spdx+json</td><td class=\"digest\"><code>" + image, sbom.toString())
        .contains("carries no signature, SBOM or other statement");
    assertThat(desk.written(".json", report)).contains("\"what\":\"application/spdx+json\"");
  }
}
