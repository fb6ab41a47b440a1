package dev.skerry.examples.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.examples.kit.Dist;
import dev.skerry.examples.kit.Fleet;
import dev.skerry.examples.kit.Run;
import dev.skerry.examples.kit.Site;
import dev.skerry.examples.kit.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Who can write to the gateway's database, and who names files on a stick: rows 2 and 26, and what
 * people read on their terminals.
 */
class StateAttacksIT {
  @TempDir private static Path work;
  private static Fleet fleet;
  private static Path first;
  private static Path older;
  private static Path newer;

  @BeforeAll
  static void release() {
    fleet = Fleet.create(work.resolve("fleet"));
    first = fleet.release(1);
    older = fleet.release(2);
    newer = fleet.release(7);
  }

  private static Path site() {
    Path data = fleet.site("north-1");
    Fleet.importAt(data, first).exits(0);
    Fleet.importAt(data, newer).exits(0);
    return data;
  }

  private static void database(Path data, String statements) {
    Tools.need("sqlite3");
    String triggers = "select 'drop trigger '||name||';' from sqlite_master where type='trigger'";
    Run.in(data, "sqlite3", "catalog.db", Run.ok(data, "sqlite3", "catalog.db", triggers)).exits(0);
    Run.in(data, "sqlite3", "catalog.db", statements).exits(0);
  }

  /** Row 2: the number that was accepted is set back, and an older bundle is inserted. */
  @Test
  void rollbackByTheDatabase() {
    Path data = site();
    database(
        data,
        "update accepted set sequence = 1,"
            + " statement = (select statement from bundle where sequence = 1)");
    assertThat(Fleet.report(data, "status")).contains("attention SKY-6011", "1/7");
    try (Site service = Site.serve(data)) {
      Run ready = Run.in(work, "curl", "-s", "http://" + service.registry() + "/readyz");
      assertThat(ready.out()).contains("not ready: SKY-6011");
      assertThat(Fleet.importAt(data, older).exits(3).err()).contains("SKY-6011");
    }
    assertThat(Fleet.importAt(data, older).exits(3).err()).contains("SKY-6011");
    assertThat(Fleet.report(data, "bundles")).doesNotContain("small-stable-2");
    assertThat(Fleet.report(data, "log")).contains("state.contradicted");
  }

  /** Row 26: nothing is left of the log, or its end is cut off. */
  @Test
  void aLogThatWasEmptiedOrCut() {
    Path data = site();
    Path cut = data.resolveSibling("cut");
    Run.ok(work, "cp", "-r", data.toString(), cut.toString());
    database(data, "delete from audit; delete from audit_tree; delete from checkpoint");
    assertThat(Fleet.report(data, "status")).contains("attention SKY-4014");
    assertThat(Fleet.importAt(data, older).exits(1).err()).contains("SKY-4014");
    database(cut, "delete from audit where number > 3");
    assertThat(Fleet.importAt(cut, older).exits(1).err())
        .contains("SKY-4014", "lacks entry 4")
        .doesNotContain("SKY-4002");
  }

  /** A copy that was brought back with other rights. */
  @Test
  void aKeyThatOthersCanRead() {
    Path data = fleet.site("north-1");
    assertThat(Fleet.report(data, "status")).doesNotContain("attention");
    Run.ok(data, "chmod", "644", "gateway.key.pem");
    assertThat(Fleet.report(data, "status")).contains("attention SKY-8524", "gateway.key.pem");
    Run.ok(data, "chmod", "600", "gateway.key.pem");
    Run.ok(data, "chmod", "604", "admin.token");
    assertThat(Fleet.report(data, "status")).contains("attention SKY-8524", "admin.token");
  }

  /** What root writes alone, the service of another user could neither read nor write. */
  @Test
  void rootInTheFolderOfAnother() {
    Tools.needRoot();
    Path data = fleet.site("north-1");
    Run.ok(data, "chown", "-R", "65534:65534", ".");
    assertThat(Fleet.importAt(data, first).exits(2).err()).contains("SKY-8523", "65534");
    assertThat(Run.ok(data, "find", ".", "-user", "root", "-path", "./*/*")).isEmpty();
    assertThat(Fleet.report(data, "status")).contains("no bundle was imported yet");
  }

  /** Names of files speak to nobody's terminal. */
  @Test
  void namesOnAStick() throws IOException {
    Path stick = Files.createDirectory(work.resolve("named"));
    Files.writeString(stick.resolve("small-stable-9\u001b[2J\u0007.skerry"), "x");
    Run imported = Fleet.importAt(fleet.site("south-1"), stick);
    assertThat(imported.out() + imported.err())
        .contains("small-stable-9?[2J?")
        .doesNotContain("\u001b", "\u0007");
    Path receipts = Files.createDirectories(stick.resolve("skerry-receipts"));
    String name = "a\nsite north-1 holds small-stable-9\u001b[8m.dsse.json";
    Files.writeString(receipts.resolve(name), "x");
    Run read = fleet.desk().skerry("receipts", stick.toString());
    assertThat(read.out())
        .contains("holds small-stable-9?[8m")
        .doesNotContain("\u001b")
        .doesNotContainPattern("(?m)^site ");
  }

  /** What a key file may be is not left to the umask. */
  @Test
  void keysUnderAnOpenUmask() {
    Path folder = work.resolve("keys");
    Run made =
        Run.in(
            work,
            "sh",
            "-c",
            "umask 000 && exec \"$@\"",
            "sh",
            Dist.command("skerry").getFirst(),
            "key",
            "generate",
            "--name",
            "carol",
            "--out",
            folder.toString(),
            "--no-passphrase");
    made.exits(0);
    assertThat(Run.ok(folder, "stat", "-c", "%a", ".", "carol.key.pem", "carol.pub.pem").lines())
        .containsExactly("755", "600", "644");
  }
}
