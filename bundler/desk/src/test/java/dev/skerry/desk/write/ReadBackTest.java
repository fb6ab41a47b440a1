package dev.skerry.desk.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.desk.sign.StatementFile;
import dev.skerry.format.Digest;
import dev.skerry.format.Progress;
import dev.skerry.format.archive.Assembly;
import dev.skerry.format.archive.BundleImage;
import dev.skerry.format.archive.Layout;
import dev.skerry.format.archive.Member;
import dev.skerry.format.archive.VolumesFile;
import dev.skerry.format.document.Envelope;
import dev.skerry.format.document.PayloadTypes;
import dev.skerry.format.document.Requires;
import dev.skerry.format.document.Statement;
import dev.skerry.format.document.Totals;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadBackTest {
  private static final long VOLUME = 5_000_000;

  @TempDir Path dir;
  private BundleImage image;
  private StatementFile statement;
  private List<VolumeStream.Plan> plan;
  private Medium medium;

  @BeforeEach
  void write() throws Exception {
    byte[] body = new byte[8_000_000];
    new Random(1).nextBytes(body);
    Digest digest = Digest.of(body);
    Layout layout = new Layout(List.of(), List.of(Member.blob(digest, body.length)));
    Assembly assembly = Assembly.of(List.of(), new TreeMap<>(), new byte[] {'{', '}'}, layout);
    for (byte[] document : assembly.documents()) {
      Files.write(dir.resolve(Digest.of(document).hex()), document);
    }
    Files.write(dir.resolve(digest.hex()), body);
    Instant now = Instant.parse("2026-11-22T10:00:00Z");
    Statement said =
        new Statement(
            Digest.of(assembly.sums().bytes()),
            "edge",
            "stable",
            1,
            1,
            now,
            now.plusSeconds(60),
            Optional.empty(),
            new Totals(1, 1, 1),
            new Requires(List.of(), List.of()),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    statement =
        new StatementFile(
            dir.resolve("s"), Envelope.unsigned(PayloadTypes.IN_TOTO, said.payload()), said);
    image = BundleContent.find(statement, d -> dir.resolve(d.hex())).image();
    plan = VolumeStream.plan("edge-stable-1", image.length(), VOLUME);
    medium = new Medium(Files.createDirectories(dir.resolve("stick")), "edge-stable-1");
    try (VolumeStream stream = new VolumeStream(medium, plan, Progress.none());
        Pipe pipe = new Pipe(stream::write)) {
      new ImageReader(d -> dir.resolve(d.hex()), pipe).read(image);
      pipe.finish();
    }
  }

  @Test
  void whatWasWrittenComesBack() {
    assertThat(read().volumes()).extracting(v -> v.size()).containsExactly(VOLUME, 3_007_680L);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 700, 4_999_999, 5_000_000, 8_001_000, 8_007_679})
  void aFlippedByteAnywhereIsFoundAndItsVolumeNamed(long at) throws Exception {
    Path file = medium.file(plan.get((int) (at / VOLUME)).name());
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(at % VOLUME);
      int old = bytes.read();
      bytes.seek(at % VOLUME);
      bytes.write(old ^ 4);
    }
    assertThatThrownBy(this::read)
        .hasMessageContaining("SKY-3906")
        .hasMessageContaining("edge-stable-1.skerry.00");
  }

  @Test
  void aVolumeThatIsShorterOrLongerIsFound() throws Exception {
    Path last = medium.file(plan.getLast().name());
    try (RandomAccessFile bytes = new RandomAccessFile(last.toFile(), "rw")) {
      bytes.setLength(bytes.length() - 1);
    }
    assertThatThrownBy(this::read).hasMessageContaining("SKY-3906");
  }

  private VolumesFile read() {
    return new ReadBack(medium, image, Progress.none()).read(statement, plan);
  }
}
