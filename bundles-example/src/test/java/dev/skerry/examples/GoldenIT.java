package dev.skerry.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.examples.kit.AuditScript;
import dev.skerry.examples.kit.CodeBlock;
import dev.skerry.examples.kit.Dist;
import dev.skerry.examples.kit.Fleet;
import dev.skerry.examples.kit.GatewayKey;
import dev.skerry.examples.kit.OtherTime;
import dev.skerry.examples.kit.Project;
import dev.skerry.examples.kit.Run;
import dev.skerry.examples.kit.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packed programs read what was made once for format v1 and is read by every version. */
class GoldenIT {
  private static final Path GOLDEN =
      Project.root().resolve("bundler/format/src/test/resources/golden/v1");
  private static final String SITE = "test-only-site";

  /** All times are days from what decides, for the clock is set in the time zone of the machine. */
  private static final String LONG_AFTER = "@2027-07-10 12:00:00";

  private static Map<String, String> then = Map.of();
  private static Map<String, String> expired = Map.of();

  @TempDir private Path work;
  private Path sticks = Path.of("");

  @BeforeAll
  static void clocks() {
    then = OtherTime.by("@2026-11-24 12:00:00");
    expired = OtherTime.by("@2027-06-01 12:00:00");
  }

  /** Gateways write receipts onto them. */
  @BeforeEach
  void copy() {
    Run.ok(work, "cp", "-r", GOLDEN.toString(), "golden");
    sticks = work.resolve("golden");
  }

  private Path stick(String place) {
    return sticks.resolve("test-only-stable-" + place);
  }

  private Path site(String place) throws IOException {
    Path data = Files.createTempDirectory(work, "site").resolve("data");
    Path root = stick(place).resolve("1.root.dsse.json");
    List<String> init = new ArrayList<>(List.of("init", "--data", data.toString(), "--site", SITE));
    init.addAll(List.of("--label", "ring=1", "--root", root.toString()));
    Dist.skerryd(work, then, init.toArray(String[]::new)).exits(0);
    return data;
  }

  @Test
  void eachFileIsInTheListOfDigests() {
    String listed = Run.ok(GOLDEN, "sha256sum", "--strict", "-c", "SHA256SUMS");
    long files =
        Project.files().stream()
            .filter(file -> Project.root().resolve(file).startsWith(GOLDEN))
            .count();
    assertThat(listed.lines()).hasSize((int) files - 2).allMatch(line -> line.endsWith(": OK"));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0, test-only-stable-1  good;(root 1)",
    "2, 0, test-only-stable-2  good;1 blob that the site must hold already",
    "3, 4, SKY-1120",
    "4, 0, test-only-stable-4  good;(root 2)",
    "5, 0, test-only-stable-5  good;logs seen of test-only-away;certificate of test-only-ben",
    "6, 0, test-only-stable-6  good;(root 1)",
    "e2-1, 0, test-only-stable-e2-1  good;(root 2)",
  })
  void verifyJudges(String place, int exit, String said) {
    Path stick = stick(place);
    Run run =
        Dist.skerry(
            work,
            then,
            "verify",
            stick.toString(),
            "--root",
            stick.resolve("1.root.dsse.json").toString());
    assertThat(run.exits(exit).out() + run.err()).contains(said.split(";"));
  }

  @Test
  void aSiteTakesTheThinOneAfterItsBaseNotTheUnknownOneAndTheRaisedOneLast() throws IOException {
    Path data = site("1");
    assertThat(Fleet.importAt(then, data, stick("2")).exits(4).err()).contains("SKY-1141");
    assertThat(Fleet.importAt(then, data, stick("1")).exits(0).out())
        .contains("admitted test-only-stable-1");
    assertThat(Fleet.importAt(then, data, stick("2")).exits(0).out())
        .contains("admitted test-only-stable-2");
    assertThat(Fleet.importAt(then, data, stick("3")).exits(4).err()).contains("SKY-1120");
    assertThat(Fleet.importAt(then, data, stick("e2-1")).exits(0).out())
        .contains("admitted test-only-stable-e2-1");
    assertThat(Fleet.importAt(then, data, stick("2")).exits(4).err()).contains("SKY-1126");
  }

  @ParameterizedTest
  @CsvSource({"4, root: 2", "6, root: 1"})
  void aSiteFollowsTheRootsOfSignersOfEveryScheme(String place, String root) throws IOException {
    Path data = site(place);
    assertThat(Fleet.importAt(then, data, stick(place)).exits(0).out())
        .contains("admitted test-only-stable-" + place);
    assertThat(Fleet.report(data, "log")).contains("test-only-ada", "test-only-ben", root);
  }

  @Test
  void aSiteReadsTheCertificatesAndThatTheDeskHasSeenAnotherLog() throws IOException {
    Run run = Fleet.importAt(then, site("5"), stick("5")).exits(0);
    assertThat(run.out())
        .contains("admitted test-only-stable-5", "revocation good", "revocation revoked");
    assertThat(run.err()).contains("SKY-6009", "the 5 that the release desk has seen", "SKY-1154");
  }

  @Test
  void anExpiredOneEntersByItsPermitWhileThatLasts() throws IOException {
    Path alone = work.resolve("alone");
    Run.ok(work, "cp", "-r", stick("5").toString(), alone.toString());
    Files.delete(alone.resolve("expired.permit.dsse.json"));
    assertThat(Fleet.importAt(expired, site("5"), alone).exits(4).err()).contains("SKY-1130");
    assertThat(Fleet.importAt(OtherTime.by(LONG_AFTER), site("5"), stick("5")).exits(4).err())
        .contains("SKY-1130");
    assertThat(Fleet.importAt(expired, site("5"), stick("5")).exits(0).err())
        .contains("SKY-1152", "permitted by test-only-ada, test-only-ben, rule expired");
  }

  @Test
  void theDeskReadsTheReceiptsBeforeAndAfterTheGatewayChangedItsKey() throws IOException {
    Path desk = Files.createDirectory(work.resolve("desk"));
    Path stick = sticks.resolve("test-only-receipts");
    Files.createDirectory(desk.resolve("root"));
    Files.copy(stick.resolve("1.root.dsse.json"), desk.resolve("root/1.root.dsse.json"));
    Path sites = Files.createDirectory(desk.resolve("ledger")).resolve("sites.dsse.json");
    Files.copy(stick.resolve("1.sites.dsse.json"), sites);
    Run first = Dist.skerry(desk, then, "receipts", stick.toString()).exits(0);
    assertThat(first.out()).contains("new key", "site test-only-site holds test-only-stable-1");
    assertThat(first.err()).contains("SKY-3818", "signs after receipt 2");

    Files.delete(sites);
    Files.copy(stick.resolve("2.sites.dsse.json"), sites);
    Run second = Dist.skerry(desk, then, "receipts", stick.toString()).exits(0);
    assertThat(second.out())
        .contains("site test-only-site holds test-only-stable-2", "node test-only-node: v1.36.3")
        .doesNotContain("receipts that did not come back");
    assertThat(second.err()).doesNotContain("alarm");

    String[] audit = {"audit", "report", stick.toString(), stick("1") + "", stick("2") + ""};
    Dist.skerry(desk, then, audit).exits(0);
    assertThat(desk.resolve("report.json"))
        .content()
        .contains("\"alarms\":0", "\"lastReceipt\":2", "\"holds\":\"test-only-stable-2\"");
  }

  @Test
  void theAuditorsScriptReadsReceiptsAndLog() throws IOException {
    Tools.need("openssl", "basenc");
    Path script = AuditScript.extract(work, "audit-receipt.sh");
    Path stick = sticks.resolve("test-only-receipts");
    String spki =
        GatewayKey.payload(stick.resolve("1.sites.dsse.json"))
            .replaceFirst(".*\"spki\":\"([^\"]*)\".*", "$1");
    Path key = work.resolve("eva.pub.pem");
    String pem = "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n";
    Files.writeString(key, pem.formatted(spki));
    String name = "skerry-receipts/test-only-site-00000%d.dsse.json";
    for (int number = 1; number <= 3; number++) {
      String receipt = stick.resolve(name.formatted(number)).toString();
      String log = stick.resolve("test-only-site.log").toString();
      assertThat(Run.ok(work, "sh", script.toString(), receipt, key.toString(), log))
          .contains("ACCEPTED: site test-only-site, receipt %d: ".formatted(number));
    }
  }

  /** The commands of docs/format.md; those of ML-DSA ask for OpenSSL 3.5. */
  @Test
  void opensslReadsTheSignaturesOfTheVectors() {
    Tools.need("openssl");
    List<String> lines =
        CodeBlock.of(Path.of("docs/format.md")).stream()
            .filter(CodeBlock::commands)
            .flatMap(block -> block.lines().stream())
            .toList();
    boolean mlDsa = Run.ok(work, "openssl", "list", "-signature-algorithms").contains("ML-DSA-87");
    String script =
        String.join("\n", lines.stream().filter(l -> mlDsa || !l.contains("ml-dsa")).toList());
    Run run = Run.in(Project.root(), "sh", "-ec", script).exits(0);
    assertThat(run.out().lines()).hasSize(mlDsa ? 5 : 3).allMatch(line -> line.contains("erified"));
  }
}
