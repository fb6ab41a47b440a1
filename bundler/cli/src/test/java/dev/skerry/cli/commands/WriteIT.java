package dev.skerry.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.cli.PlayedConsole;
import dev.skerry.format.archive.MemberName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writing against real programs, a real small medium, and real kills. */
class WriteIT {
  @TempDir Path dir;
  private Desk desk;

  @BeforeEach
  void open() throws Exception {
    desk = new Desk(dir).withRoot();
  }

  @Test
  void gnuTarMakesTheSameBytesFromTheContent() throws Exception {
    need("tar", "--version");
    Path statement = desk.signed(1, 3_000_000);
    Desk.run("write", statement, "--to", desk.stick);
    Path bundle = desk.stick.resolve("edge-stable-1.skerry");
    Path out = Files.createDirectories(dir.resolve("extracted"));
    run("tar", "-xf", bundle.toString(), "-C", out.toString());
    List<String> names = new ArrayList<>(List.of(MemberName.ENVELOPE));
    List<String> listed =
        Files.readAllLines(out.resolve(MemberName.SUMS), StandardCharsets.US_ASCII).stream()
            .map(line -> line.substring(66))
            .toList();
    listed.stream().filter(name -> name.startsWith("roots/")).forEach(names::add);
    names.add(MemberName.SUMS);
    listed.stream().filter(name -> !name.startsWith("roots/")).forEach(names::add);
    Path list = Files.write(dir.resolve("names"), names);
    Path again = dir.resolve("again.tar");
    run(
        "tar",
        "--format=ustar",
        "--no-recursion",
        "--mtime=@0",
        "--owner=0",
        "--group=0",
        "--numeric-owner",
        "--mode=0644",
        "-cf",
        again.toString(),
        "-C",
        out.toString(),
        "-T",
        list.toString());
    assertThat(Files.mismatch(again, bundle)).isEqualTo(-1);
  }

  @Test
  void aMediumThatIsTooSmallIsRefusedBeforeTheFirstByte() throws Exception {
    Path small = Files.createDirectories(dir.resolve("small"));
    need("mount", "--version");
    need("mount", "-t", "tmpfs", "-o", "size=4m", "none", small.toString());
    try {
      PlayedConsole console = new PlayedConsole();
      assertThat(console.run("write", desk.signed(1, 5_000_000), "--to", small)).isEqualTo(6);
      assertThat(console.said()).contains("SKY-3903", "bytes free");
      try (Stream<Path> files = Files.list(small)) {
        assertThat(files).isEmpty();
      }
      PlayedConsole fits = Desk.run("write", desk.signed(2, 3_000_000), "--to", small);
      assertThat(fits.result()).contains("Safe to remove.");
    } finally {
      run("umount", small.toString());
    }
  }

  @Test
  void aWriterThatIsKilledAgainAndAgainStillEndsInTheSameBytes() throws Exception {
    Path statement = desk.signed(1, 150_000_000);
    Path whole = Files.createDirectories(dir.resolve("whole"));
    Desk.run("write", statement, "--to", whole, "--volume-size", "40000000");
    Random random = new Random(7);
    int cut = 0;
    for (int i = 0; i < 8; i++) {
      Process writer = start(statement);
      boolean ended = writer.waitFor(300 + random.nextInt(900), TimeUnit.MILLISECONDS);
      writer.destroyForcibly().waitFor();
      cut += ended ? 0 : 1;
    }
    assertThat(cut).as("kills before the end").isPositive();
    assertThat(start(statement).waitFor()).isZero();
    try (Stream<Path> files = Files.list(whole)) {
      for (Path file : files.toList()) {
        Path same = desk.stick.resolve(file.getFileName());
        assertThat(Files.mismatch(file, same)).as(same.toString()).isEqualTo(-1);
      }
    }
  }

  private Process start(Path statement) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            "dev.skerry.cli.Skerry",
            "write",
            statement.toString(),
            "--to",
            desk.stick.toString(),
            "--volume-size",
            "40000000")
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static void need(String... command) throws Exception {
    boolean works;
    try {
      works = exit(command) == 0;
    } catch (IOException e) {
      works = false;
    }
    if (System.getenv("CI") != null) {
      assertThat(works).as(String.join(" ", command)).isTrue();
    }
    Assumptions.assumeTrue(works, () -> String.join(" ", command) + " does not work here");
  }

  private static void run(String... command) throws Exception {
    assertThat(exit(command)).as(String.join(" ", command)).isZero();
  }

  private static int exit(String... command) throws Exception {
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start()
        .waitFor();
  }
}
