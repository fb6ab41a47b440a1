package dev.skerry.upstream.rootfs;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The PAX records of an entry. Commons Compress writes values as text, which would destroy binary
 * attributes such as capabilities, so the records are made here.
 */
final class Pax {
  private static final int NAME = 100;
  private static final int LARGEST_ID = 07777777;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private Pax() {}

  /** What the entry's ustar header cannot say; empty when it says all. */
  static Optional<byte[]> of(String name, String target, FileEntry file) {
    Pax pax = new Pax();
    if (!plain(name)) {
      pax.record("path", bytes(name));
    }
    if (!plain(target)) {
      pax.record("linkpath", bytes(target));
    }
    if (!fits(file.uid())) {
      pax.record("uid", bytes(Integer.toUnsignedString(file.uid())));
    }
    if (!fits(file.gid())) {
      pax.record("gid", bytes(Integer.toUnsignedString(file.gid())));
    }
    file.xattrs().forEach((key, value) -> pax.record("SCHILY.xattr." + key, value));
    return pax.out.size() == 0 ? Optional.empty() : Optional.of(pax.out.toByteArray());
  }

  /** Whether a ustar header has room for the number. */
  static boolean fits(int id) {
    return id >= 0 && id <= LARGEST_ID;
  }

  private static boolean plain(String name) {
    return name.length() < NAME && StandardCharsets.US_ASCII.newEncoder().canEncode(name);
  }

  /** {@code <length> <key>=<value>\n}, the length counting itself. */
  private void record(String key, byte[] value) {
    byte[] head = bytes(" " + key + "=");
    int rest = head.length + value.length + 1;
    int length = rest + 1;
    while (Integer.toString(length).length() + rest != length) {
      length++;
    }
    out.writeBytes(bytes(Integer.toString(length)));
    out.writeBytes(head);
    out.writeBytes(value);
    out.write('\n');
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
