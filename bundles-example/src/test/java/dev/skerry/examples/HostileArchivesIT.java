package dev.skerry.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.skerry.examples.kit.AdminApi;
import dev.skerry.examples.kit.HostileArchives;
import dev.skerry.examples.kit.HostileArchives.Hostile;
import dev.skerry.examples.kit.Site;
import dev.skerry.examples.kit.SmallBundle;
import dev.skerry.format.Digest;
import dev.skerry.format.Limits;
import dev.skerry.format.archive.MemberName;
import dev.skerry.format.archive.UstarHeader;
import dev.skerry.format.archive.VolumesFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Twenty hostile archives, each refused by the packed {@code skerry verify} and by a running {@code
 * skerryd} with one and the same code, which is that of the place and not of the attack ({@link
 * HostileArchives} says why), before one byte of the payload is in the site's data folder.
 */
class HostileArchivesIT {
  private static final long TEN_GIB = 10L << 30;

  /** As many bytes as there are. */
  private static final int GIVEN = -1;

  @TempDir static Path work;
  private static final Map<Hostile, Path> ARCHIVES = new LinkedHashMap<>();
  private static final Map<Path, JsonNode> VERDICTS = new HashMap<>();
  private static SmallBundle bundle;
  private static Site site;
  private static AdminApi api;

  @BeforeAll
  static void build() throws IOException {
    bundle = SmallBundle.release(work);
    Path bad = Files.createDirectory(work.resolve("bad"));
    for (Hostile hostile : HostileArchives.of(bundle.bytes())) {
      Path file = bad.resolve("%02d.skerry".formatted(ARCHIVES.size()));
      ARCHIVES.put(hostile, Files.write(file, hostile.bytes()));
    }
    List<String> verify = new ArrayList<>(List.of("verify", "--json", "--root", bundle.root()));
    ARCHIVES.values().forEach(file -> verify.add(file.toString()));
    String said = bundle.desk().skerry(verify.toArray(String[]::new)).exits(5).out();
    for (JsonNode verdict : AdminApi.read(said).get("bundles")) {
      VERDICTS.put(Path.of(verdict.get("place").asText()), verdict.path("error"));
    }
    site = Site.serve(bundle.desk().site(work.resolve("site"), "north-1"));
    api = new AdminApi(site);
  }

  @AfterAll
  static void stop() {
    api.close();
    site.close();
  }

  static Stream<Hostile> archives() {
    return ARCHIVES.keySet().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("archives")
  void isRefusedBeforeAnythingOfThePayloadIsStored(Hostile hostile) throws IOException {
    Path file = ARCHIVES.get(hostile);
    assertRefused(hostile, VERDICTS.get(file));
    assertRefusedAtTheSite(hostile, file);
  }

  /** The list of volumes is not signed: an attacker makes one that fits. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("ends")
  void isRefusedByItsEndAlthoughTheListOfVolumesFits(Hostile hostile) throws IOException {
    Path folder = Files.createTempDirectory(work, "listed");
    Path file = Files.write(folder.resolve(bundle.file().getFileName()), hostile.bytes());
    String list = Files.readString(bundle.list());
    int head = AdminApi.read(list).at("/head/length").asInt();
    String fitting =
        list.replace(hash(bundle.bytes(), head), hash(hostile.bytes(), head))
            .replace(hash(bundle.bytes(), GIVEN), hash(hostile.bytes(), GIVEN));
    assertThat(fitting).isNotEqualTo(list);
    Files.writeString(folder.resolve(bundle.list().getFileName()), fitting);
    assertRefusedAtTheSite(hostile, file);
  }

  private static void assertRefusedAtTheSite(Hostile hostile, Path file) throws IOException {
    JsonNode result = api.importFrom(file).path("result");
    assertRefused(hostile, result.at("/bundles/0/problem"));
    assertThat(result.path("exit").asInt()).isEqualTo(hostile.exit());
    assertThat(site.files("blobs", "quarantine")).isEmpty();
  }

  private static String hash(byte[] bytes, int length) {
    byte[] some = length == GIVEN ? bytes : Arrays.copyOf(bytes, length);
    return Digest.of(some).toString();
  }

  static Stream<Hostile> ends() {
    return ARCHIVES.keySet().stream()
        .filter(hostile -> hostile.attack().contains(HostileArchives.SAME_LENGTH));
  }

  @Test
  void theArchivesAreTwenty() {
    assertThat(ARCHIVES.keySet())
        .extracting(hostile -> hostile.attack().replaceFirst(",.*", ""))
        .doesNotContainNull()
        .satisfies(attacks -> assertThat(attacks.stream().distinct()).hasSize(20));
  }

  /** The attacker pads the stick: what nobody signed is not read. */
  @Test
  void ofTenGigabytesWithABadSignatureLessThanAMebibyteIsRead() throws IOException {
    assertLittleIsRead(forged("forged"), "SKY-1111", 3);
  }

  /** As {@code skerry write} leaves it: the flipped byte is damage then. */
  @Test
  void ofTenGigabytesBesideAnHonestListOfVolumesLessThanAMebibyteIsRead() throws IOException {
    Path file = forged("flipped");
    Files.copy(bundle.list(), file.resolveSibling("flipped.volumes.json"));
    assertLittleIsRead(file, "SKY-1307", 5);
  }

  @Test
  void ofTenGigabytesBesideAHostileListOfVolumesLessThanAMebibyteIsRead() throws IOException {
    Path file = forged("hostile");
    String list = Files.readString(bundle.list());
    String hostile =
        list.replaceFirst("\"length\":\\d+", "\"length\":" + TEN_GIB)
            .replaceFirst("\"head\":\\{\"length\":\\d+", "\"head\":{\"length\":4294967296");
    assertThat(hostile).isNotEqualTo(list);
    Files.writeString(file.resolveSibling("hostile.volumes.json"), hostile);
    assertLittleIsRead(file, "SKY-1111", 3);
  }

  /** As many root documents as the format allows, each as long as it allows. */
  @Test
  void ofSixtyMegabytesOfRootsThatNobodySignedLessThanAMebibyteIsRead() throws IOException {
    String head = new String(bundle.bytes(), StandardCharsets.ISO_8859_1);
    int lists = head.indexOf("SHA256SUMS\0");
    Path file = work.resolve("bad").resolve("roots.skerry");
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(bundle.bytes(), 0, lists);
      for (int version = 2; version <= Limits.V1.rootDocuments(); version++) {
        out.write(UstarHeader.of(MemberName.root(version), Limits.V1.rootDocument()));
        out.write(new byte[Limits.V1.rootDocument()]);
      }
      out.write(bundle.bytes(), lists, bundle.bytes().length - lists);
    }
    assertLittleIsRead(file, "SKY-1010", 3);
  }

  /** Nobody signed the list of volumes either; as values it would be half a gigabyte. */
  @Test
  void aListOfVolumesThatIsLargeInMemoryDoesNotEndTheService() throws IOException {
    Path folder = Files.createTempDirectory(work, "values");
    byte[] damaged = bundle.bytes();
    damaged[damaged.length - 2_000] ^= 1;
    Path file = Files.write(folder.resolve(bundle.file().getFileName()), damaged);
    String list = Files.readString(bundle.list());
    String values = "\"x\":[" + "{},".repeat(VolumesFile.MOST_BYTES / 3 - 1_000) + "{}],";
    Files.writeString(
        folder.resolve(bundle.list().getFileName()),
        list.replace("\"volumes\":", values + "\"volumes\":"));
    Path data = bundle.desk().site(folder.resolve("site"), "north-1");
    try (Site own = Site.serve(data);
        AdminApi to = new AdminApi(own)) {
      assertThat(to.importFrom(file).at("/result/exit").asInt()).isEqualTo(5);
      assertThat(to.importFrom(bundle.file()).at("/result/exit").asInt()).isZero();
    }
  }

  /** Ten gigabytes whose first signature has another character. */
  private static Path forged(String name) throws IOException {
    String head = new String(bundle.bytes(), StandardCharsets.ISO_8859_1);
    int sig = head.indexOf("\"sig\":\"") + 20;
    byte[] forged = bundle.bytes();
    forged[sig] = (byte) (forged[sig] == 'A' ? 'B' : 'A');
    Path file = Files.write(work.resolve("bad").resolve(name + ".skerry"), forged);
    try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(TEN_GIB);
    }
    return file;
  }

  private static void assertLittleIsRead(Path file, String code, int exit) {
    api.importFrom(file);
    long before = site.daemon().bytesRead();
    JsonNode result = api.importFrom(file).path("result");
    assertThat(result.at("/bundles/0/problem/code").asText()).isEqualTo(code);
    assertThat(result.path("exit").asInt()).isEqualTo(exit);
    assertThat(site.daemon().bytesRead() - before).isLessThan(1 << 20);
    assertThat(site.files("blobs", "quarantine")).isEmpty();
  }

  private static void assertRefused(Hostile hostile, JsonNode problem) {
    assertThat(problem.path("code").asText()).as("%s", problem).isEqualTo(hostile.code());
    assertThat(problem.path("exit").asInt()).isEqualTo(hostile.exit());
  }
}
