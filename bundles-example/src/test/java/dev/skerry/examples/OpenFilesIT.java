package dev.skerry.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.examples.kit.Daemon;
import dev.skerry.examples.kit.Dist;
import dev.skerry.examples.kit.Fleet;
import dev.skerry.examples.kit.FuseFolder;
import dev.skerry.examples.kit.Run;
import dev.skerry.examples.kit.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that has too many files open, while its disk is read slowly. */
class OpenFilesIT {
  private static final int LETTERS = 16 << 20;

  @TempDir Path work;

  @Test
  void aScrubThatCanOpenNothingMoreEndsAndCondemnsNoBlob() throws IOException {
    Tools.need("prlimit");
    Fleet fleet = Fleet.create(work.resolve("fleet"));
    fleet.desk().file("one.txt", "1".repeat(LETTERS)).file("two.txt", "2".repeat(LETTERS));
    Path data = fleet.site("north-1");
    Fleet.importAt(data, fleet.release(1)).exits(0);
    String held = held(data);
    Path disk = Files.move(data.resolve("blobs"), work.resolve("disk"));
    try (FuseFolder blobs = FuseFolder.show(disk, data.resolve("blobs"))) {
      Daemon scrub =
          Daemon.start(
              work.resolve("scrub.out"),
              Map.of(),
              Dist.command("skerryd", "scrub", "--data", data.toString()));
      // In one of the two large files: the other one still has to be opened.
      blobs.untilRead(LETTERS / 4);
      scrub.openNothingMore();
      assertThat(scrub.exit()).as(scrub.output()).isEqualTo(1);
      assertThat(scrub.output()).contains("SKY-4005");
      assertThat(held(data)).isEqualTo(held);
      assertThat(Fleet.report(data, "status")).doesNotContain("SKY-4015");
      Run again = Dist.skerryd(data, "scrub", "--data", data.toString()).exits(0);
      assertThat(again.out()).contains("all are what they were");
    }
  }

  private static String held(Path data) {
    return Run.ok(data, "sh", "-c", "find blobs -type f | sort");
  }
}
