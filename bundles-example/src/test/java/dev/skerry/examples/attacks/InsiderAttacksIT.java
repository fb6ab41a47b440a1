package dev.skerry.examples.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.examples.kit.Archive;
import dev.skerry.examples.kit.Fleet;
import dev.skerry.examples.kit.Forged;
import dev.skerry.examples.kit.Images;
import dev.skerry.examples.kit.Layouts;
import dev.skerry.examples.kit.Run;
import dev.skerry.examples.kit.Site;
import dev.skerry.examples.kit.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who has his hands on the volumes, on the gateway's disk or on the machine that signs: rows 4, 5,
 * 26 to 28 and 30.
 */
class InsiderAttacksIT {
  private static final String REPLACE =
      "INSERT OR REPLACE INTO audit SELECT number, time, name, actor, 'small-stable-7', detail,"
          + " previous, hash FROM audit";

  @TempDir private static Path work;
  private static Fleet fleet;
  private static Path first;
  private static Path second;

  /** Of a site that imported once; nobody writes to it. */
  private static Path logged;

  @BeforeAll
  static void release() {
    fleet = Fleet.create(work.resolve("fleet"));
    Path image = new Images(work.resolve("images"), "").build("hello", "amd64");
    fleet.describe("images: [{name: docker.io/acme/app:1, from: \"oci:%s:t\"}]%n".formatted(image));
    first = fleet.release(1);
    fleet.desk().file("one.txt", "one, mended\n");
    second = fleet.release(2);
    logged = fleet.site("north-1");
    Fleet.importAt(logged, first).exits(0);
  }

  /** Row 4: each half was signed, the whole was not. */
  @Test
  void mixAndMatch() throws IOException {
    Archive older = new Archive(Files.readAllBytes(first.resolve("small-stable-1.skerry")));
    Path data = fleet.site("north-1");
    for (String member : List.of("SHA256SUMS", "index.json")) {
      Path mixed = Forged.member(second, member, text -> older.member(member).text());
      assertThat(Fleet.importAt(data, mixed).exits(5).err()).contains("SKY-13", member);
    }
    assertThat(Fleet.report(data, "bundles")).doesNotContain("small-stable");
  }

  /** Row 5. */
  @Test
  void theWrongSite() {
    Fleet south = fleet.copy(work.resolve("south"));
    Path stick = south.describe("audience: [{clusterName: south-1}]\n").release(3);
    assertThat(Fleet.importAt(fleet.site("north-1"), stick).exits(4).err())
        .contains("SKY-1123", "north-1");
    Fleet.importAt(fleet.site("south-1"), stick).exits(0);
  }

  /** Row 5: signed for a platform whose manifest did not travel; and asked for where none is. */
  @Test
  void theWrongPlatform() throws IOException {
    Fleet desk = fleet.copy(work.resolve("platform"));
    Path layout = new Images(work.resolve("images"), "").build("hello", "amd64");
    String arm64 = Images.hash("an image for other nodes");
    Layouts.addPlatform(layout, "t", arm64, "arm64");
    String image = "images: [{name: docker.io/acme/app:1, from: \"oci:%s:t\"%s}]%n";
    desk.describe(image.formatted(layout, ", platforms: [linux/s390x]"));
    assertThat(desk.desk().skerry("lock", "--content", "content").exits(1).err())
        .contains("linux/s390x", "it has linux/amd64, linux/arm64");

    desk.describe(image.formatted(layout, ""));
    Path statement = desk.desk().statement("--sequence", "3");
    Path data = desk.site("north-1");
    Forged.payload(
        statement, text -> text.replace("[\"linux/amd64\"]", "[\"linux/amd64\",\"linux/arm64\"]"));
    Path stick = Files.createDirectory(work.resolve("claims"));
    desk.desk().write(desk.desk().sign(3), stick);
    assertThat(Fleet.importAt(data, stick).exits(4).err()).contains("SKY-1203", arm64);
    assertThat(Fleet.report(data, "bundles")).doesNotContain("small-stable");
  }

  /** Row 26: the database refuses it, and a chain shows it once the database was made to obey. */
  @Test
  void aLogThatWasEdited() throws IOException {
    Fleet desk = fleet.copy(work.resolve("edited"));
    Path data = desk.site("north-1");
    desk.desk().register(data, "north-1");
    String edit = "UPDATE audit SET object = 'small-stable-7' WHERE name = 'bundle.admitted'";
    Path stick = desk.release(3);
    Fleet.importAt(data, stick).exits(0);
    assertThat(sqlite(data, edit).exits(19).err()).contains("an audit entry never changes");
    sqlite(data, "DROP TRIGGER audit_stays; " + edit).exits(0);
    assertThat(Fleet.report(data, "status")).contains("SKY-4014");
    Fleet.importAt(data, stick).exits(0);
    assertThat(desk.desk().skerry("receipts", stick.toString()).exits(3).err())
        .contains("SKY-3813", "says itself that its log was changed");
  }

  /** Row 26: whatever is done to an entry, the database that is shipped refuses it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "DELETE FROM audit WHERE number = 2; an audit entry is never removed",
        "DELETE FROM audit WHERE number = (SELECT max(number) FROM audit);"
            + " an audit entry is never removed",
        "DELETE FROM audit; an audit entry is never removed",
        "UPDATE audit SET number = number + 1; an audit entry never changes",
        REPLACE + " WHERE number = 2; an audit entry follows the last one",
        REPLACE + " ORDER BY number DESC LIMIT 1; an audit entry follows the last one",
        "INSERT OR REPLACE INTO audit_tree SELECT level, position, hash FROM audit_tree;"
            + " an audit tree only grows",
        "DELETE FROM audit_tree; an audit tree is never removed",
        "DELETE FROM checkpoint; a checkpoint is never removed"
      })
  void theDatabaseRefusesToChangeTheLog(String statement, String refusal) {
    String before = rows();
    assertThat(sqlite(logged, statement).exits(19).err()).contains(refusal);
    assertThat(rows()).isEqualTo(before);
  }

  private static String rows() {
    return sqlite(logged, "SELECT * FROM audit; SELECT * FROM audit_tree; SELECT * FROM checkpoint")
        .exits(0)
        .out();
  }

  /** Row 26: the same once the database was made to obey; status and the next import find it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM audit WHERE number = (SELECT max(number) FROM audit)",
        "DELETE FROM audit WHERE number = 2",
        "DELETE FROM audit WHERE number = 2; UPDATE audit SET number = 2 WHERE number = 3",
        "UPDATE audit SET number = number + 1000; UPDATE audit SET number = number - 999",
        "DELETE FROM audit"
      })
  void aLogThatWasCutOrRenumberedIsFoundAtOnce(String statements) throws IOException {
    Path data = Files.createTempDirectory(work, "cut").resolve("data");
    Run.ok(work, "cp", "-r", logged.toString(), data.toString());
    String obey = "DROP TRIGGER audit_follows; DROP TRIGGER audit_stays; DROP TRIGGER audit_kept; ";
    sqlite(data, obey + statements).exits(0);
    assertThat(Fleet.report(data, "status")).contains("SKY-4014");
    assertThat(Fleet.importAt(data, first).err()).contains("SKY-4014").doesNotContain("SKY-4002");
  }

  /** Row 26: the data folder of last week, without what happened since. */
  @Test
  void aLogThatWasPutBack() throws IOException {
    Fleet desk = fleet.copy(work.resolve("putback"));
    Path data = desk.site("north-1");
    desk.desk().register(data, "north-1");
    Path stick = desk.release(3);
    Path kept = data.resolveSibling("kept");
    Run.ok(work, "cp", "-r", data.toString(), kept.toString());
    Fleet.importAt(data, stick).exits(0);
    Fleet.importAt(data, stick).exits(0);
    desk.desk().skerry("receipts", stick.toString()).exits(0);
    Path later = desk.release(4);
    Fleet.importAt(kept, later).exits(0);
    assertThat(desk.desk().skerry("receipts", later.toString()).exits(3).err())
        .contains("north-1", "SKY-3815");
  }

  private static Run sqlite(Path data, String statements) {
    Tools.need("sqlite3");
    return Run.in(data, "sqlite3", "catalog.db", statements);
  }

  /** Row 27: a manifest of the same length in the place of the one that was admitted. */
  @Test
  void anotherImageOnTheGatewaysDisk() throws IOException {
    Path data = fleet.site("north-1");
    Fleet.importAt(data, first).exits(0);
    try (Site site = Site.serve(data)) {
      String url = "http://" + site.registry() + "/v2/docker.io/acme/app/manifests/1";
      String manifest = Run.in(work, "curl", "-sf", url).exits(0).out();
      String digest = Images.hash(manifest).replace("sha256:", "");
      Path blob = Path.of(Run.ok(data, "find", data.resolve("blobs").toString(), "-name", digest));
      String first = manifest.replaceAll("(?s).*?sha256:(.).*", "$1");
      String other = "sha256:" + (first.equals("0") ? "1" : "0");
      Files.writeString(blob, manifest.replaceFirst("sha256:.", other));
      assertThat(Run.in(work, "curl", "-s", url).out()).contains("SKY-5010");
      String byDigest = url.replaceFirst("/1$", "/sha256:" + digest);
      assertThat(Run.in(work, "curl", "-s", byDigest).out()).contains("SKY-5010");
    }
  }

  /** Row 28: what malware built is shown to whoever signs, and nothing is signed unasked. */
  @Test
  void malwareAtTheSigningHost() throws IOException {
    Fleet infected = fleet.copy(work.resolve("infected"));
    infected.desk().file("two.txt", "two, and malware\n");
    infected.desk().skerry("lock", "--content", "content").exits(0);
    infected
        .desk()
        .skerry("build", "--root", "root", "--content", "content", "--out", "out")
        .exits(0);
    Path out = infected.desk().folder().resolve("out");
    Path machine = Files.createDirectory(work.resolve("signing-machine"));
    Path statement =
        Files.copy(out.resolve("small-stable-3.statement"), machine.resolve("small-stable-3"));
    String[] sign = {"sign", statement.toString(), "--key", "keys/alice.key.pem"};

    Run alone = infected.desk().skerry(sign);
    assertThat(alone.err()).contains("SKY-3705", "new or not:").doesNotContain("  + ");
    assertThat(alone.exit()).isEqualTo(2);
    Path before = out.resolve("small-stable-2.statement");
    Files.copy(before, machine.resolve(before.getFileName()));
    Run shown = infected.desk().skerry(sign);
    assertThat(shown.err())
        .contains("compared with small-stable-2", "two.txt", "to be read to each other")
        .doesNotContain("SKY-3705", "acme/app");
    assertThat(shown.exit()).isEqualTo(2);
  }

  /** Row 30: nothing of it is served before all of it is there. */
  @Test
  void halfABundle() throws IOException {
    Fleet cut = fleet.copy(work.resolve("cut"));
    Path stick = Files.createDirectory(work.resolve("volumes"));
    cut.desk().release(3, stick, "--volume-size", "409600");
    Path part = stick.resolve("small-stable-3.skerry.002");
    Path elsewhere = work.resolve("elsewhere");
    Files.move(part, elsewhere);
    Path data = fleet.site("north-1");
    try (Site site = Site.serve(data)) {
      String url = "http://" + site.registry() + "/v2/docker.io/acme/app/manifests/1";
      Fleet.importAt(data, stick).exits(5);
      assertThat(Run.in(work, "curl", "-sf", url).exit()).isNotZero();
      assertThat(Fleet.report(data, "bundles")).doesNotContain("small-stable");
      assertThat(Fleet.report(data, "status")).contains("not taken", "SKY-6003", ".002");
      Files.move(elsewhere, part);
      Fleet.importAt(data, stick).exits(0);
      assertThat(Run.in(work, "curl", "-sf", url).exit()).isZero();
    }
  }
}
