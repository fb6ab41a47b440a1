package dev.skerry.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.examples.kit.Daemon;
import dev.skerry.examples.kit.Desk;
import dev.skerry.examples.kit.Dist;
import dev.skerry.examples.kit.Run;
import dev.skerry.examples.kit.Site;
import dev.skerry.examples.kit.Tools;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to sticks and gateways in the field, against the packed programs. */
class FaultsIT {
  private static final int MIB = 1024 * 1024;
  private static final String NAME = "field-stable-1.skerry";

  @TempDir static Path work;
  private static Path good;
  private static Desk desk;
  private static Path fresh;
  private static long importMillis;

  private Path stick;
  private Path data;

  @BeforeAll
  static void release() throws Exception {
    desk = Desk.create(work.resolve("desk"), "field");
    byte[] random = new byte[16 * MIB];
    for (int i = 1; i <= 4; i++) {
      new Random(i).nextBytes(random);
      Files.write(desk.folder().resolve("payload-" + i + ".bin"), random);
    }
    desk.file(
        "bundle.yaml",
        """
        apiVersion: skerry.dev/v1
        kind: Bundle
        product: field
        channel: stable
        expires: 180d
        platforms: [linux/amd64]
        files: [payload-1.bin, payload-2.bin, payload-3.bin, payload-4.bin]
        """);
    good = Files.createDirectory(work.resolve("good"));
    desk.release(1, good, "--volume-size", String.valueOf(24 * MIB));
    fresh = desk.site(work.resolve("fresh"), "north-1");
    Path timed = copy(fresh, "timed");
    long begun = System.nanoTime();
    importFrom(timed, good).exits(0);
    importMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
  }

  @BeforeEach
  void newStickAndGateway() throws IOException {
    Path folder = Files.createTempDirectory(work, "case");
    stick = copy(good, folder.getFileName() + "/stick");
    data = copy(fresh, folder.getFileName() + "/data");
  }

  @RepeatedTest(20)
  void anImportThatIsKilledLeavesNothingHalfDoneAndARepeatSucceeds(RepetitionInfo repetition)
      throws Exception {
    long wait = new Random(repetition.getCurrentRepetition()).nextLong(importMillis);
    Daemon daemon =
        Daemon.start(
            data.resolveSibling("log"),
            Map.of(),
            Dist.command("skerryd", "import", "--data", data.toString(), stick.toString()));
    TimeUnit.MILLISECONDS.sleep(wait);
    daemon.kill();
    importFrom(data, stick).exits(0);
    everyBlobIsItsName();
  }

  private void everyBlobIsItsName() {
    String bad =
        Run.ok(
            data,
            "sh",
            "-c",
            "find blobs -type f | while read -r f; do"
                + " [ \"$(sha256sum <$f | cut -c1-64)\" = \"${f##*/}\" ] || echo $f; done");
    assertThat(bad).isEmpty();
    assertThat(Run.ok(data, "sh", "-c", "find blobs -type f | wc -l")).isNotEqualTo("0");
  }

  @ParameterizedTest
  @ValueSource(strings = {".001", ".002", ".003"})
  void aMissingVolumeIsNamedAndTheRestGoesInLater(String volume) throws IOException {
    Path missing = stick.resolve(NAME + volume);
    Path elsewhere = stick.resolveSibling("other" + volume);
    Files.move(missing, elsewhere);
    Run run = importFrom(data, stick).exits(5);
    assertThat(run.err()).contains(volume);
    Files.move(elsewhere, missing);
    importFrom(data, stick).exits(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {".001", ".002", ".003"})
  void aTruncatedVolumeIsDamage(String volume) throws IOException {
    truncate(stick.resolve(NAME + volume), 10_000);
    importFrom(data, stick).exits(5);
    nothingIsServed();
  }

  @Test
  void swappedVolumesAreDamage() throws IOException {
    Path second = stick.resolve(NAME + ".002");
    Path third = stick.resolve(NAME + ".003");
    Path aside = stick.resolve("aside");
    Files.move(second, aside);
    Files.move(third, second);
    Files.move(aside, third);
    importFrom(data, stick).exits(5);
    nothingIsServed();
  }

  @ParameterizedTest
  @ValueSource(longs = {100, 600, 30_000_000, 60_000_000})
  void aFlippedByteIsDamageWhereverItIs(long position) throws IOException {
    long volume = position / (24 * MIB);
    try (FileChannel channel =
        FileChannel.open(
            stick.resolve(NAME + ".00" + (volume + 1)),
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      var one = java.nio.ByteBuffer.allocate(1);
      channel.read(one, position % (24 * MIB));
      one.put(0, (byte) (one.get(0) ^ 1)).rewind();
      channel.write(one, position % (24 * MIB));
    }
    Run run = importFrom(data, stick).exits(5);
    assertThat(run.err()).contains(NAME).contains("next:");
    nothingIsServed();
  }

  @Test
  void aStickThatIsPulledOutInMidImportIsDamageAndItsReturnSucceeds() throws Exception {
    Daemon daemon =
        Daemon.start(
            data.resolveSibling("log"),
            Map.of(),
            Dist.command("skerryd", "import", "--data", data.toString(), stick.toString()));
    daemon.until(() -> holdsAny(data.resolve("quarantine")));
    for (String volume : List.of(".001", ".002", ".003")) {
      truncate(stick.resolve(NAME + volume), 0);
    }
    Dist.remove(stick);
    int exit = daemon.exit();
    assertThat(exit).as(daemon.output()).isEqualTo(5);
    assertThat(daemon.output()).doesNotContain("\tat ");
    importFrom(data, good).exits(0);
    everyBlobIsItsName();
  }

  /** One that was too quick for the signal is tried again with a fresh stick. */
  @ParameterizedTest
  @CsvSource({"INT,130", "TERM,143"})
  void aSignalDuringAWriteSaysWhatToDoAndTheSameCommandGoesOn(String signal, int expected)
      throws Exception {
    String statement = desk.folder().resolve("out/field-stable-1.statement").toString();
    int exit = 0;
    for (int attempt = 0; exit == 0 && attempt < 20; attempt++) {
      Path target = Files.createDirectory(data.resolveSibling("target-" + attempt));
      String[] write = {
        "write", statement, "--to", target.toString(), "--volume-size", String.valueOf(24 * MIB)
      };
      // A process that was started in the background may ignore SIGINT and hand that on.
      List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
      command.addAll(Dist.command("skerry", write));
      Daemon daemon = Daemon.start(data.resolveSibling("log-" + attempt), Map.of(), command);
      exit = daemon.untilOrEnded(() -> holdsAny(target)).signal(signal);
      if (exit != 0) {
        assertThat(exit).as(daemon.output()).isEqualTo(expected);
        assertThat(daemon.output())
            .contains("interrupted: run the same command again")
            .doesNotContain("\tat ", "safe to remove");
        Dist.skerry(desk.folder(), write).exits(0);
        Run.ok(work, "diff", "-r", "-x", "skerry-receipts", good.toString(), target.toString());
      }
    }
    assertThat(exit).isEqualTo(expected);
  }

  /** Whether the import was quicker than the signal is not for a test to say. */
  @Test
  void aServiceThatIsToldToStopDuringAnImportLeavesNothingHalfDone() throws Exception {
    try (Site service = Site.serve(data)) {
      Daemon caller =
          Daemon.start(
              data.resolveSibling("caller"),
              Map.of(),
              Dist.command("skerryd", "import", "--data", data.toString(), stick.toString()));
      caller.untilOrEnded(() -> holdsAny(data.resolve("quarantine")));
      assertThat(service.daemon().signal("TERM")).isEqualTo(143);
      assertThat(caller.exit()).as(caller.output()).isIn(0, 7);
      assertThat(caller.output() + service.daemon().output()).doesNotContain("\tat ");
    }
    importFrom(data, good).exits(0);
    everyBlobIsItsName();
  }

  @Test
  void aFullDiskStoresNothingAndRoomMakesARepeatSucceed() throws IOException {
    Tools.needRoot();
    Path small = Files.createDirectory(data.resolveSibling("small"));
    Run.ok(work, "mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", small.toString());
    try {
      Run.ok(work, "cp", "-a", data.toString() + "/.", small.toString());
      Files.writeString(small.resolve("skerryd.yaml"), "reserve: 0\n");
      Run run = importFrom(small, stick).exits(6);
      assertThat(run.err()).contains("next:");
      Run.ok(work, "mount", "-o", "remount,size=200m", small.toString());
      importFrom(small, stick).exits(0);
    } finally {
      Run.ok(work, "umount", small.toString());
    }
  }

  private void nothingIsServed() {
    assertThat(Run.ok(data, "find", ".", "-path", "./blobs/*", "-type", "f")).isEmpty();
    String status = Dist.skerryd(work, "status", "--data", data.toString()).exits(0).out();
    assertThat(status)
        .contains("north-1", "no bundle was imported yet")
        .doesNotContain("bundle field-stable-1");
  }

  private static boolean holdsAny(Path folder) {
    try (var names = Files.list(folder)) {
      return names.findAny().isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  private static void truncate(Path file, long length) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(length);
    }
  }

  private static Run importFrom(Path data, Path stick, String... options) {
    String[] command = new String[options.length + 4];
    System.arraycopy(options, 0, command, 4, options.length);
    System.arraycopy(
        new String[] {"import", "--data", data.toString(), stick.toString()}, 0, command, 0, 4);
    return Dist.skerryd(work, command);
  }

  private static Path copy(Path from, String name) {
    Path to = work.resolve(name);
    Run.ok(work, "cp", "-a", from.toString(), to.toString());
    return to;
  }
}
