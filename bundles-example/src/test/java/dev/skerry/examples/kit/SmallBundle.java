package dev.skerry.examples.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A bundle of two small files, signed by two, that a test can take apart.
 *
 * @param desk where it was made
 * @param file the bundle, alone in its folder but for its list of volumes
 */
public record SmallBundle(Desk desk, Path file) {
  /** Makes it below a folder. */
  public static SmallBundle release(Path work) {
    Desk desk = Desk.create(work.resolve("desk"), "small");
    desk.file("one.txt", "one\n").file("two.txt", "two\n".repeat(1_001));
    desk.file(
        "bundle.yaml",
        """
        apiVersion: skerry.dev/v1
        kind: Bundle
        product: small
        channel: stable
        expires: 180d
        platforms: [linux/amd64]
        files: [one.txt, two.txt]
        """);
    try {
      Path stick = Files.createDirectory(work.resolve("stick"));
      desk.release(1, stick);
      return new SmallBundle(desk, stick.resolve("small-stable-1.skerry"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its bytes. */
  public byte[] bytes() {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The root document that whoever judges it trusts. */
  public String root() {
    return desk.folder().resolve("root/1.root.dsse.json").toString();
  }
}
