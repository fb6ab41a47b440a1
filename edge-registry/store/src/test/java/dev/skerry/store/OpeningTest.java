package dev.skerry.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpeningTest extends StoreTest {
  @TempDir Path other;

  @Test
  void aSecondStoreInThisProcessIsRefusedAndDoesNotCostTheFirstItsLock() throws Exception {
    assertFails(StoreError.LOCKED, this::open).hasMessageContaining(data.toString());
    assertFails(StoreError.LOCKED, this::open);
    assertThat(lockedForOthers()).isTrue();
    store.close();
    assertThat(lockedForOthers()).isFalse();
    store = open();
    assertThat(lockedForOthers()).isTrue();
  }

  @Test
  void aFolderUnderAnotherNameIsTheSameFolder() throws Exception {
    Path link = Files.createSymbolicLink(other.resolve("link"), data);
    assertFails(
        StoreError.LOCKED, () -> EmbeddedStore.open(link, Disk.real(), InstantSource.system()));
  }

  @Test
  void whatWasWrittenIsThereAfterOpeningAgain() {
    store.state().raiseFloor(Content.KEY, Content.NOW);
    store.close();
    store = open();
    assertThat(store.state().floor(Content.KEY)).isEqualTo(Content.NOW);
  }

  @Test
  void othersMayReadNothing() throws Exception {
    Content content = new Content();
    content.tag("docker.io", "x", "1", content.manifest("m"));
    content.importInto(store, 1);
    try (Stream<Path> files = Files.find(data, 5, (f, a) -> !f.startsWith(data + "/native"))) {
      for (Path file : files.filter(f -> !f.equals(data)).toList()) {
        assertThat(Files.getPosixFilePermissions(file))
            .as(file.toString())
            .doesNotContain(
                PosixFilePermission.OTHERS_READ,
                PosixFilePermission.OTHERS_WRITE,
                PosixFilePermission.OTHERS_EXECUTE,
                PosixFilePermission.GROUP_WRITE);
      }
    }
  }

  @Test
  void aStoreThatWasClosedIsNotUsable() {
    store.check();
    store.close();
    assertFails(StoreError.CLOSED, store::check);
  }

  @Test
  void aDatabaseOfANewerReleaseIsRefusedWithBothNumbers() throws Exception {
    store.close();
    RawDatabase.run(data, "PRAGMA user_version = 99");
    assertFails(StoreError.NEWER_SCHEMA, this::open).hasMessageContaining("99");
    RawDatabase.run(data, "PRAGMA user_version = 6");
    store = open();
  }

  @Test
  void aFileThatIsNoDatabaseIsNamed() throws Exception {
    store.close();
    Files.write(data.resolve("catalog.db"), new byte[8_192]);
    Files.writeString(data.resolve("catalog.db"), "x".repeat(8_192), StandardCharsets.UTF_8);
    assertFails(StoreError.DATABASE, this::open).hasMessageContaining("catalog.db");
    Files.delete(data.resolve("catalog.db"));
    store = open();
  }

  @Test
  void onlyAnUncleanShutdownIsFollowedByACheck() throws Exception {
    store.close();
    breakAConstraint();
    store = open();
    store.close();
    RawDatabase.run(data, "UPDATE shutdown SET clean = 0");
    assertFails(StoreError.DATABASE, this::open).hasMessageContaining("SQLite's check says");
    RawDatabase.run(data, "UPDATE shutdown SET clean = 1");
    store = open();
  }

  @Test
  void aFailedMigrationLeavesTheSchemaBefore() {
    try (Session session = new Connections(other.resolve("m.db")).writer()) {
      new Migrations(List.of("CREATE TABLE a (x INTEGER) STRICT;")).apply(session);
      Migrations broken =
          new Migrations(List.of("", "CREATE TABLE b (x INTEGER) STRICT; CREATE nonsense;"));
      assertFails(StoreError.DATABASE, () -> broken.apply(session));
      assertThat(version(session)).isEqualTo(1);
      new Migrations(List.of("", "CREATE TABLE b (x INTEGER) STRICT;")).apply(session);
      assertThat(version(session)).isEqualTo(2);
    }
  }

  @Test
  void aSettingThatDidNotTakeEffectIsRefused() {
    try (Session session = new Connections(other.resolve("m.db")).writer()) {
      assertFails(StoreError.SETTINGS, () -> Connections.check(session, "synchronous", "3"))
          .hasMessageContaining("synchronous = 2, not 3");
    }
  }

  private void breakAConstraint() throws Exception {
    RawDatabase.run(
        data,
        "PRAGMA ignore_check_constraints = ON;"
            + "INSERT INTO plan VALUES ('p','c','n','d',1,'b','three','WAITING',NULL,NULL,'t',1)");
  }

  private static int version(Session session) {
    return session.first("PRAGMA user_version", row -> row.getInt(1)).orElseThrow();
  }

  private boolean lockedForOthers() throws Exception {
    Process flock =
        new ProcessBuilder(
                "python3",
                "-c",
                "import fcntl,sys;"
                    + "fcntl.lockf(open(sys.argv[1],'r+'), fcntl.LOCK_EX|fcntl.LOCK_NB)",
                data.resolve("lock").toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(flock.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return flock.exitValue() != 0;
  }
}
