package dev.skerry.format.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.Digest;
import dev.skerry.format.accept.AcceptError;
import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.testing.MeteredFiles;
import dev.skerry.format.testing.TestBundle;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a list of volumes that nobody signed can do to the refusal of a bad signature. */
class DiagnosisTest {
  private static final long FOUR_GIB = 4L << 30;
  private static final TestBundle BUNDLE = longerThanAChunk();
  private static final SkerryException FORGED =
      new SkerryException(AcceptError.RELEASE_THRESHOLD, "bundle.dsse.json", "is signed by nobody");

  @TempDir Path stick;
  private final MeteredFiles medium = new MeteredFiles();
  private Path file;
  private Path list;

  private static TestBundle longerThanAChunk() {
    TestBundle bundle = TestBundle.sample(1);
    bundle.image("docker.io/library/big:v1", TestBundle.bytes(VolumesFile.CHUNK, 9));
    return bundle;
  }

  /** A bundle with one flipped byte in its head, far longer than what was written. */
  @BeforeEach
  void flip() throws IOException {
    file = BUNDLE.write(stick);
    list = stick.resolve(VolumeNames.listName(BUNDLE.statement().name()));
    byte[] bad = Files.readAllBytes(file);
    bad[700] ^= 1;
    Files.write(file, bad);
    try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(FOUR_GIB);
    }
  }

  @Test
  void anHonestListTellsDamageAndCostsLittle() {
    assertBecomes(ReadError.HEAD_DAMAGED);
  }

  @Test
  void aListWhoseHeadIsFourGigabytesIsNotBelieved() throws IOException {
    list(FOUR_GIB, FOUR_GIB);
    assertBecomes(AcceptError.RELEASE_THRESHOLD);
  }

  @Test
  void aListWhoseHeadIsLongerThanTheFileIsNotBelieved() throws IOException {
    list(2 * FOUR_GIB, 2 * FOUR_GIB);
    assertBecomes(AcceptError.RELEASE_THRESHOLD);
  }

  @Test
  void aListWhoseHeadIsAMebibyteIsNotBelieved() throws IOException {
    list(1 << 20, FOUR_GIB);
    assertBecomes(AcceptError.RELEASE_THRESHOLD);
  }

  private void list(long head, long length) throws IOException {
    Digest digest = Digest.of(new byte[1]);
    List<Digest> chunks = Collections.nCopies((int) (length >> 22), digest);
    VolumesFile.Volume volume =
        new VolumesFile.Volume(file.getFileName().toString(), length, digest, chunks);
    VolumesFile hostile =
        new VolumesFile(
            BUNDLE.statement().name(),
            digest,
            length,
            new VolumesFile.Head(head, digest),
            List.of(volume));
    Files.write(list, hostile.bytes());
  }

  private void assertBecomes(ErrorCode code) {
    BundleFiles files = BundleFinder.find(medium, List.of(stick)).getFirst();
    assertThat(files.diagnosis()).contains(list);
    try (BundleSource source = BundleSource.open(medium, files, Optional.empty())) {
      SkerryException said = new Diagnosis(source).head(FORGED);
      assertThat(said.problem().code()).isEqualTo(code.code());
      assertThat(medium.bytes()).isLessThan(1 << 20);
    }
  }
}
