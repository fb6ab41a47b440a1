package dev.skerry.gateway.origin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/** What kernel and udev know of the device that a filesystem lies on, and of the disk below it. */
final class BlockDevice {
  private static final int LEVELS = 32;
  private static final int NAMES = 4_096;

  private final KernelFiles files;
  private final Path own;
  private final Path disk;
  private final Optional<Path> usb;

  private BlockDevice(KernelFiles files, Path own) {
    this.files = files;
    this.own = own;
    Path part = below(own);
    this.disk = Files.exists(part.resolve("partition")) ? part.resolveSibling("") : part;
    this.usb =
        Stream.iterate(disk, path -> path.resolve("..").normalize())
            .limit(LEVELS)
            .filter(path -> Files.exists(path.resolve("idVendor")))
            .findFirst();
  }

  /** The device of a mount; empty for one that lies on none. */
  static Optional<BlockDevice> of(KernelFiles files, Mount mount) {
    return files
        .resolved(files.at("sys/dev/block/" + mount.number()))
        .or(() -> bySource(files, mount))
        .map(own -> new BlockDevice(files, own));
  }

  /**
   * Btrfs has a number of its own, because it can lie on several devices. Others are not asked by
   * their source: whoever mounts by FUSE may name there what he likes.
   */
  private static Optional<Path> bySource(KernelFiles files, Mount mount) {
    if (!mount.type().equals("btrfs") || !mount.source().startsWith("/dev/")) {
      return Optional.empty();
    }
    return files
        .resolved(files.at(mount.source().substring(1)))
        .flatMap(node -> files.resolved(files.at("sys/class/block").resolve(node.getFileName())));
  }

  /** Through an encrypted or another mapped device to what it lies on, as long as that is one. */
  private Path below(Path device) {
    Path at = device;
    for (int level = 0; level < LEVELS; level++) {
      Optional<Path> next = only(at.resolve("slaves")).flatMap(files::resolved);
      if (next.isEmpty()) {
        return at;
      }
      at = next.get();
    }
    return at;
  }

  private static Optional<Path> only(Path folder) {
    List<Path> names = names(folder);
    return names.size() == 1 ? Optional.of(names.getFirst()) : Optional.empty();
  }

  private static List<Path> names(Path folder) {
    try (Stream<Path> names = Files.list(folder)) {
      return names.limit(NAMES).toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }

  /** Adds what is known, each under its name. */
  void describe(SortedMap<String, String> facts) {
    usb.ifPresent(device -> {
      String product = KernelFiles.value(device.resolve("idProduct")).orElse("?");
      put(facts, "usb", value(device, "idVendor").map(vendor -> vendor + ":" + product));
    });
    put(facts, "vendor", ofUsb("manufacturer").or(() -> ofDisk("device/vendor")));
    put(facts, "model", ofUsb("product").or(() -> ofDisk("device/model", "device/name")));
    put(facts, "serial", ofUsb("serial").or(() -> ofDisk("device/serial", "serial")));
    put(facts, "wwid", ofDisk("device/wwid", "wwid"));
    put(facts, "uuid", linked("dev/disk/by-uuid"));
    put(facts, "label", linked("dev/disk/by-label"));
  }

  private static void put(SortedMap<String, String> facts, String name, Optional<String> value) {
    value.ifPresent(text -> facts.put(name, text));
  }

  private Optional<String> ofUsb(String name) {
    return usb.flatMap(device -> value(device, name));
  }

  private Optional<String> ofDisk(String... names) {
    return value(disk, names);
  }

  private static Optional<String> value(Path device, String... names) {
    return Stream.of(names)
        .flatMap(name -> KernelFiles.value(device.resolve(name)).stream())
        .findFirst();
  }

  /** The name under which udev links to the device in a folder. */
  private Optional<String> linked(String folder) {
    return names(files.at(folder)).stream()
        .filter(link -> leadsHere(link))
        .map(link -> KernelFiles.shown(String.valueOf(link.getFileName())))
        .findFirst();
  }

  private boolean leadsHere(Path link) {
    try {
      return own.getFileName().equals(Files.readSymbolicLink(link).getFileName());
    } catch (IOException e) {
      return false;
    }
  }
}
