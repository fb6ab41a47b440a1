package dev.skerry.desk.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.skerry.desk.init.Init;
import dev.skerry.desk.kit.DeskFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debian's docker-registry as source, skopeo as the other reader of the same content. */
class RealRegistryIT {
  @TempDir Path dir;
  private Process registry;
  private int port;

  @BeforeEach
  void startRegistry() throws Exception {
    requireProgram("docker-registry");
    requireProgram("skopeo");
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path config = dir.resolve("registry.yml");
    Files.writeString(
        config,
        """
        version: 0.1
        storage: {filesystem: {rootdirectory: "%s"}}
        http: {addr: "127.0.0.1:%d"}
        """
            .formatted(dir.resolve("registry"), port));
    registry =
        new ProcessBuilder("docker-registry", "serve", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("registry.log").toFile())
            .start();
    for (int i = 0; i < 200 && !listens(); i++) {
      Thread.sleep(50);
    }
  }

  @AfterEach
  void stopRegistry() throws InterruptedException {
    if (registry != null) {
      registry.destroy();
      registry.waitFor(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void theContentStoreHoldsWhatSkopeoCopies() throws Exception {
    Init.write(dir.resolve("example"));
    String pushed = "127.0.0.1:" + port + "/acme/edge-os:1.0.0";
    run(
        "skopeo",
        "copy",
        "-q",
        "--all",
        "--dest-tls-verify=false",
        "oci:" + dir.resolve("example/example/edge-os") + ":1.0.0",
        "docker://" + pushed);
    DeskFolder desk =
        new DeskFolder(dir.resolve("desk"), DeskFolder.key())
            .file(
                "bundle.yaml",
                """
                apiVersion: skerry.dev/v1
                kind: Bundle
                product: edge
                channel: stable
                expires: 30d
                platforms: [linux/amd64, linux/arm64]
                os:
                  - name: edge-os
                    image: registry.example.com/edge-os:1.0.0
                    from: http://%s
                """
                    .formatted(pushed));
    desk.lock();
    Build.Built built = desk.build();

    run(
        "skopeo",
        "copy",
        "-q",
        "--all",
        "--src-tls-verify=false",
        "docker://" + pushed,
        "oci:" + dir.resolve("copy") + ":v1");
    try (Stream<Path> copied = Files.list(dir.resolve("copy/blobs/sha256"))) {
      List<Path> blobs = copied.toList();
      assertThat(blobs).hasSizeGreaterThanOrEqualTo(7);
      for (Path blob : blobs) {
        assertThat(desk.path("content/blobs/sha256/" + blob.getFileName()))
            .hasBinaryContent(Files.readAllBytes(blob));
      }
    }
    assertThat(built.statement().content()).hasSize(1);
    run(
        "skopeo",
        "copy",
        "-q",
        "--all",
        "oci:" + desk.path("content") + ":registry.example.com/edge-os:1.0.0",
        "oci:" + dir.resolve("again") + ":v1");
  }

  private boolean listens() {
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private void run(String... command) throws Exception {
    Path log = dir.resolve("command.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
  }

  private static void requireProgram(String name) {
    boolean there =
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    if (System.getenv("CI") != null) {
      assertThat(there).as(name + " is installed").isTrue();
    }
    assumeTrue(there, name + " is not installed");
  }
}
