package dev.skerry.examples.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.examples.kit.Desk;
import dev.skerry.examples.kit.Dist;
import dev.skerry.examples.kit.Fleet;
import dev.skerry.examples.kit.Images;
import dev.skerry.examples.kit.OtherTime;
import dev.skerry.examples.kit.Run;
import dev.skerry.examples.kit.Site;
import dev.skerry.examples.kit.UpgradePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was signed well, at another time than it was meant for: rows 2, 3, 9, 20, 21 and 29. */
class TimeAttacksIT {
  @TempDir private static Path work;
  private static Fleet fleet;
  private static Path first;
  private static Path second;

  @BeforeAll
  static void release() {
    fleet = Fleet.create(work.resolve("fleet"));
    first = fleet.release(1);
    fleet.desk().file("one.txt", "one, mended\n");
    second = fleet.release(2);
  }

  /** Rows 2 and 29: the newer stick came first; the older one stays outside, and it is said why. */
  @Test
  void rollbackByTheStickThatComesSecond() {
    Path data = fleet.site("north-1");
    Fleet.importAt(data, second).exits(0);
    assertThat(Fleet.importAt(data, first).exits(4).err())
        .contains("SKY-1128", "sequence 1", "sequence 2");
    assertThat(log(data).lines().filter(line -> line.contains("bundle.refused")))
        .singleElement()
        .asString()
        .contains("before: 1/2", "clock: 20", "floor: 20")
        .contains("keys: alice:", "root: 1", "signers: alice");
    assertThat(Fleet.report(data, "status"))
        .contains("bundle small-stable-2", "not taken", "small-stable-1 (SKY-1128) is older");
    assertThat(Fleet.importAt(data, second).exits(0).out()).contains("present small-stable-2");
  }

  /** Row 3: the same stick for ever. */
  @Test
  void freezeByABundleThatIsOver() {
    Path data = fleet.site("north-1");
    Map<String, String> later = OtherTime.by("+200d");
    assertThat(Fleet.importAt(later, data, first).exits(4).err()).contains("SKY-1130");
    Map<String, String> soon = OtherTime.by("+20d");
    Run old =
        Dist.skerryd(
            data, soon, "import", "--max-age", "14", "--data", data.toString(), first.toString());
    assertThat(old.exits(4).err()).contains("SKY-1131");
    assertThat(Fleet.report(data, "bundles")).doesNotContain("small-stable");
  }

  /** Row 3: what the site asks for is loosened by its file alone, and the log says what counted. */
  @Test
  void freezeWithAnOptionThatWouldLetTheOldStickIn() throws IOException {
    Path data = fleet.site("north-1");
    Files.writeString(data.resolve("skerryd.yaml"), "max-age: 14\n");
    Map<String, String> soon = OtherTime.by("+20d");
    Map<String, String> loose = new HashMap<>(soon);
    loose.put("SKERRY_MAX_AGE", "9999");
    assertThat(Fleet.importAt(loose, data, first).exits(4).err())
        .contains("SKY-1131", "warning SKY-8521", "given as 9999");
    assertThat(importAt(soon, data, "--max-age", "9999").exits(4).err())
        .contains("SKY-1131", "warning SKY-8521", "given as 9999");
    assertThat(log(data)).contains("max-age: 14").doesNotContain("9999");
    Map<String, String> sooner = OtherTime.by("+10d");
    assertThat(importAt(sooner, data, "--max-age", "7").exits(4).err())
        .contains("SKY-1131", "at most 7 days")
        .doesNotContain("SKY-8521");
    assertThat(log(data)).contains("max-age: 7 ");
    Fleet.importAt(sooner, data, first).exits(0);
  }

  /** Row 3: the option would have kept an old bundle out, but it is the service that judges. */
  @Test
  void freezeWithAnOptionThatTheServiceNeverSees() {
    Path data = fleet.site("north-1");
    try (Site service = Site.serve(data)) {
      assertThat(importAt(Map.of(), data, "--max-age", "7").exits(2).err())
          .contains("SKY-8522", "--max-age");
      assertThat(log(data)).contains("service.started").doesNotContain("import.begun");
      Map<String, String> variable = Map.of("SKERRY_MAX_AGE", "7");
      assertThat(Fleet.importAt(variable, data, first).exits(0).err())
          .contains("note: the service is running", "SKERRY_MAX_AGE");
      assertThat(service.daemon().output()).doesNotContain("\tat ");
    }
  }

  private static Run importAt(Map<String, String> time, Path data, String... options) {
    List<String> words = new ArrayList<>(List.of("import", "--data", data.toString()));
    words.addAll(List.of(options));
    words.add(first.toString());
    return Dist.skerryd(data, time, words.toArray(String[]::new));
  }

  private static String log(Path data) {
    return Dist.skerryd(data, "log", "--data", data.toString()).exits(0).out();
  }

  /** Row 3: nobody brings the new stick, and the receipts of the old one tell the desk. */
  @Test
  void freezeIsSeenByTheReceipts() {
    Fleet far = fleet.copy(work.resolve("far"));
    Path data = fleet.site("north-1");
    Path stick = work.resolve("stick");
    Run.ok(work, "cp", "-r", first.toString(), stick.toString());
    Run.ok(stick, "rm", "-rf", "skerry-receipts");
    Fleet.importAt(data, stick).exits(0);
    Desk later = far.desk().register(data, "north-1").in(OtherTime.by("+45d"));
    assertThat(later.skerry("receipts", stick.toString()).exits(0).err())
        .contains("SKY-3817", "north-1");
  }

  /** Row 9: one number that leaves no room for another, and the root that mends it. */
  @Test
  void fastForward() {
    Fleet hasty = fleet.copy(work.resolve("hasty"));
    Path data = fleet.site("north-1");
    Fleet.importAt(data, hasty.release(9_007_199_254_740_991L)).exits(0);
    assertThat(Fleet.importAt(data, second).exits(4).err()).contains("SKY-1128");
    hasty.desk().nextRoot(List.of("alice", "bob"), List.of(), "--raise-epoch");
    Path mended = hasty.release(1);
    assertThat(Fleet.importAt(data, mended).exits(0).out()).contains("admitted small-stable-e2-1");
  }

  /**
   * Row 20: a battery that is dead, and a clock that nobody set; set right, the stick goes in. Two
   * days off are nothing, and half a year is what a bundle lives; ClockTableTest has every edge.
   */
  @ParameterizedTest
  @CsvSource({
    "-40y,  4, SKY-1132, clock with a watch",
    "-3d,   0, SKY-1150, but the time here is",
    "+179d, 0, '',       ''",
    "+181d, 4, SKY-1130, the time here is",
    "+2y,   4, SKY-1133, clock with a watch",
    "+40y,  4, SKY-1133, clock with a watch"
  })
  void aClockThatIsYearsOff(String off, int exit, String code, String words) {
    Path data = fleet.site("north-1");
    String said = Fleet.importAt(OtherTime.by(off), data, first).exits(exit).err();
    assertThat(said).contains(code, words);
    assertThat(said.contains("SKY-")).isEqualTo(!code.isEmpty());
    Fleet.importAt(data, first).exits(0);
    assertThat(Fleet.report(data, "status")).contains("small-stable-1").doesNotContain("not taken");
  }

  /** Row 20: what the site has seen of time counts more than a clock that fell back. */
  @Test
  void aClockThatFellBack() {
    Path data = fleet.site("north-1");
    Fleet.importAt(data, first).exits(0);
    Map<String, String> wrong = OtherTime.by("-40y");
    assertThat(Fleet.importAt(wrong, data, second).exits(0).err()).contains("SKY-1151");
  }

  /** Row 20: a desk whose clock is a year and more ahead keeps no site from the next bundle. */
  @Test
  void oneDeskInTheWrongYear() {
    Fleet ahead = fleet.copy(work.resolve("ahead"));
    Path data = fleet.site("north-1");
    Path stick = ahead.with(ahead.desk().in(OtherTime.by("+450d"))).release(3);
    assertThat(Fleet.importAt(data, stick).exits(4).err()).contains("SKY-1132");
    assertThat(Fleet.importAt(data, second).exits(0).err()).isEmpty();
  }

  /** Row 20: and so does one that is less ahead, whose bundle enters with a warning. */
  @ParameterizedTest
  @ValueSource(ints = {300, 365})
  void oneDeskInTheNextYear(int days) {
    Fleet ahead = fleet.copy(work.resolve("ahead-" + days));
    Path data = fleet.site("north-1");
    Path early = ahead.with(ahead.desk().in(OtherTime.by("+" + days + "d"))).release(3);
    assertThat(Fleet.importAt(data, early).exits(0).err()).contains("SKY-1150");
    Path honest = fleet.copy(work.resolve("honest-" + days)).release(4);
    assertThat(Fleet.importAt(data, honest).exits(0).err()).contains("SKY-1151");
  }

  /** Row 20: what a gateway's clock says is held against the desk's when a stick comes back. */
  @Test
  void aGatewayThatIsAheadIsSeenByItsReceipts() {
    Fleet quick = fleet.copy(work.resolve("quick"));
    Path data = fleet.site("north-1");
    Path stick = quick.release(3);
    Fleet.importAt(OtherTime.by("+20d"), data, stick).exits(0);
    Desk desk = quick.desk().register(data, "north-1");
    assertThat(desk.skerry("receipts", stick.toString()).exits(0).err())
        .contains("alarm SKY-3822", "receipt north-1 000001");
    assertThat(desk.skerry("audit", "report", stick.toString()).exits(0).err())
        .contains("SKY-3822");
  }

  /** Row 21: a desk that lost its memory signs an old plan under a new number. */
  @Test
  void anOldPlan() throws IOException {
    Fleet forgetful = fleet.copy(work.resolve("forgetful"));
    Path image = new Images(work.resolve("images"), "").build("upgraded", "amd64");
    String more =
        """
        images: [{name: docker.io/acme/app:1, from: "oci:%s:t"}]
        plans: [{file: plans/app-upgrade.yaml}]
        """
            .formatted(image);
    Path data = fleet.site("north-1");
    forgetful.describe(more).desk().file("plans/app-upgrade.yaml", UpgradePlan.of("1", 1));
    forgetful.release(3);
    Fleet old = forgetful.copy(work.resolve("old"));
    forgetful.desk().file("plans/app-upgrade.yaml", UpgradePlan.of("1", 2));
    Fleet.importAt(data, forgetful.release(4)).exits(0);
    assertThat(Fleet.importAt(data, old.release(5)).exits(4).err())
        .contains("SKY-1135", "app-upgrade");
    assertThat(Fleet.report(data, "plans")).contains("app-upgrade");
  }
}
