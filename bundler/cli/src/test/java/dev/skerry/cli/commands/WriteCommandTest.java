package dev.skerry.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.cli.PlayedConsole;
import dev.skerry.desk.ledger.Ledger;
import dev.skerry.desk.sign.StatementFile;
import dev.skerry.desk.write.Write;
import dev.skerry.format.Digest;
import dev.skerry.format.Progress;
import dev.skerry.format.archive.VolumesFile;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.SkerryException;
import java.io.ByteArrayOutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteCommandTest {
  private static final int SIZE = 9_000_000;
  private static final String VOLUME = "4194304";

  @TempDir Path dir;
  private final PlayedConsole console = new PlayedConsole();
  private Desk desk;

  @BeforeEach
  void open() throws Exception {
    desk = new Desk(dir).withRoot();
  }

  @Test
  void volumesJoinedAreTheSameBytesAsOneFile() throws Exception {
    Path statement = desk.signed(1, SIZE);
    PlayedConsole written = write(statement);
    assertThat(written.result()).contains("edge-stable-1.skerry.003", "Safe to remove.");
    Path whole = Files.createDirectories(dir.resolve("whole"));
    Desk.run("write", statement, "--to", whole);
    assertThat(joined()).isEqualTo(Files.readAllBytes(whole.resolve("edge-stable-1.skerry")));
    assertThat(names())
        .containsExactly(
            "edge-stable-1.skerry.001",
            "edge-stable-1.skerry.002",
            "edge-stable-1.skerry.003",
            "edge-stable-1.volumes.json");
  }

  @Test
  void aStickThatIsNotMountedIsSaidAndNotMade() throws Exception {
    Path statement = desk.signed(1, SIZE);
    Path absent = dir.resolve("absent");
    int exit = console.run("write", statement, "--to", absent);
    assertThat(exit).isEqualTo(ExitCode.FAILED.number());
    assertThat(console.said()).contains("SKY-3909", "is not there", "Mount the stick");
    assertThat(absent).doesNotExist();
  }

  @Test
  void theListOfVolumesIsTrueAndTheLedgerHasTheStatement() throws Exception {
    Path statement = desk.signed(1, SIZE);
    write(statement);
    Path list = desk.stick.resolve("edge-stable-1.volumes.json");
    VolumesFile file = VolumesFile.parse(Files.readAllBytes(list), "list");
    for (VolumesFile.Volume volume : file.volumes()) {
      byte[] bytes = Files.readAllBytes(desk.stick.resolve(volume.name()));
      assertThat(Digest.of(bytes)).isEqualTo(volume.digest());
    }
    byte[] head = java.util.Arrays.copyOf(joined(), (int) file.head().length());
    assertThat(Digest.of(head)).isEqualTo(file.head().digest());
    assertThat(new Ledger(dir.resolve("ledger")).statements("edge", "stable"))
        .extracting(entry -> entry.digest())
        .containsExactly(StatementFile.read(statement).digest());
  }

  @Test
  void belowTheThresholdNothingIsWritten() throws Exception {
    Path statement = desk.build(1, 1000, Optional.empty());
    Desk.run("sign", statement, "--key", desk.key("alice"), "--yes");
    assertThat(console.run("write", statement, "--to", desk.stick)).isEqualTo(3);
    assertThat(console.said()).contains("SKY-3910").contains("skerry sign");
    assertThat(console.said()).doesNotContain("this stick");
    assertThat(names()).isEmpty();
    assertThat(new Ledger(dir.resolve("ledger")).statements("edge", "stable")).isEmpty();
  }

  @Test
  void anExpiredBundleIsNotWritten() throws Exception {
    StatementFile file = StatementFile.read(desk.signed(1, 1000));
    Path content = desk.content.resolve("blobs/sha256");
    for (Duration age : List.of(Duration.ofDays(181), Duration.ofDays(800))) {
      InstantSource later = InstantSource.fixed(PlayedConsole.NOW.plus(age));
      Write write = new Write(file, digest -> content.resolve(digest.hex()), later);
      assertThatThrownBy(() ->
              write.into(desk.stick, 1 << 20, Optional.empty(), Progress.none(), Progress.none()))
          .isInstanceOfSatisfying(
              SkerryException.class,
              e -> assertThat(e.problem().exit()).isEqualTo(ExitCode.REFUSED))
          .hasMessageContaining("SKY-3908");
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void contentThatRottedOrIsGoneIsNamed() throws Exception {
    Path statement = desk.signed(1, SIZE);
    byte[] bytes = new byte[SIZE];
    new Random(1).nextBytes(bytes);
    Path blob = desk.blob(Digest.of(bytes));
    flip(blob, 5_000_000);
    assertThat(console.run("write", statement, "--to", desk.stick)).isEqualTo(1);
    assertThat(console.said()).contains("SKY-3902", blob.toString());
    assertThat(names()).doesNotContain("edge-stable-1.skerry", "edge-stable-1.volumes.json");
    Files.delete(blob);
    PlayedConsole gone = new PlayedConsole();
    assertThat(gone.run("write", statement, "--to", desk.stick)).isEqualTo(1);
    assertThat(gone.said()).contains("SKY-3901");
  }

  @Test
  void aWriteThatWasCutGoesOnAndEndsInTheSameBytes() throws Exception {
    Path statement = desk.signed(1, SIZE);
    write(statement);
    byte[] whole = joined();
    Path second = desk.stick.resolve("edge-stable-1.skerry.002");
    Path third = desk.stick.resolve("edge-stable-1.skerry.003");
    Path cut = desk.stick.resolve("edge-stable-1.skerry.002.part");
    Files.move(second, cut);
    try (RandomAccessFile file = new RandomAccessFile(cut.toFile(), "rw")) {
      file.setLength(3_000_001);
    }
    Files.delete(third);
    PlayedConsole again = write(statement);
    assertThat(again.result()).contains("7.2 MB stood there already");
    assertThat(joined()).isEqualTo(whole);
    assertThat(names()).doesNotContain(cut.getFileName().toString());
  }

  @Test
  void whatStandsOnTheStickIsNotTrustedButComparedWithTheContent() throws Exception {
    Path statement = desk.signed(1, SIZE);
    write(statement);
    byte[] whole = joined();
    flip(desk.stick.resolve("edge-stable-1.skerry.002"), 1_000_000);
    PlayedConsole again = write(statement);
    assertThat(again.result()).contains("stood there already");
    assertThat(joined()).isEqualTo(whole);
  }

  @Test
  void anotherBundleIsNeverTouched() throws Exception {
    write(desk.signed(1, SIZE));
    byte[] first = joined();
    write(desk.signed(2, 1000));
    assertThat(Files.exists(desk.stick.resolve("edge-stable-2.skerry"))).isTrue();
    Files.delete(desk.stick.resolve("edge-stable-2.skerry"));
    assertThat(joined()).isEqualTo(first);
    Path other = desk.signed(1, 2000);
    assertThat(console.run("write", other, "--to", desk.stick)).isEqualTo(1);
    assertThat(console.said()).contains("SKY-3904");
    assertThat(joined()).isEqualTo(first);
  }

  @Test
  void volumesOfAnEarlierSplitDoNotStayBehind() throws Exception {
    Path statement = desk.signed(1, SIZE);
    write(statement);
    Desk.run("write", statement, "--to", desk.stick);
    assertThat(names()).containsExactly("edge-stable-1.skerry", "edge-stable-1.volumes.json");
  }

  @Test
  void aVolumeSizeThatGivesTooManyVolumesIsWrongUsage() throws Exception {
    Path statement = desk.signed(1, SIZE);
    assertThat(console.run("write", statement, "--to", desk.stick, "--volume-size", "8192"))
        .isEqualTo(2);
    assertThat(names()).isEmpty();
  }

  private PlayedConsole write(Path statement) {
    return Desk.run("write", statement, "--to", desk.stick, "--volume-size", VOLUME);
  }

  private List<String> names() throws Exception {
    try (Stream<Path> files = Files.list(desk.stick)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private byte[] joined() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String name : names()) {
      if (name.contains(".skerry.")) {
        out.writeBytes(Files.readAllBytes(desk.stick.resolve(name)));
      }
    }
    return out.toByteArray();
  }

  private static void flip(Path file, long at) throws Exception {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(at);
      int old = bytes.read();
      bytes.seek(at);
      bytes.write(old ^ 1);
    }
  }
}
