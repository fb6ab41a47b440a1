package dev.skerry.examples.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skerry.examples.kit.AdminApi;
import dev.skerry.examples.kit.Desk;
import dev.skerry.examples.kit.Fleet;
import dev.skerry.examples.kit.Forged;
import dev.skerry.examples.kit.Run;
import dev.skerry.examples.kit.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who has a stick and not the keys, or not enough of them: rows 1, 10 to 12, 22 and 24. */
class KeyAttacksIT {
  private static final List<String> BOTH = List.of("alice", "bob");
  private static final List<String> WITH_CAROL = List.of("alice", "bob", "carol");

  @TempDir private static Path work;
  private static Fleet fleet;
  private static Path first;

  @BeforeAll
  static void release() {
    fleet = Fleet.create(work.resolve("fleet"));
    first = fleet.release(1);
  }

  private static Fleet copy(String name) {
    return fleet.copy(work.resolve(name));
  }

  /** Refused as not trusted, nothing held, and the log says so; what was printed. */
  private static String refused(Path data, Path stick) {
    String said = Fleet.importAt(data, stick).exits(3).err();
    assertThat(Fleet.report(data, "bundles")).doesNotContain(Fleet.PRODUCT);
    assertThat(Fleet.report(data, "log")).contains("bundle.refused");
    return said;
  }

  /** It is public: it lies on every stick. */
  private static String ourRoot() {
    try {
      return Files.readString(fleet.desk().folder().resolve("root/1.root.dsse.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Row 1. */
  @Test
  void arbitrarySoftware() {
    Path stick = Fleet.create(work.resolve("mallory"), "mallory", "eve").release(7);
    assertThat(refused(fleet.site("north-1"), stick)).contains("SKY-1102");
    Path withOurs = Forged.member(stick, "roots/1.root.dsse.json", theirs -> ourRoot());
    assertThat(refused(fleet.site("north-1"), withOurs)).contains("SKY-1111", "signed by nobody");
  }

  /** Row 10: alone she is not enough, whatever root she writes for herself. */
  @Test
  void oneStolenKey() throws IOException {
    Path keys = Files.createDirectories(work.resolve("thief/desk/keys"));
    for (String file : List.of("alice.key.pem", "alice.pub.pem")) {
      Files.copy(fleet.desk().folder().resolve("keys").resolve(file), keys.resolve(file));
    }
    Path hers = Fleet.create(work.resolve("thief"), "alice").release(1);
    Path data = fleet.site("north-1");
    assertThat(refused(data, hers)).contains("SKY-1102");
    Path withOurs = Forged.member(hers, "roots/1.root.dsse.json", theirs -> ourRoot());
    assertThat(refused(data, withOurs)).contains("SKY-1111", "signed by alice", "2 of alice, bob");
  }

  /** Row 11: the site was away for two roots, and those who signed before have left. */
  @Test
  void keysThatChangedWhileASiteWasAway() {
    Fleet moving = copy("moving");
    Desk desk = moving.desk().key("carol").key("dave");
    desk.nextRoot(WITH_CAROL, List.of("carol"), "--remove", "alice");
    desk.nextRoot(List.of("bob", "carol", "dave"), List.of("dave"), "--remove", "bob");
    Path data = fleet.site("north-1");
    Path next = moving.with(desk.with(List.of("carol", "dave"))).release(2);
    assertThat(Fleet.importAt(data, next).exits(0).out()).contains("admitted small-stable-2");
    assertThat(Fleet.importAt(data, copy("left").release(9)).exits(3).err())
        .contains("SKY-1111", "root 3", "carol, dave");
    assertThat(Fleet.report(data, "status")).contains("small-stable-2", "root 3");
  }

  /** Row 11: the gateway dies between two roots. The one before is kept, and is what counts. */
  @Test
  void keysThatChangedWhereTheSecondRootCouldNotBeKept() {
    Tools.need("sqlite3");
    Fleet moving = copy("cut");
    Desk desk = moving.desk().key("carol").key("dave");
    desk.nextRoot(WITH_CAROL, List.of("carol"), "--remove", "alice");
    desk.nextRoot(List.of("bob", "carol", "dave"), List.of("dave"), "--remove", "bob");
    Path next = moving.with(desk.with(List.of("carol", "dave"))).release(2);
    Path data = fleet.site("north-1");
    String dies =
        "CREATE TRIGGER dies BEFORE INSERT ON root WHEN NEW.version = 3"
            + " BEGIN SELECT RAISE(ABORT, 'as a power cut'); END";
    Run.ok(data, "sqlite3", "catalog.db", dies);
    assertThat(Fleet.importAt(data, next).exits(1).err()).contains("SKY-4002");
    assertThat(Fleet.report(data, "status")).contains("root 2", "no bundle was imported yet");
    assertThat(Fleet.importAt(data, first).exits(3).err()).contains("SKY-1111", "root 2");
    Run.ok(data, "sqlite3", "catalog.db", "DROP TRIGGER dies");
    assertThat(Fleet.importAt(data, next).exits(0).out()).contains("admitted small-stable-2");
    assertThat(Fleet.report(data, "status")).contains("small-stable-2", "root 3");
    assertThat(Fleet.report(data, "log").lines().filter(line -> line.contains("root.accepted")))
        .hasSize(2);
  }

  /** Row 12: her key was stolen, and the site learns of it with the next bundle. */
  @Test
  void aRevokedKey() {
    Fleet robbed = copy("robbed");
    Desk desk = robbed.desk().key("carol");
    String key = desk.keyid("alice");
    desk.nextRoot(WITH_CAROL, List.of("carol"), "--remove", "alice", "--revoke-key", key);
    Path data = fleet.site("north-1");
    Fleet.importAt(data, robbed.with(desk.with(List.of("bob", "carol"))).release(2)).exits(0);
    assertThat(Fleet.importAt(data, copy("robber").release(3)).exits(3).err())
        .contains("SKY-1111", "root 2");
  }

  /** Row 12: the root arrives with a bundle for others, and counts from then on. */
  @Test
  void aRevokedBundleAndRevokedContent() {
    Fleet recalling = copy("recalling");
    JsonNode bundle =
        AdminApi.read(recalling.desk().skerry("inspect", "--json", first.toString()).out())
            .at("/bundles/0");
    JsonNode statement = AdminApi.read(bundle.get("statement").asText());
    String content = statement.at("/predicate/content/0/digest").asText();
    String digest = bundle.get("digest").asText();
    recalling
        .desk()
        .file("one.txt", "mended\n")
        .nextRoot(BOTH, List.of(), "--revoke-bundle", digest, "--revoke-content", content);
    Path forOthers = recalling.describe("audience: [{clusterName: south-1}]\n").release(2);
    Path data = fleet.site("north-1");
    Fleet.importAt(data, first).exits(0);
    Fleet.importAt(data, forOthers).exits(4);
    assertThat(Fleet.report(data, "status"))
        .contains("root 2", "SKY-8518", "small-stable-1", "revoked by root 2");
    Path fresh = fleet.site("north-2");
    Fleet.importAt(fresh, forOthers).exits(4);
    assertThat(refused(fresh, first)).contains("SKY-1124");
    assertThat(refused(fresh, copy("unaware").release(3))).contains("SKY-1125");
  }

  /** Row 22. */
  @Test
  void aSchemeInTheEnvelope() {
    for (String more : List.of("\"alg\":\"none\",", "\"scheme\":\"ed25519\",")) {
      Path stick =
          Forged.envelope(first, t -> t.replaceFirst("(\\{)(\"keyid\")", "$1" + more + "$2"));
      assertThat(refused(fleet.site("north-1"), stick)).contains("SKY-1010");
    }
  }

  /** Row 24: bob's key and half of carol's are broken; the other half is of ML-DSA. */
  @Test
  void aQuantumForger() {
    Fleet hybrid = copy("hybrid");
    Desk desk = hybrid.desk().key("carol", "--hybrid");
    desk.nextRoot(WITH_CAROL, List.of("carol"), "--remove", "alice");
    Path good = hybrid.with(desk.with(List.of("bob", "carol"))).release(2);
    Path data = fleet.site("north-1");
    for (int line : List.of(3, 4, 5)) {
      assertThat(refused(data, Forged.envelope(good, t -> without(t, line))))
          .contains("SKY-1111", "root 2");
    }
    Fleet.importAt(data, good).exits(0);
  }

  /** The envelope without one of its three signatures. */
  private static String without(String envelope, int line) {
    List<String> lines = new ArrayList<>(envelope.lines().toList());
    lines.remove(line);
    return String.join("\n", lines).replace("},\n]", "}\n]") + "\n";
  }
}
