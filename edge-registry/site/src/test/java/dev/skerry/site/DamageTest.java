package dev.skerry.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.archive.MediumFiles;
import dev.skerry.format.archive.Patience;
import dev.skerry.format.archive.UstarHeader;
import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.Problem;
import dev.skerry.format.testing.MeteredFiles;
import dev.skerry.format.testing.TestBundle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every damage is refused with the exit code of format section 6, and nothing becomes visible. */
class DamageTest extends SiteTest {
  private static final TestBundle BUNDLE = TestBundle.sample(1);
  private static final byte[] GOOD = BUNDLE.archive();
  private static final Map<String, Integer> HEADERS = headers();
  private static final String SMALL = smallest();

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource
  void aFlippedByteIsRefused(String region, int at, ExitCode exit) {
    byte[] bad = GOOD.clone();
    bad[at] ^= 1;
    refuses(bad, exit);
  }

  static Stream<Arguments> aFlippedByteIsRefused() {
    int sums = HEADERS.get("SHA256SUMS");
    int sizes = HEADERS.get("SIZES");
    int root = HEADERS.get("roots/1.root.dsse.json");
    int layout = HEADERS.get("oci-layout");
    int index = HEADERS.get("index.json");
    int last = HEADERS.get(lastMember());
    return Stream.of(
        Arguments.of("name of the envelope", 0, ExitCode.NOT_TRUSTED),
        Arguments.of("size of the envelope", 124, ExitCode.NOT_TRUSTED),
        Arguments.of("payload type", 520, ExitCode.NOT_TRUSTED),
        Arguments.of("statement", 700, ExitCode.NOT_TRUSTED),
        Arguments.of("padding of the envelope", root - 1, ExitCode.NOT_TRUSTED),
        Arguments.of("header of the root", root + 300, ExitCode.NOT_TRUSTED),
        Arguments.of("root document", root + 600, ExitCode.NOT_TRUSTED),
        Arguments.of("header of SHA256SUMS", sums + 100, ExitCode.DAMAGED),
        Arguments.of("SHA256SUMS", sums + 512, ExitCode.DAMAGED),
        Arguments.of("header of SIZES", sizes + 140, ExitCode.DAMAGED),
        Arguments.of("SIZES", sizes + 513, ExitCode.DAMAGED),
        Arguments.of("oci-layout", layout + 520, ExitCode.DAMAGED),
        Arguments.of("index.json", index + 600, ExitCode.DAMAGED),
        Arguments.of("header of a small blob", HEADERS.get(SMALL) + 265, ExitCode.DAMAGED),
        Arguments.of("a small blob", HEADERS.get(SMALL) + 512, ExitCode.DAMAGED),
        Arguments.of("header of the last blob", last + 345, ExitCode.DAMAGED),
        Arguments.of("the last blob", last + 600, ExitCode.DAMAGED),
        Arguments.of("first byte of the end", GOOD.length - 1024, ExitCode.DAMAGED),
        Arguments.of("last byte", GOOD.length - 1, ExitCode.DAMAGED));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void aWrongLengthOrOrderIsDamage(String what, byte[] bad, ExitCode exit) {
    refuses(bad, exit);
  }

  static Stream<Arguments> aWrongLengthOrOrderIsDamage() {
    int layout = HEADERS.get("oci-layout");
    int index = HEADERS.get("index.json");
    int root = HEADERS.get("roots/1.root.dsse.json");
    int sums = HEADERS.get("SHA256SUMS");
    byte[] layoutMember = Arrays.copyOfRange(GOOD, layout, index);
    byte[] rootMember = Arrays.copyOfRange(GOOD, root, sums);
    byte[] stranger = new byte[1024];
    System.arraycopy(UstarHeader.of("evil", 1), 0, stranger, 0, 512);
    return Stream.of(
        Arguments.of("empty", new byte[0], ExitCode.DAMAGED),
        Arguments.of("cut in the envelope", Arrays.copyOf(GOOD, 700), ExitCode.NOT_TRUSTED),
        Arguments.of("cut in the lists", Arrays.copyOf(GOOD, sums + 600), ExitCode.DAMAGED),
        Arguments.of(
            "cut in the blobs", Arrays.copyOf(GOOD, GOOD.length - 20_000), ExitCode.DAMAGED),
        Arguments.of("without an end", Arrays.copyOf(GOOD, GOOD.length - 512), ExitCode.DAMAGED),
        Arguments.of("one byte more", Arrays.copyOf(GOOD, GOOD.length + 1), ExitCode.DAMAGED),
        Arguments.of("a record more", Arrays.copyOf(GOOD, GOOD.length + 10_240), ExitCode.DAMAGED),
        Arguments.of("a member twice", insert(layout, layoutMember), ExitCode.DAMAGED),
        Arguments.of("a stranger first", insert(0, stranger), ExitCode.NOT_TRUSTED),
        Arguments.of("a stranger before the root", insert(root, stranger), ExitCode.NOT_TRUSTED),
        Arguments.of("a stranger after the root", insert(sums, stranger), ExitCode.DAMAGED),
        Arguments.of("a stranger later", insert(index, stranger), ExitCode.DAMAGED),
        Arguments.of("the root twice", insert(sums, rootMember), ExitCode.DAMAGED));
  }

  @Test
  void aDamagedHeadIsToldFromAForgedOneByTheListOfVolumes() {
    byte[] bad = GOOD.clone();
    bad[700] ^= 1;
    BUNDLE.write(stick);
    write(stick.resolve("edge-fleet-stable-1.skerry"), bad);
    Problem problem = importStick().decisive().problem().orElseThrow();
    assertThat(problem.code()).isEqualTo("SKY-1307");
    assertThat(problem.exit()).isEqualTo(ExitCode.DAMAGED);
    assertThat(problem.reason()).contains("head");
    assertServesNothing();
  }

  @Test
  void aListOfVolumesThatFitsTheForgeryDecidesNothing() {
    byte[] bad = GOOD.clone();
    bad[700] ^= 1;
    BUNDLE.write(stick, bad, Integer.MAX_VALUE);
    assertThat(importStick().exit()).isEqualTo(ExitCode.NOT_TRUSTED);
    assertServesNothing();
  }

  /** Also by nobody who reads ahead. */
  @Test
  void ofABadSignatureNothingOfTheListsIsRead() {
    byte[] bad = GOOD.clone();
    bad[700] ^= 1;
    Path file = stick.resolve("any.skerry");
    write(file, bad);
    MeteredFiles metered = new MeteredFiles();
    medium = MediumFiles.patient(metered, Patience.READING);
    assertThat(importStick().exit()).isEqualTo(ExitCode.NOT_TRUSTED);
    int header = HEADERS.get("SHA256SUMS");
    assertThat(metered.end(file)).isEqualTo(header + UstarHeader.BLOCK);
  }

  @Test
  void aBadByteIsNamedByVolume() throws IOException {
    List<Path> volumes = BUNDLE.write(stick, 50_000);
    byte[] second = Files.readAllBytes(volumes.get(1));
    second[20_000] ^= 1;
    Files.write(volumes.get(1), second);
    Problem problem = importStick().decisive().problem().orElseThrow();
    assertThat(problem.exit()).isEqualTo(ExitCode.DAMAGED);
    assertThat(problem.reason()).contains("edge-fleet-stable-1.skerry.002");
    assertServesNothing();
  }

  @Test
  void swappedVolumesAreRefusedAndThePutRightAreImported() throws IOException {
    List<Path> volumes = BUNDLE.write(stick, 40_000);
    swap(volumes.get(1), volumes.get(2));
    assertThat(importStick().exit()).isEqualTo(ExitCode.DAMAGED);
    assertServesNothing();
    swap(volumes.get(1), volumes.get(2));
    assertThat(importStick().exit()).isEqualTo(ExitCode.DONE);
    assertServes(BUNDLE);
  }

  @Test
  void aVolumeOfAnotherLengthIsNamed() throws IOException {
    List<Path> volumes = BUNDLE.write(stick, 40_000);
    for (Path volume : volumes) {
      byte[] whole = Files.readAllBytes(volume);
      Files.write(volume, Arrays.copyOf(whole, whole.length - 1));
      Problem problem = importStick().decisive().problem().orElseThrow();
      assertThat(problem.exit()).isEqualTo(ExitCode.DAMAGED);
      assertThat(problem.item() + problem.reason()).contains(volume.getFileName().toString());
      Files.write(volume, whole);
    }
    assertServesNothing();
  }

  @Test
  void aLinkInPlaceOfAVolumeIsNotFollowed() throws IOException {
    Path real = BUNDLE.write(folder);
    Files.createSymbolicLink(stick.resolve("edge-fleet-stable-1.skerry"), real);
    Problem problem = importStick().decisive().problem().orElseThrow();
    assertThat(problem.code()).isEqualTo("SKY-1302");
    assertThat(problem.reason()).contains("link");
    assertServesNothing();
  }

  @Test
  void aPipeInPlaceOfAVolumeIsNotWaitedFor() throws Exception {
    Path pipe = stick.resolve("edge-fleet-stable-1.skerry");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThat(importStick().exit()).isEqualTo(ExitCode.DAMAGED);
  }

  @Test
  void aFileOfAnyNameIsABundle() throws IOException {
    Path renamed = Files.move(BUNDLE.write(stick), folder.resolve("from the post"));
    assertThat(importFrom(renamed).exit()).isEqualTo(ExitCode.DONE);
    assertServes(BUNDLE);
  }

  private void refuses(byte[] archive, ExitCode exit) {
    write(stick.resolve("any.skerry"), archive);
    Outcome outcome = importStick().decisive();
    assertThat(outcome.exit()).as("%s", outcome.problem()).isEqualTo(exit);
    assertServesNothing();
    assertThat(blobFiles()).isEmpty();
  }

  private static byte[] insert(int at, byte[] member) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(GOOD, 0, at);
    out.writeBytes(member);
    out.write(GOOD, at, GOOD.length - at);
    return Arrays.copyOf(out.toByteArray(), Math.ceilDiv(out.size(), 10_240) * 10_240);
  }

  private static void swap(Path one, Path other) throws IOException {
    byte[] first = Files.readAllBytes(one);
    Files.write(one, Files.readAllBytes(other));
    Files.write(other, first);
  }

  private static Map<String, Integer> headers() {
    Map<String, Integer> headers = new LinkedHashMap<>();
    int at = 0;
    while (GOOD[at] != 0) {
      String header = new String(GOOD, at, 512, StandardCharsets.ISO_8859_1);
      headers.put(header.substring(0, header.indexOf(0)), at);
      int size = Integer.parseInt(header.substring(124, 135), 8);
      at += 512 + Math.ceilDiv(size, 512) * 512;
    }
    return headers;
  }

  private static String lastMember() {
    return BUNDLE.blobs.entrySet().stream()
        .filter(e -> e.getValue().length > 600)
        .map(e -> "blobs/sha256/" + e.getKey().hex())
        .max(java.util.Comparator.comparing(HEADERS::get))
        .orElseThrow();
  }

  private static String smallest() {
    return BUNDLE.blobs.entrySet().stream()
        .filter(e -> e.getValue().length > 0)
        .min(java.util.Comparator.comparing(e -> e.getValue().length))
        .map(e -> "blobs/sha256/" + e.getKey().hex())
        .orElseThrow();
  }
}
