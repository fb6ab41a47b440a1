package dev.skerry.gateway.origin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder that looks like the {@code /proc}, {@code /sys}, {@code /dev} and {@code /etc} of one.
 */
record FakeMachine(Path root) {
  /** Where the kernel puts a stick at the second port of the first USB host. */
  static final String STICK = "sys/devices/pci0000:00/0000:00:14.0/usb1/1-2";

  private static final String LUN = STICK + "/1-2:1.0/host2/target2:0:0/2:0:0:0";
  private static final String DISK = LUN + "/block/sdb";

  KernelFiles files() {
    return new KernelFiles(root);
  }

  void file(String name, String text) {
    file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  void file(String name, byte[] bytes) {
    try {
      Files.createDirectories(root.resolve(name).getParent());
      Files.write(root.resolve(name), bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  void link(String name, String target) {
    try {
      Files.createDirectories(root.resolve(name).getParent());
      Files.createSymbolicLink(root.resolve(name), Path.of(target));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  void mounts(String... lines) {
    file("proc/self/mountinfo", String.join("\n", lines) + "\n");
  }

  /** A stick with one partition, {@code 8:17}, as a kernel of 2024 shows it. */
  void stick() {
    file("sys/devices/pci0000:00/0000:00:14.0/usb1/idVendor", "1d6b\n");
    file("sys/devices/pci0000:00/0000:00:14.0/usb1/product", "xHCI Host Controller\n");
    file(STICK + "/idVendor", "0781\n");
    file(STICK + "/idProduct", "5583\n");
    file(STICK + "/manufacturer", "SanDisk\n");
    file(STICK + "/product", "Ultra Fit\n");
    file(STICK + "/serial", "4C530001230214115432\n");
    file(STICK + "/1-2:1.0/bInterfaceClass", "08\n");
    file(LUN + "/model", "Ultra Fit       \n");
    file(LUN + "/vendor", "SanDisk \n");
    file(DISK + "/removable", "1\n");
    link(DISK + "/device", "../../../2:0:0:0");
    folder(DISK + "/slaves");
    file(DISK + "/sdb1/partition", "1\n");
    link("sys/dev/block/8:16", "../../" + DISK.substring("sys/".length()));
    link("sys/dev/block/8:17", "../../" + DISK.substring("sys/".length()) + "/sdb1");
    link("sys/class/block/sdb1", "../../" + DISK.substring("sys/".length()) + "/sdb1");
    file("dev/sdb1", "");
    link("dev/disk/by-uuid/7C2A-11F0", "../../sdb1");
    link("dev/disk/by-uuid/0b9d4c9e-5d0f-4d5e-8f3e-2f1a8a6f0c11", "../../vda");
    link("dev/disk/by-label/RELEASES\\x202026", "../../sdb1");
  }

  private void folder(String name) {
    try {
      Files.createDirectories(root.resolve(name));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
