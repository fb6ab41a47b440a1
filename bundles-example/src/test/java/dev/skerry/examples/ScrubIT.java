package dev.skerry.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skerry.examples.kit.Daemon;
import dev.skerry.examples.kit.Dist;
import dev.skerry.examples.kit.Fleet;
import dev.skerry.examples.kit.Images;
import dev.skerry.examples.kit.Run;
import dev.skerry.examples.kit.Site;
import dev.skerry.examples.kit.Tools;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bit rot on a gateway's disk: found, told of, not served, and healed by the same stick. */
class ScrubIT {
  private static final int PAGE = 4096;
  private static final long GIB = 1L << 30;

  @TempDir private static Path work;
  private static Fleet fleet;
  private static Path stick;

  private Path data = work;

  @BeforeAll
  static void release() {
    Tools.need("curl", "skopeo");
    fleet = Fleet.create(work.resolve("fleet"));
    Path image = new Images(work.resolve("images"), "").build("hello", "amd64");
    fleet.describe("images: [{name: docker.io/acme/app:1, from: \"oci:%s:t\"}]%n".formatted(image));
    fleet.desk().file("one.txt", "a page of a disk".repeat(PAGE / 16));
    stick = fleet.release(1);
  }

  @BeforeEach
  void importBundle() {
    data = fleet.site("north-1");
    Fleet.importAt(data, stick).exits(0);
  }

  private Run scrub(String... options) {
    String[] all = new String[options.length + 3];
    System.arraycopy(new String[] {"scrub", "--data", data.toString()}, 0, all, 0, 3);
    System.arraycopy(options, 0, all, 3, options.length);
    return Dist.skerryd(data, all);
  }

  /** The largest file that is held: a layer of the image. */
  private Path layer() throws IOException {
    try (var files = Files.find(data.resolve("blobs"), 4, (path, kind) -> kind.isRegularFile())) {
      return files.max(Comparator.comparingLong(file -> file.toFile().length())).orElseThrow();
    }
  }

  private Path fileOf(long size) throws IOException {
    try (var files = Files.find(data.resolve("blobs"), 4, (path, kind) -> kind.size() == size)) {
      return files.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
  }

  private static void flipOneByte(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }

  private Run pull(Site site) throws IOException {
    Path to = Files.createTempDirectory(work, "pulled");
    String from = "docker://" + site.registry() + "/docker.io/acme/app:1";
    return Run.in(work, "skopeo", "copy", "--src-tls-verify=false", from, "oci:" + to + ":t");
  }

  private static String get(String address, String path) {
    return Run.in(work, "curl", "-s", "-w", "%{http_code}", "http://" + address + path)
        .exits(0)
        .out();
  }

  @Test
  void aFlippedByteIsFoundIsNotServedMakesTheGatewayNotReadyAndTheSameStickHealsIt()
      throws IOException {
    try (Site site = Site.serve(data)) {
      pull(site).exits(0);
      assertThat(scrub().exits(0).out()).contains("all are what they were");
      Path file = layer();
      String digest = "sha256:" + file.getFileName();
      flipOneByte(file);
      assertThat(get(site.registry(), "/readyz")).endsWith("200");

      Run found = scrub().exits(5);
      assertThat(found.out()).contains("bad " + digest + " differs, of small-stable-1", "1 bad");
      assertThat(found.err()).contains("SKY-4015", "small-stable-1", "Import this bundle again");
      assertThat(get(site.registry(), "/v2/docker.io/acme/app/blobs/" + digest))
          .contains("SKY-5010", "put away", "Import the bundle again")
          .endsWith("404");
      assertThat(pull(site).exit()).isNotZero();
      assertThat(get(site.registry(), "/readyz"))
          .contains("SKY-4015", "small-stable-1", digest)
          .endsWith("503");
      assertThat(Fleet.report(data, "status")).contains("attention SKY-4015", "small-stable-1");
      assertThat(get(site.registry(), "/metrics")).contains("skerry_bad_blobs 1.0");
      assertThat(Fleet.report(data, "log"))
          .contains("scrub.bad", "fault: differs", "bundles: small-stable-1", "scrub.done");

      assertThat(Fleet.importAt(data, stick).exits(0).out())
          .contains("present small-stable-1\n  brought back 1 blob that was damaged here\n");
      pull(site).exits(0);
      assertThat(get(site.registry(), "/readyz")).endsWith("200");
      assertThat(Fleet.report(data, "status")).doesNotContain("SKY-4015");
      assertThat(Fleet.report(data, "log")).contains("scrub.healed");
      assertThat(scrub().exits(0).out()).contains("all are what they were");
    }
  }

  @Test
  void withoutTheServiceToo() throws IOException {
    Path file = layer();
    Files.delete(file);
    assertThat(scrub("--json").exits(5).out())
        .contains("\"exit\":5", "\"fault\":\"gone\"", "\"source\":\"small-stable-1\"");
    assertThat(Fleet.importJson(data, stick).exits(0).out()).contains("\"healed\":1");
    assertThat(scrub("--json").exits(0).out()).contains("\"bad\":[]");
  }

  /** A file of the kernel that can be opened and has the right size, and whose reads all fail. */
  @Test
  void aFileWhoseReadsFailIsNamedUnreadablePutAwayAndHealed() throws IOException {
    Path fails = Path.of("/sys/class/net/lo/speed");
    assumeTrue(Files.isRegularFile(fails) && Files.size(fails) == PAGE, fails + " is another");
    assertThatThrownBy(() -> Files.readAllBytes(fails)).isInstanceOf(IOException.class);
    Path page = fileOf(PAGE);
    Files.delete(page);
    Files.createSymbolicLink(page, fails);
    String digest = "sha256:" + page.getFileName();

    assertThat(scrub().exits(5).out())
        .contains("bad " + digest + " unreadable, of small-stable-1", "1 bad");
    assertThat(Fleet.report(data, "log")).contains("fault: unreadable");
    assertThat(page).doesNotExist();
    Fleet.importAt(data, stick).exits(0);
    assertThat(scrub().exits(0).out()).contains("all are what they were");
  }

  @Test
  void aSignalSaysWhatBecomesOfTheRound() throws Exception {
    makeALayerEndless();
    Daemon scrub = scrubInBackground();
    scrub.untilOrEnded(() -> scrub.bytesRead() > GIB);
    assertThat(scrub.signal("INT")).as(scrub.output()).isEqualTo(130);
    assertThat(scrub.output()).contains("interrupted: the round is cut: skerryd serve goes on");
  }

  @Test
  void aSignalLeavesTheRoundToTheService() throws Exception {
    makeALayerEndless();
    try (Site site = Site.serve(data)) {
      Daemon scrub = scrubInBackground();
      scrub.untilOrEnded(() -> site.daemon().bytesRead() > GIB);
      assertThat(scrub.signal("INT")).as(scrub.output()).isEqualTo(130);
      assertThat(scrub.output()).contains("interrupted: the round goes on in the service");
      assertThat(Fleet.report(data, "status")).contains("north-1");
    }
  }

  /** A file of 1 TiB of which nothing is on the disk, in the place of a layer. */
  private void makeALayerEndless() throws IOException {
    Tools.need("sqlite3");
    Path layer = layer();
    long size = GIB << 10;
    try (var sparse = new RandomAccessFile(layer.toFile(), "rw")) {
      sparse.setLength(size);
    }
    String row = "UPDATE blob SET size = %d WHERE digest = '%s';";
    Run.ok(data, "sqlite3", "catalog.db", row.formatted(size, layer.getFileName()));
  }

  private Daemon scrubInBackground() {
    // A process that was started in the background may ignore SIGINT and hand that on.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.addAll(Dist.command("skerryd", "scrub", "--data", data.toString()));
    return Daemon.start(data.resolveSibling("scrub.log"), Map.of(), command);
  }

  /** As when an import was killed after it put the bytes back and before it wrote that down. */
  @Test
  void whatWasPutBackWithoutAWordIsFoundByTheNextStart() throws IOException {
    Path file = layer();
    byte[] bytes = Files.readAllBytes(file);
    flipOneByte(file);
    scrub().exits(5);
    try (Site site = Site.serve(data)) {
      assertThat(get(site.registry(), "/readyz")).contains("SKY-4015").endsWith("503");
    }
    Files.write(file, bytes);
    try (Site site = Site.serve(data)) {
      site.daemon().until(() -> get(site.registry(), "/readyz").endsWith("200"));
      assertThat(Fleet.report(data, "log")).contains("scrub.healed     by scrub");
    }
  }
}
