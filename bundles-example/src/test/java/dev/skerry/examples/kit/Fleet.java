package dev.skerry.examples.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A desk that releases bundles of two small files, its sticks and the sites that take them, all
 * below one folder.
 */
public final class Fleet {
  /** What it releases. */
  public static final String PRODUCT = "small";

  private static final String DESCRIPTION =
      """
      apiVersion: skerry.dev/v1
      kind: Bundle
      product: small
      channel: stable
      expires: 180d
      platforms: [linux/amd64]
      files: [one.txt, two.txt]
      """;

  private final Path work;
  private final Desk desk;

  private Fleet(Path work, Desk desk) {
    this.work = work;
    this.desk = desk;
  }

  /** A desk of alice and bob. */
  public static Fleet create(Path work) {
    return of(work, Desk.create(work.resolve("desk"), PRODUCT));
  }

  /** A desk of these signers. */
  public static Fleet create(Path work, String... signers) {
    return of(work, Desk.create(work.resolve("desk"), PRODUCT, signers));
  }

  private static Fleet of(Path work, Desk desk) {
    desk.file("one.txt", "one\n").file("two.txt", "two\n".repeat(1_001));
    return new Fleet(work, desk).describe("");
  }

  /**
   * Describes what is released next.
   *
   * @param more lines of bundle.yaml beside those that every bundle has
   */
  public Fleet describe(String more) {
    desk.file("bundle.yaml", DESCRIPTION + more);
    return this;
  }

  /** The same fleet with something else about its desk. */
  public Fleet with(Desk other) {
    return new Fleet(work, other);
  }

  /** A copy of the desk with its keys: what one of the two does from now on, the other misses. */
  public Fleet copy(Path to) {
    try {
      Files.createDirectories(to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Run.ok(to, "cp", "-r", desk.folder().toString(), "desk");
    return new Fleet(to, desk.at(to.resolve("desk")));
  }

  /** The desk. */
  public Desk desk() {
    return desk;
  }

  /** Releases a bundle onto a stick of its own. */
  public Path release(long sequence, String... build) {
    Path stick = folder("stick");
    List<String> options = new ArrayList<>(List.of("--sequence", String.valueOf(sequence)));
    options.addAll(List.of(build));
    desk.write(desk.statement(options.toArray(String[]::new)), stick);
    return stick;
  }

  /** The data folder of a site that trusts the first root. */
  public Path site(String id, String... options) {
    return desk.site(folder("data"), id, options);
  }

  /** What an import says. */
  public static Run importAt(Path data, Path stick) {
    return importAt(Map.of(), data, stick);
  }

  /** The same as JSON. */
  public static Run importJson(Path data, Path stick) {
    return Dist.skerryd(data, "import", "--json", "--data", data.toString(), stick.toString());
  }

  /** The same with more in its environment, for instance another time. */
  public static Run importAt(Map<String, String> environment, Path data, Path stick) {
    return Dist.skerryd(data, environment, "import", "--data", data.toString(), stick.toString());
  }

  /** What a report of a site says. */
  public static String report(Path data, String command) {
    return Dist.skerryd(data, command, "--data", data.toString()).exits(0).out();
  }

  private Path folder(String kind) {
    try {
      Path plain = work.resolve(kind);
      return Files.exists(plain)
          ? Files.createTempDirectory(work, kind)
          : Files.createDirectory(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
