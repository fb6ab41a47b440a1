package dev.skerry.upstream.rootfs;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Names as the file system has them, one character for each byte (ISO 8859-1). A path's own text
 * depends on the locale of the process and loses what is no UTF-8; its URI keeps every byte.
 */
final class RawNames {
  private static final int HEX = 16;

  private RawNames() {}

  /** A path's last element. */
  static String last(Path path) {
    String whole = whole(path);
    return whole.substring(whole.lastIndexOf('/') + 1);
  }

  /** A path as it is, relative or not. */
  static String whole(Path path) {
    String uri = decode(Path.of("/").resolve(path).toUri().getRawPath());
    // The URI of what is a folder here ends with a slash that the path need not have.
    boolean added = uri.endsWith("/") && !path.toString().endsWith("/");
    return uri.substring(path.isAbsolute() ? 0 : 1, uri.length() - (added ? 1 : 0));
  }

  private static String decode(String escaped) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < escaped.length(); i++) {
      char c = escaped.charAt(i);
      if (c == '%') {
        bytes.write(Integer.parseInt(escaped, i + 1, i + 3, HEX));
        i += 2;
      } else {
        bytes.write(c);
      }
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }
}
