package dev.skerry.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.examples.kit.AuditScript;
import dev.skerry.examples.kit.Daemon;
import dev.skerry.examples.kit.Dist;
import dev.skerry.examples.kit.Fleet;
import dev.skerry.examples.kit.Run;
import dev.skerry.examples.kit.Site;
import dev.skerry.examples.kit.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway changes its key: at the site, at the desk and at the auditor's. */
class ChangedKeyIT {
  @TempDir private Path work;
  private Fleet fleet;
  private Path data;
  private Path first;

  @BeforeEach
  void site() {
    fleet = Fleet.create(work.resolve("fleet"));
    data = fleet.site("north-1");
    first = fleet.release(1);
    fleet.desk().register(data, "north-1");
    Fleet.importAt(data, first).exits(0);
  }

  private Run rotate() {
    return Dist.skerryd(work, "key", "rotate", "--data", data.toString()).exits(0);
  }

  private Run receipts(Path stick) {
    return fleet.desk().skerry("receipts", stick.toString());
  }

  /** The command that the site was shown, with who signs for the desk. */
  private void register(Run rotated) {
    String shown =
        rotated.out().lines().filter(line -> line.contains("skerry site add")).findFirst().get();
    List<String> words = new ArrayList<>(List.of(shown.strip().split(" ")));
    assertThat(words.removeFirst()).isEqualTo("skerry");
    assertThat(words.removeLast()).isEqualTo("…");
    words.addAll(List.of("--sign-key", "keys/alice.key.pem"));
    fleet.desk().skerry(words.toArray(String[]::new)).exits(0);
  }

  private static String keyid(Run rotated) {
    return rotated.out().replaceFirst("(?s).*\ngateway key ([0-9a-f]{64})\n.*", "$1");
  }

  private Path imported(long sequence, Path into) {
    Path stick = fleet.release(sequence);
    Fleet.importAt(into, stick).exits(0);
    return stick;
  }

  private Path copy(String name) {
    Path copy = data.resolveSibling(name);
    Run.ok(work, "cp", "-r", data.toString(), copy.toString());
    return copy;
  }

  @Test
  void theDeskFollowsAndOneLogStaysOneLog() {
    receipts(first).exits(0);
    Path stolen = copy("stolen");
    Run rotated = rotate();
    assertThat(rotated.out()).contains("signed receipts up to 1", "--last-receipt 1");
    Path second = imported(2, data);
    Run before = receipts(second).exits(0);
    assertThat(before.out()).contains("new key", "site north-1 holds small-stable-1");
    assertThat(before.err()).contains("alarm SKY-3818", "site north-1 changed its key");

    Path stranger = fleet.desk().site(work.resolve("stranger"), "north-1");
    assertThat(receipts(imported(3, stranger)).exits(3).err())
        .contains("SKY-3816")
        .doesNotContain("SKY-3818");

    register(rotated);
    Run after = receipts(second).exits(0);
    assertThat(after.out()).contains("site north-1 holds small-stable-2");
    assertThat(after.err()).doesNotContain("alarm");
    assertThat(receipts(imported(4, stolen)).exits(3).err())
        .contains("SKY-3819", "counts up to receipt 000001 only");

    Path next = fleet.release(5);
    assertThat(Fleet.importAt(data, next).exits(0).err()).doesNotContain("SKY-6009");
    assertThat(receipts(next).exits(0).err()).doesNotContain("alarm");
    fleet.desk().skerry("audit", "report").exits(0);
    assertThat(fleet.desk().folder().resolve("report.html"))
        .content()
        .contains("Gateways that changed their key", keyid(rotated));
    assertThat(fleet.desk().folder().resolve("report.json"))
        .content()
        .contains("\"keyChanges\":[{", "\"lastReceipt\":1");
  }

  @Test
  void throughTheServiceWhichGoesOnWithTheNewKey() throws IOException {
    try (Site _ = Site.serve(data)) {
      receipts(first).exits(0);
      register(rotate());
      assertThat(receipts(imported(2, data)).exits(0).out()).contains("holds small-stable-2");
    }
    assertThat(Fleet.report(data, "log"))
        .contains("key.rotated", "last-receipt: 1")
        .doesNotContain("PRIVATE");
    try (var files = Files.list(data)) {
      assertThat(files.map(file -> String.valueOf(file.getFileName())))
          .contains("gateway.key.pem", "gateway.pub.pem")
          .filteredOn(name -> name.matches("gateway-[0-9a-f]{12}\\.pub\\.pem"))
          .hasSize(1);
    }
  }

  @Test
  void anAuditorWithTheFirstKeyOrTheNewOneJudgesReceiptsAndLog() throws IOException {
    Tools.need("openssl", "basenc");
    Path script = AuditScript.extract(work, "audit-receipt.sh");
    Path old = Files.copy(data.resolve("gateway.pub.pem"), work.resolve("old.pub.pem"));
    rotate();
    Path second = imported(2, data);
    rotate();
    Path third = imported(3, data);
    Path log = work.resolve("log");
    Run entries = Dist.skerryd(work, "log", "--json", "--data", data.toString()).exits(0);
    Files.writeString(log, entries.out());
    Path now = data.resolve("gateway.pub.pem");
    assertThat(judge(script, receipt(first, 1), old, log).exits(0).out())
        .startsWith("ACCEPTED: site north-1, receipt 1: ");
    assertThat(judge(script, receipt(second, 2), old, log).exits(0).out())
        .contains("signs after receipt 1, as the key before says", "ACCEPTED: ");
    assertThat(judge(script, receipt(third, 3), old, log).exits(0).out())
        .contains("signs after receipt 1,", "signs after receipt 2,", "ACCEPTED: ");
    assertThat(judge(script, receipt(third, 3), now, log).exits(0).out()).startsWith("ACCEPTED: ");
    for (Path wrong : List.of(receipt(first, 1), receipt(second, 2))) {
      assertThat(judge(script, wrong, now, log).exits(1).out())
          .isEqualTo("REFUSED: signature of the receipt\n");
    }
    Path stranger = fleet.site("south-1").resolve("gateway.pub.pem");
    assertThat(judge(script, receipt(third, 3), stranger, log).exits(1).out())
        .isEqualTo("REFUSED: signature of the receipt\n");
  }

  private Run judge(Path script, Path receipt, Path key, Path log) {
    return Run.in(
        work, "sh", script.toString(), receipt.toString(), key.toString(), log.toString());
  }

  private static Path receipt(Path stick, int number) {
    return stick.resolve("skerry-receipts/north-1-00000%d.dsse.json".formatted(number));
  }

  /** Wherever it is: one of the two keys signs, and what says so is the log. */
  @Test
  void aChangeThatIsKilledLeavesOneKeyThatSigns() throws Exception {
    Tools.need("openssl");
    for (int wait = 100; wait <= 1_500; wait += 100) {
      Daemon daemon =
          Daemon.start(
              work.resolve("killed.log"),
              Map.of(),
              Dist.command("skerryd", "key", "rotate", "--data", data.toString()));
      TimeUnit.MILLISECONDS.sleep(wait);
      daemon.kill();
      long changes =
          Fleet.report(data, "log").lines().filter(line -> line.contains("key.rotated")).count();
      String published =
          Run.ok(data, "openssl", "pkey", "-pubin", "-in", "gateway.pub.pem", "-pubout");
      assertThat(Run.ok(data, "openssl", "pkey", "-in", "gateway.key.pem", "-pubout"))
          .isEqualTo(published);
      assertThat(data.resolve("gateway.next.key.pem")).doesNotExist();
      try (var files = Files.list(data)) {
        assertThat(files.filter(file -> file.toString().matches(".*/gateway-[0-9a-f]+\\.pub.*")))
            .hasSize((int) changes);
      }
    }
    assertThat(receipts(imported(2, data)).exits(0).out()).contains("new key");
  }
}
