package dev.skerry.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.examples.kit.Desk;
import dev.skerry.examples.kit.Dist;
import dev.skerry.examples.kit.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two desks build the same bundle to the last byte, wherever they stand and whatever they speak.
 */
class ReproducibleIT {
  private static final String ISSUED =
      Instant.now().minusSeconds(60).toString().replaceFirst("\\..*", "Z");

  @TempDir private Path work;

  private record Place(Path folder, String umask, Map<String, String> environment) {
    /** Runs the packed {@code skerry} under this umask. */
    Run skerry(String... arguments) {
      List<String> command =
          new ArrayList<>(List.of("sh", "-c", "umask " + umask + "; exec \"$@\"", "skerry"));
      command.addAll(Dist.command("skerry", arguments));
      return Run.in(folder, environment, command).exits(0);
    }

    Path release() {
      skerry("lock", "--content", "content");
      skerry("build", "--root", "root", "--content", "content", "--out", "out", "--issued", ISSUED);
      for (String name : List.of("alice", "bob")) {
        skerry(
            "sign",
            "out/edge-fleet-stable-1.statement",
            "--key",
            "keys/" + name + ".key.pem",
            "--yes");
      }
      skerry(
          "write", "out/edge-fleet-stable-1.statement", "--to", "stick", "--volume-size", "20480");
      return folder.resolve("stick");
    }
  }

  private Path desk() throws IOException {
    Desk desk = Desk.create(work.resolve("one"), "edge-fleet");
    desk.file("tree/etc/os-release", "NAME=Test\n").file("tree/usr/bin/tool", "#!/bin/sh\n");
    Run.ok(
        desk.folder(),
        "tar",
        "-cf",
        "rootfs.tar",
        "--sort=name",
        "--mtime=@1700000000",
        "-C",
        "tree",
        ".");
    desk.file("i.txt", "capital i\n").file("z.bin", "z".repeat(30_000));
    desk.file(
        "bundle.yaml",
        """
        apiVersion: skerry.dev/v1
        kind: Bundle
        product: edge-fleet
        channel: stable
        expires: 180d
        platforms: [linux/amd64]
        os:
          - name: edge-os
            version: 1.0.0
            rootfs: rootfs.tar
        files: [z.bin, i.txt]
        """);
    return Files.createDirectory(desk.folder().resolve("stick")).getParent();
  }

  @Test
  void underAnotherTimeZoneLocaleUmaskAndFolder() throws IOException {
    Path one = desk();
    Path two = Files.createDirectories(work.resolve("another place/\u00fc")).resolve("desk");
    Run.ok(work, "cp", "-r", "--preserve=mode", one.toString(), two.toString());
    Run.ok(two, "sh", "-c", "find . -type f -exec touch -d '1999-12-31 23:59:59' {} +");
    Place here = new Place(one, "022", Map.of("TZ", "UTC", "LC_ALL", "C.UTF-8"));
    Place there =
        new Place(
            two,
            "077",
            Map.of(
                "TZ",
                "Pacific/Kiritimati",
                "LC_ALL",
                "C.UTF-8",
                "JAVA_TOOL_OPTIONS",
                "-Duser.language=tr -Duser.country=TR -Duser.timezone=Pacific/Kiritimati"));
    Path first = here.release();
    Path second = there.release();
    Run.ok(
        work,
        "cmp",
        one.resolve("bundle.lock.yaml").toString(),
        two.resolve("bundle.lock.yaml").toString());
    assertThat(names(first)).hasSizeGreaterThan(2).isEqualTo(names(second));
    for (String name : names(first)) {
      Run.ok(work, "cmp", first.resolve(name).toString(), second.resolve(name).toString());
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }
}
