package dev.skerry.format.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.Progress;
import dev.skerry.format.error.SkerryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real files; how long a read of them takes is what a clock of the test says. */
class SimulatedTrickleTest {
  private static final int PIECE = 512 * 1024;

  @TempDir private Path folder;
  private Path slow;
  private Path quick;
  private Duration each = Duration.ZERO;
  private long now;

  @BeforeEach
  void files() throws IOException {
    slow = Files.write(Files.createDirectory(folder.resolve("slow")).resolve("v"), new byte[PIECE]);
    quick =
        Files.write(Files.createDirectory(folder.resolve("quick")).resolve("v"), new byte[PIECE]);
  }

  /** Each look at the clock finds it later: a read lies between two. */
  private MediumFiles paced() {
    return new PacedFiles(new RealMediumFiles(), () -> now += each.toNanos());
  }

  /** How many pieces are read until the medium is given up, at most so many. */
  private static int pieces(MediumFiles files, Path file, int most) throws IOException {
    int read = 0;
    try (MediumFiles.Opened opened = files.open(file)) {
      while (read < most) {
        assertThat(opened.read(ByteBuffer.allocate(PIECE), 0)).isEqualTo(PIECE);
        read++;
      }
    } catch (SkerryException e) {
      assertThat(e.problem().code()).isEqualTo("SKY-1315");
      assertThat(e.problem().reason()).contains("less than 16 MiB came in 10 minutes");
    }
    return read;
  }

  @Test
  void aStickThatGivesHalfAMebibyteJustInsideEachMinuteIsGivenUpAfterTenMinutes()
      throws IOException {
    MediumFiles files = paced().sitting(Progress.none());
    each = Duration.ofSeconds(59);
    assertThat(pieces(files, slow, 1_000)).isEqualTo(10);
    assertThatThrownBy(() -> files.open(slow))
        .as("nor asked again in this sitting")
        .hasMessageContaining("SKY-1315");
    each = Duration.ofMillis(1);
    assertThat(pieces(files, quick, 100)).as("another stick is not blamed").isEqualTo(100);
    assertThat(pieces(files.sitting(Progress.none()), slow, 100)).isEqualTo(100);
  }

  @Test
  void aSlowStickThatKeepsThePaceIsReadToItsEnd() throws IOException {
    each = Duration.ofSeconds(600).dividedBy(32).minusMillis(1);
    assertThat(pieces(paced(), slow, 1_000)).isEqualTo(1_000);
  }

  @Test
  void aPauseThatTheMediumMadeUpForCountsForTheNextTenMinutesNoMore() throws IOException {
    MediumFiles files = paced();
    each = Duration.ofSeconds(17);
    assertThat(pieces(files, slow, 36)).isEqualTo(36);
    each = Duration.ofSeconds(59);
    assertThat(pieces(files, slow, 1_000)).isEqualTo(10);
  }
}
