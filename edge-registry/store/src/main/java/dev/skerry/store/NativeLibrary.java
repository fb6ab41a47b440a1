package dev.skerry.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where SQLite's native library comes from; the driver reads both properties when it loads it. */
final class NativeLibrary {
  /** Set by the start script of an installed gateway: a folder with the library. */
  private static final String INSTALLED = "org.sqlite.lib.path";

  private static final String UNPACKED = "org.sqlite.tmpdir";

  private NativeLibrary() {}

  /** Unpacks it in the data folder unless told otherwise: /tmp may forbid executing. */
  static void unpackInto(Path data) throws IOException {
    if (System.getProperty(INSTALLED) == null && System.getProperty(UNPACKED) == null) {
      Path folder = data.resolve("native");
      Files.createDirectories(folder, Modes.FOLDER);
      System.setProperty(UNPACKED, folder.toAbsolutePath().toString());
    }
  }
}
