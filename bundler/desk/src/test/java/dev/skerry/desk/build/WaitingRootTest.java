package dev.skerry.desk.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.desk.LocalFiles;
import dev.skerry.desk.kit.DeskFolder;
import dev.skerry.desk.root.RootChain;
import dev.skerry.desk.root.RootDraft;
import dev.skerry.desk.root.RootFile;
import dev.skerry.format.Limits;
import dev.skerry.format.archive.Sums;
import dev.skerry.format.sign.SigningKey;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A build while the next root document gathers its signatures. */
class WaitingRootTest {
  @TempDir Path dir;

  @Test
  void aRootThatStillLacksSignaturesTravelsInNoBundle() {
    SigningKey key = DeskFolder.key();
    DeskFolder desk = new DeskFolder(dir, key);
    desk.file("runbook.txt", "pull the plug");
    desk.file(
        "bundle.yaml",
        """
        apiVersion: skerry.dev/v1
        kind: Bundle
        product: edge
        channel: stable
        expires: 30d
        platforms: [linux/amd64]
        files: [runbook.txt]
        """);
    desk.lock();
    Path roots = desk.path("root");
    RootFile waiting =
        RootFile.create(
            roots,
            RootDraft.after(RootChain.read(roots)).document(DeskFolder.NOW, Duration.ofDays(90)));
    assertThat(carried(desk, desk.build())).isEqualTo(1);
    waiting.sign(key);
    assertThat(carried(desk, desk.build())).isEqualTo(2);
  }

  private static int carried(DeskFolder desk, Build.Built built) {
    Path sums = desk.store().path(built.statement().sums());
    return Sums.parse(LocalFiles.read(sums, Limits.V1.list())).roots().size();
  }
}
