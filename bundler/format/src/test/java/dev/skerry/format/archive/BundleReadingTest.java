package dev.skerry.format.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.Digest;
import dev.skerry.format.accept.Metadata;
import dev.skerry.format.archive.PayloadReader.Range;
import dev.skerry.format.document.Statement;
import dev.skerry.format.document.Totals;
import dev.skerry.format.error.ErrorCode;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.testing.MeteredFiles;
import dev.skerry.format.testing.TestBundle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundleReadingTest {
  private static final TestBundle BUNDLE = TestBundle.sample(1);
  private static final byte[] ARCHIVE = BUNDLE.archive();

  @TempDir Path stick;

  private BundleSource source() {
    return source(stick);
  }

  private static BundleSource source(Path path) {
    BundleFiles files = BundleFinder.find(MediumFiles.real(), List.of(path)).getFirst();
    return BundleSource.open(MediumFiles.real(), files, Optional.empty());
  }

  private static Head head(BundleSource source, Statement statement) {
    HeadReader reader = new HeadReader(source);
    return reader.head(reader.opening(), statement);
  }

  @ParameterizedTest
  @ValueSource(ints = {700, 10_000, 40_001, Integer.MAX_VALUE})
  void everyByteIsReadAtItsPlaceWhateverTheVolumes(int volumeSize) throws IOException {
    int size = Math.max(volumeSize, ARCHIVE.length / 900);
    BUNDLE.write(stick, size);
    try (BundleSource source = source()) {
      assertThat(source.available(0)).isEqualTo(ARCHIVE.length);
      assertThat(source.missing(ARCHIVE.length)).isEmpty();
      for (int at = 0; at < ARCHIVE.length; at += 9_973) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.min(20_000, ARCHIVE.length - at));
        source.read(bytes, at);
        assertThat(bytes.flip()).isEqualTo(ByteBuffer.wrap(ARCHIVE, at, bytes.limit()));
      }
    }
  }

  @Test
  void theHeadListsWhatWasWritten() {
    BUNDLE.write(stick);
    try (BundleSource source = source()) {
      Head head = head(source, BUNDLE.statement());
      assertThat(head.start()).isEqualTo(BUNDLE.headLength());
      assertThat(head.length()).isEqualTo(ARCHIVE.length);
      assertThat(head.blobs().keySet()).isEqualTo(BUNDLE.blobs.keySet());
      Metadata metadata = MetadataReader.read(source, head);
      assertThat(metadata.index()).isEqualTo(BUNDLE.index());
      metadata
          .documents()
          .forEach((digest, body) -> assertThat(body).isEqualTo(BUNDLE.blobs.get(digest)));
    }
  }

  /** Step 0: the lists come after the signatures, and their header is only peeked at. */
  @Test
  void whatStandsBeforeTheListsIsReadWithoutAByteOfThem() {
    Path file = BUNDLE.write(stick);
    MeteredFiles metered = new MeteredFiles();
    MediumFiles medium = MediumFiles.patient(metered, Patience.READING);
    BundleFiles files = BundleFinder.find(medium, List.of(stick)).getFirst();
    try (BundleSource source = BundleSource.open(medium, files, Optional.empty())) {
      Opening opening = new HeadReader(source).opening();
      assertThat(metered.end(file)).isEqualTo(opening.end() + UstarHeader.BLOCK);
      new HeadReader(source).head(opening, BUNDLE.statement());
      assertThat(metered.end(file)).isEqualTo(BUNDLE.headLength());
    }
  }

  @Test
  void payloadIsStreamedAndHashed() {
    BUNDLE.write(stick, 33_333);
    try (BundleSource source = source()) {
      Head head = head(source, BUNDLE.statement());
      PayloadReader reader = new PayloadReader(source, head);
      for (int i = head.metadata(); i < head.members().size(); i++) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        reader.read(
            i,
            bytes -> {
              byte[] copy = new byte[bytes.remaining()];
              bytes.get(copy);
              body.writeBytes(copy);
            });
        assertThat(Digest.of(body.toByteArray())).isEqualTo(head.members().get(i).digest());
        reader.skip(i);
        assertThat(reader.present(i))
            .containsExactly(
                body.size() == 0 ? new Range[0] : new Range[] {new Range(0, body.size())});
      }
      reader.trailer();
    }
  }

  @Test
  void whatAMissingVolumeCutsIsKnownToTheByte() throws IOException {
    List<Path> volumes = BUNDLE.write(stick, 20_000);
    Files.delete(volumes.get(2));
    try (BundleSource source = source()) {
      Head head = head(source, BUNDLE.statement());
      assertThat(source.missing(head.length())).containsExactly(3);
      PayloadReader reader = new PayloadReader(source, head);
      long[] starts = head.starts();
      for (int i = head.metadata(); i < head.members().size(); i++) {
        long body = starts[i] + UstarHeader.BLOCK;
        long end = body + head.members().get(i).size();
        List<Range> expected = new ArrayList<>();
        add(expected, body, Math.min(end, 40_000), body);
        add(expected, Math.max(body, 60_000), end, body);
        assertThat(reader.present(i)).isEqualTo(expected);
        boolean untouched = starts[i + 1] <= 40_000 || starts[i] >= 60_000;
        assertThat(reader.whole(i)).isEqualTo(untouched);
      }
    }
  }

  private static void add(List<Range> ranges, long from, long to, long body) {
    if (from < to) {
      ranges.add(new Range(from - body, to - body));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void totalsThatContradictTheListsAreRefused(String what, Function<Totals, Totals> change) {
    BUNDLE.write(stick);
    Statement s = BUNDLE.statement();
    Statement lying =
        new Statement(
            s.sums(),
            s.product(),
            s.channel(),
            s.epoch(),
            s.sequence(),
            s.issued(),
            s.expires(),
            s.previous(),
            change.apply(s.totals()),
            s.requires(),
            s.audience(),
            s.content(),
            s.plans(),
            s.assumes(),
            s.downgrade(),
            s.evidence());
    try (BundleSource source = source()) {
      refuses(ReadError.LISTS_CONTRADICT, () -> head(source, lying));
    }
  }

  static Stream<Arguments> totalsThatContradictTheListsAreRefused() {
    return Stream.of(
        totals("a member more", t -> new Totals(t.members() + 1, t.metadata(), t.bytes())),
        totals("a byte less", t -> new Totals(t.members(), t.metadata(), t.bytes() - 1)),
        totals("no metadata", t -> new Totals(t.members(), 0, t.bytes())),
        totals("too much metadata", t -> new Totals(t.members(), t.members(), t.bytes())),
        totals("a number beyond", t -> new Totals(t.members(), 9_999_999_999_999_999L, t.bytes())));
  }

  private static Arguments totals(String what, Function<Totals, Totals> change) {
    return Arguments.of(what, change);
  }

  @Test
  void moreRootsThanTheLimitAreRefusedBeforeTheyAreAllRead() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    member(out, MemberName.ENVELOPE, new byte[] {1});
    for (int i = 1; i <= 257; i++) {
      member(out, MemberName.root(i), new byte[] {2});
    }
    write("many.skerry", out.toByteArray());
    try (BundleSource source = source()) {
      refuses(ReadError.NOT_A_HEAD, () -> new HeadReader(source).opening());
    }
  }

  @Test
  void anEnvelopeOverTheLimitIsNotRead() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(UstarHeader.of(MemberName.ENVELOPE, 1024 * 1024 + 1));
    write("long.skerry", out.toByteArray());
    try (BundleSource source = source()) {
      refuses(ReadError.NOT_A_HEAD, () -> new HeadReader(source).opening());
    }
  }

  @Test
  void omittedBlobsAreRead() {
    TestBundle thin = TestBundle.sample(2);
    String hex = "ab".repeat(32);
    thin.extras.put("OMITTED", TestBundle.utf8(hex + "  blobs/sha256/" + hex + "\n"));
    thin.extras.put("SOMETHING", TestBundle.utf8("not known, hashed and ignored"));
    thin.write(stick);
    try (BundleSource source = source()) {
      Head head = head(source, thin.statement());
      assertThat(head.extras()).containsOnlyKeys("head/OMITTED", "head/SOMETHING");
      assertThat(MetadataReader.read(source, head).omitted()).containsExactly(new Digest(hex));
    }
  }

  @Test
  void onlyBundlesAreFoundAndOneVolumeTwiceIsRefused() throws IOException {
    write("readme.txt", new byte[1]);
    refuses(ReadError.NO_BUNDLE, this::source);
    write("a.skerry.001", new byte[1]);
    Path other = Files.createDirectory(stick.resolve("other"));
    Files.write(other.resolve("a.skerry.001"), new byte[1]);
    List<Path> twice = List.of(stick, other);
    refuses(ReadError.NO_BUNDLE, () -> BundleFinder.find(MediumFiles.real(), twice));
  }

  private static void member(ByteArrayOutputStream out, String name, byte[] body) {
    out.writeBytes(UstarHeader.of(name, body.length));
    out.writeBytes(body);
    out.writeBytes(new byte[UstarHeader.padding(body.length)]);
  }

  private void write(String name, byte[] bytes) {
    try {
      Files.write(stick.resolve(name), bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void refuses(ErrorCode code, ThrowingCallable read) {
    assertThatThrownBy(read)
        .isInstanceOfSatisfying(
            SkerryException.class,
            e -> assertThat(e.problem().code()).as(e.getMessage()).isEqualTo(code.code()));
  }
}
