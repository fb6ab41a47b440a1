package dev.skerry.upstream.rootfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.TimeUnit;

/**
 * What a file system says of one of its files, links not followed.
 *
 * @param mode type and permission bits, as in {@code st_mode}
 * @param size bytes of a regular file
 * @param seconds time of the last change of content
 * @param identity device and inode, the same for hard links
 * @param target of a symbolic link, see {@link RawNames}
 */
record FileEntry(
    Path path,
    int mode,
    int uid,
    int gid,
    long size,
    long seconds,
    int major,
    int minor,
    String identity,
    int links,
    Optional<String> target,
    SortedMap<String, byte[]> xattrs) {
  private static final int TYPE = 0170000;

  /** The types of {@code stat(2)} that a tar can hold, with their tar flag. */
  enum Kind {
    FILE(0100000, '0'),
    LINK(0120000, '2'),
    CHARACTER_DEVICE(0020000, '3'),
    BLOCK_DEVICE(0060000, '4'),
    FOLDER(0040000, '5'),
    FIFO(0010000, '6'),
    /** Lives only while its process does; left out, as by tar. */
    SOCKET(0140000, ' ');

    private final int bits;
    private final char flag;

    Kind(int bits, char flag) {
      this.bits = bits;
      this.flag = flag;
    }

    byte flag() {
      return (byte) flag;
    }
  }

  static FileEntry of(Path path) throws IOException {
    Map<String, Object> stat = Files.readAttributes(path, "unix:*", LinkOption.NOFOLLOW_LINKS);
    long device = number(stat, "rdev");
    boolean link = Files.isSymbolicLink(path);
    return new FileEntry(
        path,
        (int) number(stat, "mode"),
        (int) number(stat, "uid"),
        (int) number(stat, "gid"),
        number(stat, "size"),
        Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS).to(TimeUnit.SECONDS),
        (int) (device >> 8 & 0xfff | device >> 32 & ~0xfff),
        (int) (device & 0xff | device >> 12 & 0xfff00),
        stat.get("dev") + ":" + stat.get("ino"),
        (int) number(stat, "nlink"),
        link ? Optional.of(RawNames.whole(Files.readSymbolicLink(path))) : Optional.empty(),
        Xattrs.of(path));
  }

  private static long number(Map<String, Object> stat, String name) {
    return stat.get(name) instanceof Number number ? number.longValue() : 0;
  }

  Kind kind() throws IOException {
    for (Kind kind : Kind.values()) {
      if ((mode & TYPE) == kind.bits) {
        return kind;
      }
    }
    throw new IOException("is of no type that a tar can hold: mode " + Integer.toOctalString(mode));
  }
}
