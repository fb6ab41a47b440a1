package dev.skerry.gateway.origin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On lines as kernels write them. */
class MountTest {
  private static final String[] LAPTOP = {
    "22 27 0:21 / /proc rw,relatime - proc proc rw",
    "27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard,resv_strict,resuid=65534",
    "60 27 0:44 / /run rw,nosuid,nodev shared:11 - tmpfs tmpfs rw,size=803728k,mode=755",
    "71 27 8:17 / /media/STICK rw,nosuid,nodev,noexec shared:42 master:7 - vfat /dev/sdb1 rw,uid=0",
    "72 27 8:33 / /media/MY\\040STICK ro,noatime - exfat /dev/sdc1 ro",
    "73 60 0:45 /@home /run/media/ann/disk\\134one rw - btrfs /dev/sdd1 rw,subvol=/@home",
    "74 27 0:50 / /mnt/share rw - nfs4 nas:/export/sticks rw,vers=4.2",
  };

  private static Optional<Mount> of(String path, String... lines) {
    return Mount.of(
        Arrays.stream(lines).flatMap(line -> Mount.parse(line).stream()), Path.of(path));
  }

  private static Mount in(String path, String... lines) {
    return of(path, lines).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "/media/STICK, 8:17, vfat, /dev/sdb1",
    "/media/STICK/a/edge.skerry.001, 8:17, vfat, /dev/sdb1",
    "/media/MY STICK/x, 8:33, exfat, /dev/sdc1",
    "/run/media/ann/disk\\one/x, 0:45, btrfs, /dev/sdd1",
    "/mnt/share, 0:50, nfs4, nas:/export/sticks",
    "/media, 254:0, ext4, /dev/vda",
    "/media/STICKER, 254:0, ext4, /dev/vda",
    "/run, 0:44, tmpfs, tmpfs",
    "/, 254:0, ext4, /dev/vda",
  })
  void aPathLiesOnTheMountThatIsNearest(String path, String number, String type, String source) {
    Mount mount = in(path, LAPTOP);
    assertThat(mount.number()).isEqualTo(number);
    assertThat(mount.type()).isEqualTo(type);
    assertThat(mount.source()).isEqualTo(source);
  }

  @Test
  void theLaterOfTwoMountsOnOnePointIsSeen() {
    assertThat(
            in(
                "/media/x",
                "27 1 254:0 / / rw - ext4 /dev/vda rw",
                "30 27 8:1 / /media rw - vfat /dev/sda1 rw",
                "31 30 8:17 / /media rw - vfat /dev/sdb1 rw"))
        .extracting(Mount::source)
        .isEqualTo("/dev/sdb1");
  }

  @Test
  void aMountThatALaterOneHidesIsNotTakenForIt() {
    assertThat(
            in(
                "/media/stick/x",
                "27 1 254:0 / / rw - ext4 /dev/vda rw",
                "30 27 8:17 / /media/stick rw - vfat /dev/sdb1 rw",
                "31 27 0:50 / /media rw - tmpfs cover rw"))
        .extracting(Mount::source)
        .isEqualTo("cover");
  }

  @Test
  void theFirstFilesystemOfAMachineIsItsOwnParent() {
    assertThat(
            in(
                "/x",
                "1 1 0:2 / / rw - rootfs rootfs rw",
                "27 1 254:0 / / rw - ext4 /dev/vda rw",
                "28 27 254:0 /x /x rw - ext4 /dev/vda rw"))
        .extracting(Mount::id)
        .isEqualTo("28");
  }

  @Test
  void mountsInACircleEnd() {
    assertThat(of("/a", "1 2 8:1 / / rw - vfat a rw", "2 1 8:2 / / rw - vfat b rw")).isEmpty();
    assertThat(
            in(
                "/a",
                "9 0 8:1 / / rw - vfat root rw",
                "1 9 8:2 / /a rw - vfat a rw",
                "2 1 8:3 / /a rw - vfat b rw",
                "1 2 8:4 / /a rw - vfat c rw"))
        .isNotNull();
  }

  @Test
  void whereThereIsNoRootNothingIsSaid() {
    assertThat(of("/a")).isEmpty();
    assertThat(of("/a", "27 1 254:0 / /a rw - ext4 /dev/vda rw")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-",
        "27 1 254:0 / /",
        "27 1 254:0 / / rw",
        "27 1 254:0 / / rw -",
        "27 1 254:0 / / rw - ext4",
        "27 1 254:0 / / rw shared:1 ext4 /dev/vda rw",
        "27 1 ../..:0 / / rw - ext4 /dev/vda rw",
        "27 1 99999999999:0 / / rw - ext4 /dev/vda rw",
      })
  void whatIsNoLineIsPassedOver(String line) {
    assertThat(Mount.parse(line)).isEmpty();
  }

  @Test
  void escapesThatAreNoneStayAsTheyAre() {
    Mount mount = Mount.parse("1 0 8:1 / /a\\0\\999\\134040$1\\044 rw - vfat x rw").orElseThrow();
    assertThat(mount.point()).isEqualTo("/a\\0\\999\\040$1$");
  }

  @Test
  void thousandsOfMountsOfContainersAreNoTrouble() {
    Stream<Mount> many =
        Stream.iterate(100, i -> i + 1)
            .limit(20_000)
            .map(i -> new Mount("" + i, "27", "0:" + i, "/run/k3s/" + i, "overlay", "overlay"));
    Stream<Mount> own = Arrays.stream(LAPTOP).flatMap(line -> Mount.parse(line).stream());
    assertThat(Mount.of(Stream.concat(many, own), Path.of("/media/STICK/x")))
        .map(Mount::source)
        .contains("/dev/sdb1");
  }
}
