package dev.skerry.desk.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.desk.kit.DeskFolder;
import dev.skerry.desk.lock.LockedRootfs;
import dev.skerry.upstream.rootfs.RootfsImage;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An OS image of a folder: {@code lock} makes it, {@code build} only looks at the folder. */
class RootfsBuildTest {
  @TempDir Path dir;
  private DeskFolder desk;

  @BeforeEach
  void describe() {
    desk =
        new DeskFolder(dir.resolve("desk"), DeskFolder.key())
            .file(
                "bundle.yaml",
                """
                apiVersion: skerry.dev/v1
                kind: Bundle
                product: edge
                channel: stable
                expires: 180d
                platforms: [linux/amd64]
                os:
                  - {name: kiosk-os, version: 1.0.0, rootfs: tree}
                """)
            .file("tree/etc/os-release", "ID=kiosk\n");
  }

  @Test
  void anImageThatLockMadeIsNotMadeAgain() throws IOException {
    LockedRootfs locked = desk.lock().rootfs().getFirst();
    assertThat(locked.rootfs()).isEqualTo(RootfsImage.digest(desk.path("tree")));
    assertThat(work()).isEmpty();
  }

  @Test
  void inAnotherStoreItIsMadeAgainWithTheSameDigest() throws IOException {
    LockedRootfs locked = desk.lock().rootfs().getFirst();
    remove(desk.store().folder());
    assertThat(work()).hasSize(1);
    assertThat(desk.store().holds(locked.image().digest(), locked.image().size())).isTrue();
  }

  @Test
  void aFolderThatChangedSinceTheLockIsRefusedBeforeAnyWork() throws IOException {
    desk.lock();
    desk.file("tree/etc/os-release", "ID=other\n");
    assertThatThrownBy(desk::build).hasMessageContaining("SKY-3").hasMessageContaining("tree");
  }

  /** The work folders that a build makes. */
  private List<String> work() throws IOException {
    Path parts = desk.store().folder().resolve("parts");
    try (WatchService service = parts.getFileSystem().newWatchService()) {
      WatchKey key = parts.register(service, StandardWatchEventKinds.ENTRY_CREATE);
      desk.build();
      return key.pollEvents().stream()
          .map(WatchEvent::context)
          .map(String::valueOf)
          .filter(name -> name.startsWith("work-"))
          .toList();
    }
  }

  private static void remove(Path folder) throws IOException {
    try (var files = Files.walk(folder, 8, new FileVisitOption[0])) {
      for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
