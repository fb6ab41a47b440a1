package dev.skerry.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.skerry.examples.kit.AdminApi;
import dev.skerry.examples.kit.Desk;
import dev.skerry.examples.kit.Dist;
import dev.skerry.examples.kit.Images;
import dev.skerry.examples.kit.Run;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

  private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

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
    desk.skerry("init", "example").exits(0);
    refer(desk.folder().resolve("example/example/edge-os"));
    desk.file(
        "bundle.yaml",
        """
        apiVersion: skerry.dev/v1
        kind: Bundle
        product: edge-fleet
        channel: stable
        expires: 180d
        platforms: [linux/amd64, linux/arm64]
        os:
          - name: kiosk-os
            version: 1.0.0
            rootfs: rootfs.tar
            platform: linux/amd64
          - name: edge-os
            image: registry.example.com/edge-os:1.0.0
            from: oci:example/example/edge-os:1.0.0
        files: [z.bin, i.txt]
        plans: [{file: example/plans/os-upgrade.yaml, approval: none}]
        """);
    return Files.createDirectory(desk.folder().resolve("stick")).getParent();
  }

  /** Puts a referrer of its only image into a layout. */
  private static void refer(Path layout) throws IOException {
    Path index = layout.resolve("index.json");
    ObjectNode list = (ObjectNode) AdminApi.read(Files.readString(index));
    ObjectNode manifest = list.objectNode().put("schemaVersion", 2).put("mediaType", MANIFEST);
    manifest.put("artifactType", "application/vnd.example.sbom");
    manifest.set("config", descriptor(layout, "application/vnd.oci.empty.v1+json", "{}"));
    manifest.putArray("layers").add(descriptor(layout, "text/plain", "what is in it\n"));
    ObjectNode subject = manifest.putObject("subject");
    for (String field : List.of("mediaType", "digest", "size")) {
      subject.set(field, list.at("/manifests/0/" + field));
    }
    list.withArray("manifests").add(descriptor(layout, MANIFEST, manifest.toString()));
    Files.writeString(index, list.toString());
  }

  private static ObjectNode descriptor(Path layout, String type, String blob) throws IOException {
    String digest = Images.hash(blob);
    Files.writeString(layout.resolve("blobs").resolve(digest.replace(':', '/')), blob);
    ObjectNode descriptor = JsonNodeFactory.instance.objectNode();
    return descriptor.put("mediaType", type).put("digest", digest).put("size", blob.length());
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
                "C",
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
    assertThat(all(second))
        .contains("\"arm64\"", "skerry/plan/os-upgrade:1", "application/vnd.example.sbom");
  }

  /** Everything in a folder, byte by byte. */
  private static String all(Path folder) throws IOException {
    StringBuilder all = new StringBuilder();
    for (String name : names(folder)) {
      all.append(Files.readString(folder.resolve(name), StandardCharsets.ISO_8859_1));
    }
    return all.toString();
  }

  private static List<String> names(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
    }
  }
}
