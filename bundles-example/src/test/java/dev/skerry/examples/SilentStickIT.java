package dev.skerry.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skerry.examples.kit.Daemon;
import dev.skerry.examples.kit.Dist;
import dev.skerry.examples.kit.Fleet;
import dev.skerry.examples.kit.FuseFolder;
import dev.skerry.examples.kit.Site;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row 7, on a real file system that stops to answer in the middle of a bundle. */
class SilentStickIT {
  private static final int SIZE = 32 << 20;
  private static final long MIDDLE = 8 << 20;

  @TempDir Path work;

  /**
   * Both at once, for each of them waits a minute. The thread that the kernel keeps is the
   * service's for the import, whose command ends at once; a command that reads by itself has said
   * all, and ends when the kernel lets its thread go.
   */
  @Test
  void verifyAndImportGiveAStickUpThatStopsToAnswerAndTheImportIsRepeatedWellOnceItDoes()
      throws IOException {
    Path stick = release();
    Path data = work.resolve("fleet/data");
    try (Site site = Site.serve(data);
        FuseFolder here = FuseFolder.show(stick, work.resolve("here"));
        FuseFolder there = FuseFolder.show(stick, work.resolve("there"))) {
      Daemon verify = verify(here);
      Daemon imports =
          start("import", "skerryd", "import", "--data", data.toString(), there.folder());
      here.untilRead(MIDDLE).fallSilent();
      there.untilRead(MIDDLE).fallSilent();
      waits(imports);
      assertThat(imports.exit()).as(imports.output()).isEqualTo(5);
      assertThat(imports.output()).contains("SKY-1315");
      waits(verify);
      verify.until(() -> verify.output().contains("SKY-1315"));
      assertThat(Fleet.report(data, "bundles")).doesNotContain("small-stable");
      assertThat(Fleet.report(data, "status")).contains("not taken", "SKY-1315");
      here.wakeUp();
      there.wakeUp();
      assertThat(verify.exit()).as(verify.output()).isEqualTo(5);
      Fleet.importAt(data, there.folder()).exits(0);
      assertThat(Fleet.report(data, "bundles")).contains("small-stable-1");
      assertThat(site.files("blobs")).isNotEmpty();
    }
  }

  private Path release() {
    Fleet fleet = Fleet.create(work.resolve("fleet"));
    fleet.desk().file("one.txt", "sixteen letters\n".repeat(SIZE / 16));
    fleet.site("north-1");
    return fleet.release(1);
  }

  private Daemon verify(FuseFolder stick) {
    String root = work.resolve("fleet/desk/root/1.root.dsse.json").toString();
    return start("verify", "skerry", "verify", "--root", root, stick.folder());
  }

  private Daemon start(String name, String program, String a, String b, String c, Path stick) {
    return Daemon.start(
        work.resolve(name + ".out"), Map.of(), Dist.command(program, a, b, c, stick.toString()));
  }

  /** Says so every five seconds, until the minute is over. */
  private static void waits(Daemon program) {
    for (int seconds : new int[] {5, 30, 50}) {
      String said = "no answer from the stick for " + seconds + " s";
      program.until(() -> program.output().contains(said));
    }
  }
}
