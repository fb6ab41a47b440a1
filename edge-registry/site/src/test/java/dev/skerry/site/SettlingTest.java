package dev.skerry.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skerry.format.error.ExitCode;
import dev.skerry.format.error.SkerryException;
import dev.skerry.format.testing.TestBundle;
import dev.skerry.store.Disk;
import dev.skerry.store.EmbeddedStore;
import dev.skerry.store.testing.PassingDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The gateway's disk fails, or the process dies, at every single step of an import. */
class SettlingTest extends SiteTest {
  /** Each death meets a site that holds nothing, so that none profits from the one before. */
  @Test
  void anImportThatDiesAtAnyDiskOperationIsRepeatedWell() {
    TestBundle bundle = TestBundle.sample(1);
    bundle.write(stick);
    long n = 0;
    while (diesAfter(n)) {
      assertServesNothing();
      disk = Disk.real();
      reopen(data);
      assertThat(importStick().exit()).isEqualTo(ExitCode.DONE);
      assertServes(bundle);
      n++;
    }
    assertServes(bundle);
    assertThat(n).as("operations of a whole import").isGreaterThan(3L * bundle.blobs.size());
  }

  /** Whether an import into a new site ends when the disk takes just so many operations. */
  private boolean diesAfter(long operations) {
    Dying dying = new Dying();
    disk = dying;
    reopen(folder.resolve("data-" + operations));
    initialise(store);
    dying.left.set(operations);
    try {
      assertThat(importStick().exit()).isEqualTo(ExitCode.DONE);
      return false;
    } catch (SkerryException e) {
      assertThat(e.problem().code()).startsWith("SKY-4");
      return true;
    } finally {
      dying.left.set(Long.MAX_VALUE);
    }
  }

  private void reopen(Path folder) {
    store.close();
    data = folder;
    store = EmbeddedStore.open(data, disk, CLOCK);
  }

  @Test
  void noSpaceIsSaidBeforeAnythingIsWritten() {
    TestBundle.sample(1).write(stick);
    disk = new Full();
    store.close();
    store = EmbeddedStore.open(data, disk, CLOCK);
    ImportResult result = importStick();
    assertThat(result.exit()).isEqualTo(ExitCode.NO_SPACE);
    assertThatThrownBy(store::check).hasMessageContaining("SKY-4006");
    assertServesNothing();
    assertThat(blobFiles()).isEmpty();
  }

  /** It has room for one bundle only, and that of the unfinished one is given back. */
  @Test
  void whatAnUnfinishedBundleLeftCountsAsFreeForTheNext() {
    Path first = TestBundle.sample(1).write(folder);
    byte[] bad = read(first);
    damageLastBlob(bad);
    write(first, bad);
    assertThat(importFrom(first).exit()).isEqualTo(ExitCode.DAMAGED);
    TestBundle.sample(2).write(stick);
    disk = new Full();
    store.close();
    store = EmbeddedStore.open(data, disk, CLOCK);
    assertThat(importStick().decisive().problem()).isEmpty();
    assertServes(TestBundle.sample(2));
  }

  /** Says that nearly nothing is free. */
  private static final class Full extends PassingDisk {
    @Override
    public long usableSpace(Path folder) {
      return 50_000;
    }
  }

  /** Every operation after the last allowed one fails, as if the process had died there. */
  private static final class Dying extends PassingDisk {
    final AtomicLong left = new AtomicLong(Long.MAX_VALUE);

    @Override
    protected void step() throws IOException {
      if (left.getAndDecrement() <= 0) {
        throw new IOException("dead");
      }
    }
  }
}
