package dev.skerry.gateway.origin;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.format.archive.Patience;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On folders that are laid out as the kernel and udev lay them out. */
class MediumFactsTest {
  private static final String ROOT = "27 1 254:0 / / rw,relatime - ext4 /dev/vda rw";
  private static final String STICK = "71 27 8:17 / /media/nobody-1 rw - vfat /dev/sdb1 rw";
  private static final Path ON_STICK = Path.of("/media/nobody-1/edge.skerry.001");

  @TempDir private Path folder;
  private FakeMachine machine;

  @BeforeEach
  void machine() {
    machine = new FakeMachine(folder);
  }

  private SortedMap<String, String> facts(Path... paths) {
    return facts(Patience.READING, paths);
  }

  private SortedMap<String, String> facts(Patience patience, Path... paths) {
    return new MediumFacts(machine.files(), patience).of(List.of(paths));
  }

  @Test
  void aStickIsToldByWhatItSaysOfItself() {
    machine.stick();
    machine.mounts(ROOT, STICK);
    assertThat(facts(ON_STICK))
        .containsOnly(
            entry("mount", "/media/nobody-1"),
            entry("filesystem", "vfat"),
            entry("device", "/dev/sdb1"),
            entry("usb", "0781:5583"),
            entry("vendor", "SanDisk"),
            entry("model", "Ultra Fit"),
            entry("serial", "4C530001230214115432"),
            entry("uuid", "7C2A-11F0"),
            entry("label", "RELEASES\\x202026"));
  }

  @Test
  void aStickWithoutPartitionsIsToldToo() {
    machine.stick();
    machine.mounts(ROOT, "71 27 8:16 / /media/nobody-1 rw - vfat /dev/sdb rw");
    assertThat(facts(ON_STICK))
        .containsEntry("serial", "4C530001230214115432")
        .doesNotContainKeys("uuid", "label");
  }

  @Test
  void aStickIsSeenThroughItsEncryption() {
    machine.stick();
    String mapped = "devices/virtual/block/dm-0";
    machine.link("sys/dev/block/253:0", "../../" + mapped);
    machine.link(
        "sys/" + mapped + "/slaves/sdb1", folder.resolve("sys/class/block/sdb1").toString());
    machine.link("dev/disk/by-uuid/c0ffee00-inner", "../../dm-0");
    machine.mounts(ROOT, "71 27 253:0 / /media/nobody-1 rw - ext4 /dev/mapper/stick rw");
    assertThat(facts(ON_STICK))
        .containsEntry("device", "/dev/mapper/stick")
        .containsEntry("serial", "4C530001230214115432")
        .containsEntry("uuid", "c0ffee00-inner");
  }

  @Test
  void btrfsIsFoundByTheDeviceThatItNames() {
    machine.stick();
    machine.mounts(ROOT, "71 27 0:45 /@ /media/nobody-1 rw - btrfs /dev/sdb1 rw");
    assertThat(facts(ON_STICK)).containsEntry("usb", "0781:5583");
  }

  @Test
  void aDiskInsideTheMachineIsToldByModelSerialAndWwid() {
    String disk = "devices/pci0000:00/0000:00:1d.0/0000:3d:00.0/nvme/nvme0";
    machine.file("sys/" + disk + "/model", "SAMSUNG MZVLB512HAJQ-000L7               \n");
    machine.file("sys/" + disk + "/serial", "S3TNNX0K912345      \n");
    machine.file("sys/" + disk + "/nvme0n1/wwid", "eui.002538b981b02c6d\n");
    machine.file("sys/" + disk + "/nvme0n1/nvme0n1p2/partition", "2\n");
    machine.link("sys/" + disk + "/nvme0n1/device", "../../nvme0");
    machine.link("sys/dev/block/259:2", "../../" + disk + "/nvme0n1/nvme0n1p2");
    machine.mounts("27 1 259:2 / / rw - ext4 /dev/nvme0n1p2 rw");
    assertThat(facts(ON_STICK))
        .containsOnly(
            entry("mount", "/"),
            entry("filesystem", "ext4"),
            entry("device", "/dev/nvme0n1p2"),
            entry("model", "SAMSUNG MZVLB512HAJQ-000L7"),
            entry("serial", "S3TNNX0K912345"),
            entry("wwid", "eui.002538b981b02c6d"));
  }

  @Test
  void aFilesystemOnNoDiskHasItsTypeAndSource() {
    machine.mounts(ROOT, "74 27 0:50 / /media/nobody-1 rw - nfs4 nas:/export rw");
    assertThat(facts(ON_STICK))
        .containsOnly(
            entry("mount", "/media/nobody-1"),
            entry("filesystem", "nfs4"),
            entry("device", "nas:/export"));
  }

  @Test
  void whoeverMountsByFuseCannotShowSomebodyElsesStick() {
    machine.stick();
    machine.mounts(ROOT, "74 27 0:50 / /media/nobody-1 rw - fuse.evil /dev/sdb1 rw");
    assertThat(facts(ON_STICK)).containsOnlyKeys("mount", "filesystem", "device");
  }

  @Test
  void eachOfSeveralMediaIsToldOnce() {
    machine.stick();
    machine.mounts(ROOT, STICK, "72 27 0:51 / /media/nobody-2 rw - tmpfs two rw");
    assertThat(
            facts(
                ON_STICK, Path.of("/media/nobody-2/x"), Path.of("/media/nobody-1/edge.skerry.002")))
        .containsEntry("serial", "4C530001230214115432")
        .containsEntry("device.2", "two")
        .doesNotContainKeys("serial.2", "device.3");
  }

  @Test
  void ofVeryManyMediaTheFirstAreTold() {
    machine.mounts(
        Stream.concat(
                Stream.of(ROOT),
                Stream.iterate(1, i -> i + 1)
                    .limit(40)
                    .map(i ->
                        "%1$d 27 0:%1$d / /media/nobody-%1$d rw - tmpfs t rw".formatted(i + 90)))
            .toArray(String[]::new));
    Path[] paths =
        Stream.iterate(91, i -> i + 1)
            .limit(40)
            .map(i -> Path.of("/media/nobody-" + i))
            .toArray(Path[]::new);
    assertThat(facts(paths)).hasSize(8 * 3).containsKey("mount.8").doesNotContainKey("mount.9");
  }

  @Test
  void whatAHostileStickSaysIsCutAndSpelledSafely() {
    machine.stick();
    machine.file(
        FakeMachine.STICK + "/serial",
        "\u001b[2J\u202Eevil\r\nby: root\u0000\n" + "x".repeat(1 << 20));
    machine.file(FakeMachine.STICK + "/product", new byte[] {(byte) 0xff, (byte) 0xfe, 'a', 7});
    machine.file(FakeMachine.STICK + "/manufacturer", "\n \t\n");
    machine.link("dev/disk/by-label/b\u0007ad", "../../sdb1");
    machine.mounts(ROOT, STICK);
    SortedMap<String, String> facts = facts(ON_STICK);
    assertThat(facts.get("serial")).startsWith("?[2J?evil??by: root??xxx").hasSize(128);
    assertThat(facts.get("model")).isEqualTo("\uFFFD\uFFFDa?");
    assertThat(facts).containsEntry("vendor", "SanDisk");
    assertThat(facts.values())
        .allSatisfy(value -> assertThat(value).doesNotContainPattern("\\p{C}"));
  }

  @Test
  void linksThatLeadInCirclesOrAwaySayNothing() {
    machine.link("sys/dev/block/8:17", "8:17");
    machine.mounts(ROOT, STICK);
    assertThat(facts(ON_STICK)).containsOnlyKeys("mount", "filesystem", "device");
    machine.link("sys/dev/block/8:33", "/proc/self");
    machine.mounts(ROOT, "71 27 8:33 / /media/nobody-1 rw - vfat /dev/sdc1 rw");
    assertThat(facts(ON_STICK)).containsOnlyKeys("mount", "filesystem", "device");
  }

  @Test
  void mappedDevicesInACircleEnd() {
    machine.link("sys/dev/block/253:0", "../../devices/a");
    machine.link("sys/devices/a/slaves/b", "../../b");
    machine.link("sys/devices/b/slaves/a", "../../a");
    machine.mounts(ROOT, "71 27 253:0 / /media/nobody-1 rw - vfat /dev/dm-0 rw");
    assertThat(facts(ON_STICK)).containsOnlyKeys("mount", "filesystem", "device");
  }

  @Test
  void whereTheKernelTellsNothingNothingIsSaid() {
    assertThat(facts(ON_STICK)).isEmpty();
    machine.mounts("nonsense", "\u0000\uFFFF - - -", " ".repeat(300));
    assertThat(facts(ON_STICK)).isEmpty();
    machine.file("proc/self/mountinfo", (ROOT + "\n").repeat(200_000));
    assertThat(facts(ON_STICK)).isEmpty();
  }

  @Test
  void aLinkOnAMediumIsItselfWhatLiesThere() {
    machine.link("stick/edge.skerry", "../elsewhere/edge.skerry");
    machine.file("elsewhere/edge.skerry", "");
    machine.mounts(
        ROOT,
        "71 27 0:50 / " + folder.resolve("stick") + " rw - tmpfs stick rw",
        "72 27 0:51 / " + folder.resolve("elsewhere") + " rw - tmpfs elsewhere rw");
    assertThat(facts(folder.resolve("stick/edge.skerry"))).containsEntry("device", "stick");
  }

  @Test
  void aLinkOfTheMachineItselfIsFollowedToTheMedium() {
    machine.link("run/media", folder.resolve("real").toString());
    machine.file("real/x", "");
    machine.mounts(ROOT, "71 27 0:50 / " + folder.resolve("real") + " rw - tmpfs here rw");
    assertThat(facts(folder.resolve("run/media/x"))).containsEntry("device", "here");
  }

  /** A pipe that nobody writes to keeps whoever opens it, as a device keeps who asks it. */
  @Test
  void whereTheKernelDoesNotAnswerAnImportIsNotKept() throws Exception {
    machine.file("proc/self/status", "");
    Path pipe = folder.resolve("proc/self/mountinfo");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Patience brief = new Patience(Duration.ofMillis(50), Duration.ofMillis(50), List.of());
    assertThat(facts(brief, ON_STICK)).containsOnly(entry("medium", "does not answer"));
    Files.newOutputStream(pipe).close();
  }
}
