package dev.skerry.examples;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** How fast the JDK's SHA-256 is on one core: what {@code skerry verify} is measured against. */
public final class HashSpeed {
  private static final int CHUNK = 64 * 1024;

  private HashSpeed() {}

  /**
   * Hashes files one after another, as one stream, and prints bytes per second.
   *
   * @param args the files; they should be in the page cache
   */
  public static void main(String[] args) throws IOException, NoSuchAlgorithmException {
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    byte[] chunk = new byte[CHUNK];
    long bytes = 0;
    long begun = System.nanoTime();
    for (String file : args) {
      try (InputStream in = Files.newInputStream(Path.of(file))) {
        for (int n = in.read(chunk); n > 0; n = in.read(chunk)) {
          sha256.update(chunk, 0, n);
          bytes += n;
        }
      }
    }
    long nanos = System.nanoTime() - begun;
    System.out.println(Math.round(bytes * 1e9 / nanos));
  }
}
