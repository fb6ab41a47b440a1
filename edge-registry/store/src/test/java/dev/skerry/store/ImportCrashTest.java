package dev.skerry.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.accept.SiteView;
import dev.skerry.format.error.SkerryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An import is stopped at every operation on the blobs' disk in turn, then repeated. */
class ImportCrashTest {
  private static final int SEEDS = 2;
  private static final int OPERATIONS_MAX = 500;

  @TempDir(factory = MemoryFolder.class)
  Path temp;

  private final Content first = content("first", 0, 700);
  private final Content second = content("second", 0, 1, 511, 513, 70_000, 2_500_000);

  @ParameterizedTest
  @EnumSource
  void afterAnImportStoppedAtAnyBlobOperationARepeatSucceedsWithSqliteOnTheRealDisk(
      SimulatedDisk.Fault fault) throws Exception {
    Path before = Files.createDirectory(temp.resolve("before"));
    try (EmbeddedStore store = open(before, Disk.real())) {
      first.importInto(store, 1);
    }
    int seeds = fault == SimulatedDisk.Fault.POWER_CUT ? SEEDS : 1;
    boolean reached = true;
    int at = 0;
    for (; reached && at < OPERATIONS_MAX; at++) {
      for (int seed = 0; seed < seeds; seed++) {
        Path data = copy(before, temp.resolve(at + "-" + seed));
        reached = stopAndRepeat(data, new SimulatedDisk(fault, at, seed));
        delete(data);
      }
    }
    assertThat(at).as("operations until nothing failed").isBetween(30, OPERATIONS_MAX - 1);
  }

  private boolean stopAndRepeat(Path data, SimulatedDisk disk) throws Exception {
    boolean done = importSecond(data, disk);
    disk.restart();

    try (EmbeddedStore store = open(data, Disk.real())) {
      assertThat(accepted(store)).contains(done ? 2L : 1L);
      assertSound(data);
      second.importInto(store, 2);
      assertThat(accepted(store)).contains(2L);
      assertThat(store.blobs().holds(second.bytes.keySet().iterator().next())).isTrue();
    }
    assertSound(data);
    return disk.happened();
  }

  /** Whether it was committed. */
  private boolean importSecond(Path data, SimulatedDisk disk) {
    try (EmbeddedStore store = open(data, disk)) {
      second.importInto(store, 2);
      return true;
    } catch (SkerryException e) {
      assertThat(e.problem().code())
          .isIn(StoreError.DISK.code(), StoreError.NO_SPACE.code(), StoreError.NOT_HELD.code());
      return false;
    }
  }

  private static Optional<Long> accepted(EmbeddedStore store) {
    return store.state().accepted(Content.KEY).map(SiteView.Accepted::sequence);
  }

  /** Every row's file is whole, and so is every file whose name says so. */
  static void assertSound(Path data) throws Exception {
    int rows = 0;
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + data + "/catalog.db");
        Statement statement = connection.createStatement();
        ResultSet blobs = statement.executeQuery("SELECT digest FROM blob")) {
      while (blobs.next()) {
        assertWhole(new BlobPaths(data).blob(new Digest(blobs.getString(1))));
        rows++;
      }
    } catch (SQLException e) {
      throw new IOException(e);
    }
    assertThat(rows).isGreaterThan(2);
    for (String folder : new String[] {"blobs", "quarantine"}) {
      try (Stream<Path> files = Files.find(data.resolve(folder), 4, (f, a) -> a.isRegularFile())) {
        files
            .filter(f -> f.getFileName().toString().length() == 64)
            .forEach(ImportCrashTest::assertWhole);
      }
    }
  }

  private static void assertWhole(Path file) {
    try {
      assertThat(Digest.of(Files.readAllBytes(file)).hex())
          .isEqualTo(file.getFileName().toString());
    } catch (IOException e) {
      throw new AssertionError("not there: " + file, e);
    }
  }

  private static EmbeddedStore open(Path data, Disk disk) {
    return EmbeddedStore.open(data, disk, InstantSource.system());
  }

  private static Content content(String name, int... sizes) {
    Content content = new Content();
    Digest[] layers = new Digest[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      byte[] bytes = new byte[sizes[i]];
      new Random(i).nextBytes(bytes);
      layers[i] = content.blob(bytes);
    }
    content.tag("docker.io", "library/x", name, content.manifest(name, layers));
    return content;
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from, 5).limit(Limits.V1.blobs())) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    return to;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder, 5).limit(Limits.V1.blobs())) {
      files.sorted(Comparator.reverseOrder()).forEach(f -> f.toFile().delete());
    }
  }
}
